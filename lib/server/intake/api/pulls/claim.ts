/**
 * Which worker is at which pull. A row is held by saying so every few seconds; one whose worker falls silent, or has no session
 * left in the database, is taken up by the next, which goes on at the page where it was. Each turn has a number, and only the
 * newest may write.
 */
import type { AppContext } from '../../../app-context';
import type { TakenPull } from './pull-row';

/** A worker that says nothing for so long is gone. By the clock of the database, which all of them share. */
const SILENT_SECONDS = 30;

export const HOLD_EVERY_MS = 5_000;

export class PullLostError extends Error {
  constructor() {
    super('another worker has taken this pull up');
  }
}

/** The next pull that is due, or one that is complete and has to be handed over. */
export async function claimPull(ctx: AppContext): Promise<TakenPull | undefined> {
  const { rows } = await ctx.db.pool.query<TakenPull>(
    `UPDATE pull SET taken_by = $1, taken_at = clock_timestamp(), takes = takes + 1
     WHERE (tenant_id, id) IN (
       SELECT tenant_id, id FROM pull
       WHERE (state IN ('PLANNED', 'PULLING') OR state = 'COMPLETE' AND purpose = 'UPDATE' AND handed_over_at IS NULL)
         AND next_attempt_at <= $2
         AND (taken_at IS NULL OR taken_at < clock_timestamp() - make_interval(secs => $3)
           OR NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.datname = current_database() AND a.application_name = pull.taken_by))
       ORDER BY next_attempt_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING tenant_id AS "tenantId", id, connection_id AS "connectionId", takes AS take`,
    [ctx.db.sessionName, ctx.clock.now(), SILENT_SECONDS],
  );
  return rows[0];
}

/** Says that these are still at work. Answers with the ids of those that are. */
export async function holdPulls(
  ctx: AppContext,
  pulls: readonly TakenPull[],
): Promise<Set<number>> {
  if (pulls.length === 0) return new Set();
  const { rows } = await ctx.db.pool.query<{ id: number }>(
    `UPDATE pull p SET taken_at = clock_timestamp()
     FROM unnest($1::int[], $2::int[], $3::int[]) AS held (tenant_id, id, take)
     WHERE p.tenant_id = held.tenant_id AND p.id = held.id AND p.takes = held.take AND p.taken_at IS NOT NULL
     RETURNING p.id`,
    [
      pulls.map(({ tenantId }) => tenantId),
      pulls.map(({ id }) => id),
      pulls.map(({ take }) => take),
    ],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Gives a pull back, so that the next worker need not wait until this one counts as silent. */
export async function releasePull(
  ctx: AppContext,
  { tenantId, id, take }: TakenPull,
): Promise<void> {
  await ctx.db.pool.query(
    `UPDATE pull SET taken_by = NULL, taken_at = NULL WHERE tenant_id = $1 AND id = $2 AND takes = $3`,
    [tenantId, id, take],
  );
}
