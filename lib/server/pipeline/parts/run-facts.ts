import type { AppContext } from '../../app-context';
import type { RunKey } from '../../db/roster-tables';

/** What the steps ask of a run, its connection and its district. */
export interface RunFacts extends RunKey {
  connectionId: number;
  /** The run whose roster is live; null before the first one. */
  baselineRunId: number | null;
  timeZone: string;
  applySlot: 'OVERNIGHT' | 'ON_ARRIVAL';
  /** Local time, "HH:MM". */
  applyAt: string;
}

/** Throws where there is no such run. */
export async function getRunFacts(
  ctx: Pick<AppContext, 'db'>,
  { id, tenantId }: RunKey,
): Promise<RunFacts> {
  const { rows } = await ctx.db.pool.query<RunFacts>(
    `SELECT r.id, r.tenant_id AS "tenantId", c.id AS "connectionId", c.baseline_run_id AS "baselineRunId",
       t.time_zone AS "timeZone", c.apply_slot::text AS "applySlot", c.apply_at AS "applyAt"
     FROM sync_run r JOIN connection c ON c.tenant_id = r.tenant_id AND c.id = r.connection_id
     JOIN tenant t ON t.id = r.tenant_id WHERE r.tenant_id = $1 AND r.id = $2`,
    [tenantId, id],
  );
  const [facts] = rows;
  if (!facts) throw new Error(`Sync run ${id} does not exist.`);
  return facts;
}
