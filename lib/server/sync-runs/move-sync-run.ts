import type pg from 'pg';
import { requireMove, timestampsFor, type SyncRunState } from '@/lib/core/sync-run/states';
import type { StepTime } from '@/lib/core/sync-run/steps';
import type { Transaction } from '../db';
import { sqlOf } from '../db/sql-of';

export interface MoveOptions {
  now: Date;
  actorId?: number | null;
  /** Codes and counts for the timeline; no value out of a file. */
  detail?: Record<string, string | number | boolean | null>;
  /** How long the steps took that end with this move. */
  steps?: readonly StepTime[];
}

/**
 * The only way a run changes its state: checks the move against the transition table, stamps the times
 * and writes the timeline, all in the caller's transaction (Prisma's, or one opened with BEGIN). Throws
 * on a move that is not in the table, also when another process moved the run first.
 */
export async function moveSyncRun(
  tx: Transaction | pg.ClientBase,
  run: { id: number; tenantId: number },
  to: SyncRunState,
  { now, actorId = null, detail = {}, steps = [] }: MoveOptions,
): Promise<void> {
  const query = sqlOf(tx);
  const [locked] = await query<{ state: SyncRunState }>(
    'SELECT state::text AS state FROM sync_run WHERE id = $1 AND tenant_id = $2 FOR UPDATE',
    [run.id, run.tenantId],
  );
  if (!locked) throw new Error(`Sync run ${run.id} does not exist.`);
  requireMove(locked.state, to);
  const stamps = Object.entries(timestampsFor(to, now));
  const sets = stamps.map(([name], i) => `${snakeCase(name)} = $${i + 4}`);
  await query(
    `UPDATE sync_run SET state = $3::"SyncRunState", progress = NULL, ${sets.join(', ')} WHERE id = $1 AND tenant_id = $2`,
    [run.id, run.tenantId, to, ...stamps.map(([, at]) => at)],
  );
  await query(
    `INSERT INTO sync_run_event (tenant_id, run_id, at, kind, actor_id, detail, steps) VALUES ($1, $2, $3, 'MOVED', $4, $5::jsonb, $6::jsonb)`,
    [
      run.tenantId,
      run.id,
      now,
      actorId,
      JSON.stringify({ from: locked.state, to, ...detail }),
      JSON.stringify(steps),
    ],
  );
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
