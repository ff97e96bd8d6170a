// What tells one child from another in a sample: the grade and the classes beside the name.
import type { AppContext } from '../../app-context';
import { liveTable, stagingTable, type RunKey } from '../../db/roster-tables';
import { isNotPastSql, todaySql } from '../../roster/current-member';
import { readStaged } from '../../sync-runs/queries/read-staged';

type Context = Pick<AppContext, 'db' | 'clock'>;

export interface SampledPerson {
  grades: string[];
  /** Titles, in their order. */
  classes: string[];
}

/**
 * By sourcedId. Who comes is read from the files of the run while they are there; who goes or changes from the live
 * roster, and once the run is applied, everybody.
 */
export async function describeSampledPeople(
  ctx: Context,
  run: RunKey,
  { coming, known }: { coming: readonly string[]; known: readonly string[] },
): Promise<ReadonlyMap<string, SampledPerson>> {
  const live = await readPeople(ctx, run, [...known, ...coming], liveTables);
  if (coming.length === 0) return live;
  const staged = await readStaged(ctx, run, 'user', async (isStaged) =>
    isStaged ? readPeople(ctx, run, coming, stagedTables(run)) : new Map<string, SampledPerson>(),
  );
  return new Map([...live, ...staged]);
}

interface Tables {
  user: string;
  enrollment: string;
  /** A class of the files, or one that is live already. */
  classes: readonly string[];
}

const liveTables: Tables = {
  user: liveTable('user'),
  enrollment: liveTable('enrollment'),
  classes: [liveTable('class')],
};

const stagedTables = (run: RunKey): Tables => ({
  user: stagingTable(run, 'user'),
  enrollment: stagingTable(run, 'enrollment'),
  classes: [stagingTable(run, 'class'), liveTable('class')],
});

async function readPeople(
  ctx: Context,
  { tenantId }: RunKey,
  sourcedIds: readonly string[],
  { user, enrollment, classes }: Tables,
): Promise<Map<string, SampledPerson>> {
  const title = classes.map(
    (table) =>
      `(SELECT c.title FROM ${table} c WHERE c.tenant_id = $1 AND c.sourced_id = e.class_sourced_id)`,
  );
  const titles = (which: string) =>
    `coalesce(array_agg(DISTINCT m.title ORDER BY m.title) FILTER (WHERE ${which} m.title IS NOT NULL), '{}')`;
  const { rows } = await ctx.db.pool.query<
    SampledPerson & { sourcedId: string; pastClasses: string[] }
  >(
    `SELECT u.sourced_id AS "sourcedId", coalesce(u.grades, '{}') AS grades,
       ${titles('m.is_now AND')} AS classes, ${titles('')} AS "pastClasses"
     FROM ${user} u
     LEFT JOIN LATERAL (SELECT coalesce(${title.join(', ')}) AS title,
         ${isNotPastSql('e', todaySql('$1', ctx.clock.now()))} AS is_now
       FROM ${enrollment} e
       WHERE e.tenant_id = $1 AND e.user_sourced_id = u.sourced_id
         AND (e.removed_at IS NULL OR u.removed_at IS NOT NULL)) m ON true
     WHERE u.tenant_id = $1 AND u.sourced_id = ANY($2)
     GROUP BY u.sourced_id, u.grades`,
    [tenantId, sourcedIds],
  );
  // Who is in no class now, as in summer, is told by those of the year that is over.
  return new Map(
    rows.map(({ sourcedId, grades, classes: now, pastClasses }) => [
      sourcedId,
      { grades, classes: now.length > 0 ? now : pastClasses },
    ]),
  );
}
