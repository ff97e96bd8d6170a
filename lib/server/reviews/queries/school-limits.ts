import type { AppContext } from '../../app-context';

/** The strictest share of removals that one school was held to in this run, per entity: the line of the plot. */
export async function listSchoolLimits(
  ctx: Pick<AppContext, 'db'>,
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
