import type { AppContext } from '../app-context';

/** Counts written with each applied run: entity, facet, value. Value "" of facet "" is the total. */
export type CountFacet = '' | 'role' | 'school' | 'schoolRole' | 'language' | 'grade';

export interface FacetCount {
  value: string;
  count: number;
}

type Context = Pick<AppContext, 'db'>;

/** The facets named, largest count first. */
export async function getCounts(
  ctx: Context,
  tenantId: number,
  entity: string,
  facets: readonly CountFacet[],
): Promise<Record<CountFacet, FacetCount[]>> {
  const { rows } = await ctx.db.pool.query<FacetCount & { facet: CountFacet }>(
    `SELECT facet, value, count FROM roster_count
     WHERE tenant_id = $1 AND entity = $2 AND facet = ANY($3)
     ORDER BY facet, count DESC, value`,
    [tenantId, entity, facets],
  );
  const found: Record<CountFacet, FacetCount[]> = {
    '': [],
    role: [],
    school: [],
    schoolRole: [],
    language: [],
    grade: [],
  };
  for (const { facet, value, count } of rows) found[facet].push({ value, count });
  return found;
}

/** Sum over the values named; 0 where nothing was counted. */
export async function countOf(
  ctx: Context,
  tenantId: number,
  entity: string,
  facet: CountFacet,
  values: readonly string[],
): Promise<number> {
  const { rows } = await ctx.db.pool.query<{ count: number }>(
    `SELECT coalesce(sum(count), 0)::int AS count FROM roster_count
     WHERE tenant_id = $1 AND entity = $2 AND facet = $3 AND value = ANY($4)`,
    [tenantId, entity, facet, values],
  );
  return rows[0]?.count ?? 0;
}

/** Totals per entity for the tabs of the explorer. */
export async function getEntityTotals(
  ctx: Context,
  tenantId: number,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await ctx.db.pool.query<{ entity: string; count: number }>(
    `SELECT entity, count FROM roster_count WHERE tenant_id = $1 AND facet = '' AND value = ''`,
    [tenantId],
  );
  return new Map(rows.map(({ entity, count }) => [entity, count]));
}
