// Some changes of a group, chosen by chance. The seed is said, so that two people can see the same ones.
import type { ChangeAction, CountedEntity } from '@/lib/core/change/change';
import type { AppContext } from '../app-context';
import {
  describeChanges,
  storedChangeColumns,
  type ChangeRow,
  type StoredChange,
} from '../sync-runs/changes';

type Context = Pick<AppContext, 'db'>;

export const SAMPLE_SIZE = 25;

export interface Sample {
  rows: ChangeRow[];
  /** In the group, by the counts that were stored with the plan. */
  total: number;
  seed: number;
}

/** Groups up to this size are put in the order of the seed as a whole. */
const SORTED_AS_A_WHOLE = 20_000;

/**
 * The same seed shows the same changes again; "another 25" is the next seed. Out of a large group, positions
 * are drawn and the next change after each is taken from the index, so that a million costs as little as a
 * thousand.
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
  const { rows } = await ctx.db.pool.query<StoredChange>(
    `SELECT ${storedChangeColumns} FROM (${isLarge ? drawn : sorted}) c
     LEFT JOIN roster_org org ON org.tenant_id = $1 AND org.sourced_id = c.school_sourced_id
     ORDER BY c.seq`,
    [...values, seed, size],
  );
  return { rows: await describeChanges(ctx, run.tenantId, run.id, rows, true), total, seed };
}

const inGroup = `c.tenant_id = $1 AND c.run_id = $2 AND c.counted_as = $3 AND c.action = $4
  AND ($5::text IS NULL OR c.school_sourced_id = $5)`;

const sorted = `SELECT * FROM change c WHERE ${inGroup}
  ORDER BY hashtextextended(c.sourced_id, $6), c.seq LIMIT $7`;

/** Twice as many positions as wanted: two of them can lead to the same change. */
const drawn = `
  WITH edge AS (SELECT (SELECT c.seq FROM change c WHERE ${inGroup} ORDER BY c.seq LIMIT 1) AS first,
      (SELECT c.seq FROM change c WHERE ${inGroup} ORDER BY c.seq DESC LIMIT 1) AS last),
    position AS (
      SELECT n, edge.first + (abs(hashtextextended(n::text, $6) % 1000000007) % (edge.last - edge.first + 1))::int AS at
      FROM edge CROSS JOIN generate_series(1, $7::int * 2) AS n),
    found AS (
      SELECT DISTINCT ON (hit.seq) hit.seq, position.n FROM position CROSS JOIN LATERAL (
        SELECT c.seq FROM change c WHERE ${inGroup} AND c.seq >= position.at ORDER BY c.seq LIMIT 1) hit
      ORDER BY hit.seq, position.n)
  SELECT c.* FROM (SELECT seq FROM found ORDER BY n LIMIT $7) chosen
  JOIN change c ON c.run_id = $2 AND c.seq = chosen.seq`;
