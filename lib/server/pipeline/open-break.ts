import type { AppContext } from '../app-context';
import type { CircuitBreakKind, Transaction } from '../db';
import { queueMailToImplementers, runHeldMail } from '../mail';
import { moveSyncRun } from '../sync-runs/move-sync-run';
import type { RunKey } from './parts/tables';

type ConnectionRun = RunKey & { connectionId: number };

/**
 * Holds a run for a person. An open circuit break of the connection gets a new version and the run it
 * held is superseded; its clock keeps running from the first version (circuit-break policy, section 5).
 */
export async function openBreak(
  ctx: AppContext,
  run: ConnectionRun,
  hold: { fingerprint: string; kind: CircuitBreakKind; reasons: readonly string[]; now: Date },
): Promise<void> {
  const { tenantId, connectionId } = run;
  await ctx.db.prisma.$transaction(async (tx) => {
    await supersedeHeldRun(tx, run, hold.now);
    const open = await tx.circuitBreak.findFirst({
      where: { tenantId, connectionId, state: 'OPEN' },
      include: { versions: { orderBy: { version: 'desc' }, take: 1 } },
    });
    const breakId =
      open?.id ??
      (
        await tx.circuitBreak.create({
          data: { tenantId, connectionId, kind: hold.kind, openedAt: hold.now },
        })
      ).id;
    const version = (open?.versions[0]?.version ?? 0) + 1;
    await tx.circuitBreakVersion.create({
      data: {
        tenantId,
        breakId,
        version,
        runId: run.id,
        fingerprint: hold.fingerprint,
        createdAt: hold.now,
      },
    });
    await moveSyncRun(tx, run, 'HELD', { now: hold.now, detail: { breakId, version } });
    // One mail per break, not per version: whoever opens the page sees the newest.
    if (version === 1) {
      await queueMailToImplementers(tx, tenantId, (to, tenant) =>
        runHeldMail(ctx, {
          to,
          tenant,
          runId: run.id,
          isOnboarding: hold.kind === 'ONBOARDING',
          reasons: hold.reasons,
        }),
      );
    }
  });
}

/** Newer files came through without a hold: what waited for a review is out of date. */
export async function supersedeBreak(
  tx: Transaction,
  run: ConnectionRun,
  now: Date,
): Promise<void> {
  const { tenantId, connectionId } = run;
  await supersedeHeldRun(tx, run, now);
  await tx.circuitBreak.updateMany({
    where: { tenantId, connectionId, state: 'OPEN' },
    data: { state: 'SUPERSEDED', decidedAt: now },
  });
}

async function supersedeHeldRun(tx: Transaction, run: ConnectionRun, now: Date): Promise<void> {
  const held = await tx.syncRun.findFirst({
    where: { tenantId: run.tenantId, connectionId: run.connectionId, state: 'HELD' },
    select: { id: true, tenantId: true },
  });
  if (held) await moveSyncRun(tx, held, 'SUPERSEDED', { now, detail: { byRunId: run.id } });
}
