/**
 * Before held notices go out, a day whose attendance is fetched is read in full once more: an absence that was taken back in
 * between must not reach a family. Bounded in time: what a source does not answer holds nobody up for long.
 */
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { localDate } from '@/lib/core/calendar/zoned-time';
import type { AppContext } from '../app-context';
import { addPull } from '../pulls/add-pull';

/** A reading that is younger says how the day is now. */
const FRESH_MINUTES = 5;
/** After that, notices go out without it. */
const PATIENCE_MINUTES = 10;

interface Reading {
  hasFailed: boolean;
  createdAt: Date;
  /** Its file was read too, or it left none behind. */
  isOver: boolean;
}

/** True where notices of the day may go out; false while it is read again, from now on if nobody had asked for that. */
export async function isDayReadAgain(
  ctx: AppContext,
  tenantId: number,
  date: PlainDate,
): Promise<boolean> {
  const account = await ctx.db.prisma.apiAccount.findFirst({
    where: {
      tenantId,
      readsAttendance: true,
      connection: { feeds: { some: { feed: 'ATTENDANCE' } } },
    },
    select: {
      connectionId: true,
      connection: { select: { tenant: { select: { timeZone: true } } } },
    },
  });
  const now = ctx.clock.now();
  if (!account || localDate(now, account.connection.tenant.timeZone) !== date) return true;
  const key = { tenantId, connectionId: account.connectionId };
  const ago = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);
  const last = await lastReading(ctx, { ...key, date });
  if (last && last.createdAt > ago(FRESH_MINUTES + PATIENCE_MINUTES) && !last.isOver)
    return last.hasFailed || last.createdAt <= ago(PATIENCE_MINUTES);
  if (last?.isOver && last.createdAt > ago(FRESH_MINUTES)) return true;
  const added = await addPull(ctx, {
    ...key,
    feed: 'ATTENDANCE',
    purpose: 'UPDATE',
    since: null,
    day: date,
    scheduledFor: null,
    askedById: null,
  });
  if (added.ok) return false;
  // The reading before it has to end first.
  const stuck = await ctx.db.prisma.pull.count({
    where: {
      ...key,
      feed: 'ATTENDANCE',
      state: { in: ['PLANNED', 'PULLING'] },
      createdAt: { lte: ago(PATIENCE_MINUTES) },
    },
  });
  return stuck > 0;
}

async function lastReading(
  ctx: AppContext,
  { tenantId, connectionId, date }: { tenantId: number; connectionId: number; date: PlainDate },
): Promise<Reading | null> {
  const { rows } = await ctx.db.pool.query<Reading>(
    `SELECT p.state IN ('FAILED', 'CANCELED') AS "hasFailed", p.created_at AS "createdAt",
       p.handed_over_at IS NOT NULL AND NOT EXISTS (
         SELECT FROM delivery d LEFT JOIN attendance_run r ON r.delivery_id = d.id
         WHERE d.tenant_id = p.tenant_id AND d.pull_id = p.id
           AND (r.id IS NULL OR r.state IN ('QUEUED', 'PROCESSING'))) AS "isOver"
     FROM pull p WHERE p.tenant_id = $1 AND p.connection_id = $2 AND p.feed = 'ATTENDANCE' AND p.day = $3
     ORDER BY p.id DESC LIMIT 1`,
    [tenantId, connectionId, date],
  );
  return rows[0] ?? null;
}
