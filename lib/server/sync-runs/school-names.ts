// What people call the schools of a run: pages, mails and files of problems never show an id where there is a name.
import type { AppContext } from '../app-context';
import { stagingTable } from '../db/roster-tables';
import { readStaged } from './read-staged';

type Context = Pick<AppContext, 'db'>;

/** From the live roster; for a school that is new, from what the run staged. */
export async function getSchoolNames(
  ctx: Context,
  tenantId: number,
  runId: number,
  sourcedIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(sourcedIds)].filter((id) => id !== '');
  const names = new Map<string, string>();
  if (wanted.length === 0) return names;
  const run = { id: runId, tenantId };
  await readStaged(ctx, run, 'org', async (isStaged) => {
    const tables = [...(isStaged ? [stagingTable(run, 'org')] : []), 'roster_org'];
    for (const table of tables) {
      const { rows } = await ctx.db.pool.query<{ id: string; name: string }>(
        `SELECT sourced_id AS id, name FROM ${table} WHERE tenant_id = $1 AND sourced_id = ANY($2)`,
        [tenantId, wanted],
      );
      for (const { id, name } of rows) names.set(id, name);
    }
  });
  return names;
}
