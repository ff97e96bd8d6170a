// Waiting for what comes of a fault, while the database may be away.
import { setTimeout as delay } from 'node:timers/promises';
import type { AppContext } from '@/lib/server/app-context';
import { approve } from '@/lib/server/reviews/commands/approve';
import type { RunKey } from '@/lib/server/db/roster-tables';
import { ACTOR } from './fault-district';

const PATIENCE_MS = 240_000;
const ENDED = ['APPLIED', 'NO_CHANGE', 'INVALID', 'FAILED', 'SUPERSEDED', 'INCOMPLETE'];

/** Does what the database cannot do now again, until it can. */
export async function persistently<T>(work: () => Promise<T | null>): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  let last: unknown = 'it did not come to that';
  while (performance.now() < deadline) {
    const result = await work().catch((error: unknown) => {
      last = error;
      return null;
    });
    if (result !== null) return result;
    await delay(20);
  }
  throw new Error('waited too long', { cause: last });
}

/** Until it is applied or came to another end; what is held is approved. */
export async function untilEnded(ctx: AppContext, run: RunKey): Promise<string> {
  return persistently(async () => {
    const { state } = await ctx.db.prisma.syncRun.findUniqueOrThrow({ where: { id: run.id } });
    if (state === 'HELD') {
      const { tenantId, breakId, version, fingerprint } =
        await ctx.db.prisma.circuitBreakVersion.findUniqueOrThrow({ where: { runId: run.id } });
      await approve(ctx, ACTOR, { tenantId, breakId, version, fingerprint, comment: 'expected' });
    }
    return ENDED.includes(state) ? state : null;
  });
}

/** How long an undisturbed run was worked on: faults fall into that time. */
export async function workedOnMs(ctx: AppContext, run: RunKey): Promise<number> {
  const { processingAt, appliedAt } = await ctx.db.prisma.syncRun.findUniqueOrThrow({
    where: { id: run.id },
  });
  return Math.max(50, (appliedAt?.getTime() ?? 0) - (processingAt?.getTime() ?? 0));
}

export function untilAttendanceRead(ctx: AppContext, tenantId: number): Promise<true> {
  return persistently(async () => {
    const { rows } = await ctx.db.pool.query<{ waiting: number }>(
      `SELECT count(*) AS waiting FROM delivery d LEFT JOIN attendance_run r ON r.delivery_id = d.id
       WHERE d.tenant_id = $1 AND d.file_name = 'attendance.csv' AND (r.id IS NULL OR r.state IN ('QUEUED', 'PROCESSING'))`,
      [tenantId],
    );
    return rows[0]?.waiting === 0 ? true : null;
  });
}
