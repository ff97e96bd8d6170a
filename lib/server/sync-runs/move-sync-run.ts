import { requireMove, timestampsFor, type SyncRunState } from '@/lib/core/sync-run/states';
import { SyncRunState as States, type Transaction } from '../db';

export interface MoveOptions {
  now: Date;
  actorId?: number | null;
  /** Codes and counts for the timeline; no value out of a file. */
  detail?: Record<string, string | number | boolean | null>;
}

/**
 * The only way a run changes its state: checks the move against the transition table, stamps the times
 * and writes the timeline, all in the caller's transaction. Throws on a move that is not in the table,
 * also when another process moved the run first.
 */
export async function moveSyncRun(
  tx: Transaction,
  run: { id: number; tenantId: number },
  to: SyncRunState,
  { now, actorId = null, detail = {} }: MoveOptions,
): Promise<void> {
  const [locked] = await tx.$queryRaw<{ state: SyncRunState }[]>`
    SELECT state::text AS state FROM sync_run
    WHERE id = ${run.id} AND tenant_id = ${run.tenantId} FOR UPDATE`;
  if (!locked) throw new Error(`Sync run ${run.id} does not exist.`);
  requireMove(locked.state, to);
  await tx.syncRun.update({
    where: { tenantId_id: { tenantId: run.tenantId, id: run.id } },
    data: { state: States[to], ...timestampsFor(to, now) },
  });
  await tx.syncRunEvent.create({
    data: {
      tenantId: run.tenantId,
      runId: run.id,
      at: now,
      kind: 'MOVED',
      actorId,
      detail: { from: locked.state, to, ...detail },
    },
  });
}
