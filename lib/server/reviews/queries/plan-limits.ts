// What was measured of a plan besides its counts: the limits it was held to, as shares that can be drawn, and whom it silences.
import { limitShare } from '@/lib/core/circuit-break/explain';
import { countedEntities, type CountedEntity } from '@/lib/core/change/change';
import type { AppContext } from '../../app-context';

type Context = Pick<AppContext, 'db'>;

/** The strictest share of removals that one school was held to in this run, per entity: the line of the plot. */
export async function listSchoolLimits(
  ctx: Context,
  tenantId: number,
  runId: number,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await ctx.db.pool.query<{ entity: string; percent: number }>(
    `SELECT entity, min(limit_percent) AS percent FROM rule_evaluation
     WHERE tenant_id = $1 AND run_id = $2 AND scope = 'school' AND action = 'REMOVE' AND limit_percent > 0
     GROUP BY entity`,
    [tenantId, runId],
  );
  return new Map(rows.map(({ entity, percent }) => [entity, percent]));
}

export interface DistrictLimits {
  /** In percent of what there is; null where no rule looked. */
  removed: number | null;
  added: number | null;
}

/** What the district as a whole was held to, reached or not, per entity. */
export async function listDistrictLimits(
  ctx: Context,
  tenantId: number,
  runId: number,
): Promise<ReadonlyMap<CountedEntity, DistrictLimits>> {
  const { rows } = await ctx.db.pool.query<{
    entity: string;
    action: 'REMOVE' | 'ADD';
    baseline: number;
    limitPercent: number | null;
    limitCount: number | null;
    limitCap: number | null;
  }>(
    `SELECT entity, action, baseline_count AS baseline, limit_percent AS "limitPercent",
       limit_count AS "limitCount", limit_cap AS "limitCap"
     FROM rule_evaluation WHERE tenant_id = $1 AND run_id = $2 AND scope = 'district'
       AND rule_id IN (entity || '.REMOVE', entity || '.ADD')`,
    [tenantId, runId],
  );
  const limits = new Map<CountedEntity, DistrictLimits>();
  for (const { entity: name, action, baseline, ...limit } of rows) {
    const entity = countedEntities.find((known) => known === name);
    if (!entity) continue;
    const known = limits.get(entity) ?? { removed: null, added: null };
    const share = limitShare(limit, baseline);
    limits.set(
      entity,
      action === 'REMOVE' ? { ...known, removed: share } : { ...known, added: share },
    );
  }
  return limits;
}

/** Students who would have no contact with a phone or email address any more. */
export async function countUnreachable(
  ctx: Context,
  tenantId: number,
  runId: number,
): Promise<number> {
  const { rows } = await ctx.db.pool.query<{ count: number }>(
    `SELECT coalesce(max(change_count), 0) AS count FROM rule_evaluation
     WHERE tenant_id = $1 AND run_id = $2 AND scope = 'district' AND rule_id = 'reachability'`,
    [tenantId, runId],
  );
  return rows[0]?.count ?? 0;
}
