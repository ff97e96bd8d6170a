// What people call the schools of a run: pages, mails and files of problems never show an id where there is a name.
import type { AppContext } from '../../app-context';

type Context = Pick<AppContext, 'db'>;

/** The name of the school `id` of a run, as SQL over `org` of the live roster and `named` of the run's own files. */
export const schoolNameSql = 'coalesce(org.name, named.name)';
export const schoolNameJoins = (tenantId: string, runId: string, id: string): string =>
  `LEFT JOIN roster_org org ON org.tenant_id = ${tenantId} AND org.sourced_id = ${id}
   LEFT JOIN run_school named ON named.tenant_id = ${tenantId} AND named.run_id = ${runId} AND named.sourced_id = ${id}`;

/** From the live roster; for a school that is new, from the run's own files. */
export async function getSchoolNames(
  ctx: Context,
  tenantId: number,
  runId: number,
  sourcedIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(sourcedIds)].filter((id) => id !== '');
  if (wanted.length === 0) return new Map();
  const { rows } = await ctx.db.pool.query<{ id: string; name: string }>(
    `SELECT wanted.id, ${schoolNameSql} AS name FROM unnest($3::text[]) AS wanted(id)
     ${schoolNameJoins('$1', '$2', 'wanted.id')} WHERE ${schoolNameSql} IS NOT NULL`,
    [tenantId, runId, wanted],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
