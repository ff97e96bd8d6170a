// Some changes of a group, chosen by chance. The seed is said, so that two people can see the same ones.
import {
  changeActions,
  countedEntities,
  type ChangeAction,
  type CountedEntity,
} from '@/lib/core/change/change';
import type { AppContext } from '../../app-context';
import { schoolNameJoins } from '../../sync-runs/queries/school-names';
import {
  describeChanges,
  storedChangeColumns,
  type ChangeRow,
  type StoredChange,
} from '../../sync-runs/queries/changes';

type Context = Pick<AppContext, 'db'>;

export interface ChangeGroup {
  entity: CountedEntity;
  action: ChangeAction;
  count: number;
  /** Of them: what follows from other changes. */
  cascadeCount: number;
}

/** What silences families comes first. */
const ENTITY_ORDER: readonly CountedEntity[] = [
  'students',
  'contacts',
  'staff',
  'orgs',
  'classes',
  'sessions',
  'courses',
  'studentEnrollments',
  'staffEnrollments',
  'links',
  'demographics',
];
const ACTION_ORDER: readonly ChangeAction[] = ['REMOVE', 'UPDATE', 'ADD', 'REACTIVATE'];

/** The changes of a run by what they are, the gravest first; what only follows from others comes last. */
export async function listChangeGroups(
  ctx: Context,
  tenantId: number,
  runId: number,
): Promise<ChangeGroup[]> {
  const { rows } = await ctx.db.pool.query<ChangeGroup>(
    `SELECT entity, action, sum(count)::int AS count, sum(cascade_count)::int AS "cascadeCount"
     FROM change_count
     WHERE tenant_id = $1 AND run_id = $2 AND entity = ANY($3) AND action = ANY($4)
     GROUP BY entity, action HAVING sum(count) > 0`,
    [tenantId, runId, countedEntities, changeActions],
  );
  const follows = ({ count, cascadeCount }: ChangeGroup) => Number(count === cascadeCount);
  return rows.sort(
    (a, b) =>
      follows(a) - follows(b) ||
      ACTION_ORDER.indexOf(a.action) - ACTION_ORDER.indexOf(b.action) ||
      ENTITY_ORDER.indexOf(a.entity) - ENTITY_ORDER.indexOf(b.entity),
  );
}

const SAMPLE_SIZE = 25;

export interface Sample {
  rows: ChangeRow[];
  /** In the group, by the counts that were stored with the plan. */
  total: number;
  seed: number;
}

/** Groups up to this size are put in the order of the seed as a whole. */
const SORTED_AS_A_WHOLE = 20_000;
const MOST_DRAWS = 20_000;

/**
 * The same seed shows the same changes again; "another 25" is the next seed. A large group is drawn from by
 * position, so that a million costs as little as a thousand.
 */
export async function sampleGroup(
  ctx: Context,
  run: { id: number; tenantId: number },
  group: { entity: CountedEntity; action: ChangeAction; school?: string | null },
  { seed, size = SAMPLE_SIZE }: { seed: number; size?: number },
): Promise<Sample> {
  const school = group.school ?? null;
  const { rows: counts } = await ctx.db.pool.query<{ total: number }>(
    `SELECT coalesce(sum(count), 0)::int AS total FROM change_count
     WHERE tenant_id = $1 AND run_id = $2 AND entity = $3 AND action = $4 AND ($5::text IS NULL OR school_sourced_id = $5)`,
    [run.tenantId, run.id, group.entity, group.action, school],
  );
  const total = counts[0]?.total ?? 0;
  const values = [run.tenantId, run.id, group.entity, group.action, school];
  const isLarge = total > SORTED_AS_A_WHOLE && school === null;
  const choose = async (chosen: string, more: number[]): Promise<StoredChange[]> => {
    const { rows } = await ctx.db.pool.query<StoredChange>(
      `SELECT ${storedChangeColumns} FROM (${chosen}) c
       ${schoolNameJoins('$1', 'c.run_id', 'c.school_sourced_id')}
       ORDER BY c.seq`,
      [...values, seed, size, ...more],
    );
    return rows;
  };
  const found = isLarge ? await choose(drawn, [total]) : [];
  // A group scattered thinly over a large plan: rare, and worth a second.
  const rows = found.length < Math.min(size, total) ? await choose(sorted, []) : found;
  return {
    rows: await describeChanges(ctx, run.tenantId, run.id, rows, {
      withNames: true,
      withSchoolNames: true,
    }),
    total,
    seed,
  };
}

const inGroup = `c.tenant_id = $1 AND c.run_id = $2 AND c.counted_as = $3 AND c.action = $4
  AND ($5::text IS NULL OR c.school_sourced_id = $5)`;

const sorted = `SELECT * FROM change c WHERE ${inGroup}
  ORDER BY hashtextextended(c.sourced_id, $6), c.seq LIMIT $7`;

/**
 * Positions between the first and the last change of the group are drawn until enough of them hold one of
 * its changes, so that each is as likely as any other wherever the group lies in the plan. LIMIT keeps the
 * planner from reading the whole group to join it with a few hundred positions.
 */
const drawn = `
  WITH edge AS (SELECT (SELECT c.seq FROM change c WHERE ${inGroup} ORDER BY c.seq LIMIT 1) AS first,
      (SELECT c.seq FROM change c WHERE ${inGroup} ORDER BY c.seq DESC LIMIT 1) AS last),
    position AS (
      SELECT edge.first + (abs(hashtextextended(n::text, $6) % 1000000007) % (edge.last - edge.first + 1))::int AS at, min(n) AS n
      FROM edge CROSS JOIN generate_series(1, least(${MOST_DRAWS}, 3 * $7::int * (edge.last - edge.first + 1)::bigint / $8::int + 50)::int) AS n
      GROUP BY 1)
  SELECT c.* FROM position
  CROSS JOIN LATERAL (SELECT * FROM change x WHERE x.run_id = $2 AND x.seq = position.at LIMIT 1) c WHERE ${inGroup}
  ORDER BY position.n LIMIT $7`;
