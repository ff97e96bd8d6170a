// A part of a plan, chosen in SQL by the rules of lib/core/review/slice-rules: used to count what an
// approval in part would do, and to mark what it leaves out.
import type pg from 'pg';
import type { ChangeAction, CountedEntity } from '@/lib/core/change/change';
import {
  linkFields,
  sliceRules,
  type SliceReference,
  type SliceRule,
  type SliceSide,
} from '@/lib/core/review/slice-rules';
import { countStaged } from './count-staged';
import { liveTable, stagingTable, type RunKey } from './tables';

export interface SliceGroup {
  entity: CountedEntity;
  action: ChangeAction;
  /** Null for the whole district; '' for what belongs to no school. */
  schoolSourcedId: string | null;
}

/** What of a plan is applied: all but removals, or some groups. Each with what it depends on. */
export type PartOfPlan = { scope: 'ADDITIONS' } | { scope: 'SLICE'; groups: readonly SliceGroup[] };

export interface PartCount {
  entity: CountedEntity;
  action: ChangeAction;
  /** In the plan. */
  total: number;
  /** Asked for by name. */
  asked: number;
  /** Would be applied: asked for, and what that needs. */
  applied: number;
}

/**
 * Leaves a temporary table `part_found (seq)` until the transaction ends: what a slice applies, or what
 * leaving out all removals leaves out. The caller has opened one, and the run's staged rows are whole.
 */
export async function choosePart(
  client: pg.ClientBase,
  run: RunKey,
  part: PartOfPlan,
): Promise<void> {
  await client.query('CREATE TEMP TABLE part_found (seq int PRIMARY KEY) ON COMMIT DROP');
  await client.query('CREATE TEMP TABLE part_frontier (seq int PRIMARY KEY) ON COMMIT DROP');
  await client.query('CREATE TEMP TABLE part_next (seq int) ON COMMIT DROP');
  if (part.scope === 'ADDITIONS') {
    await client.query(
      `INSERT INTO part_frontier SELECT seq FROM change WHERE tenant_id = $1 AND run_id = $2 AND action = 'REMOVE'`,
      [run.tenantId, run.id],
    );
  } else {
    await client.query(
      `INSERT INTO part_frontier SELECT DISTINCT c.seq FROM ${groupsOf('$3')}
       JOIN change c ON c.tenant_id = $1 AND c.run_id = $2 AND c.counted_as = g.entity AND c.action = g.action
         AND (g."schoolSourcedId" IS NULL OR g."schoolSourcedId" = c.school_sourced_id)`,
      [run.tenantId, run.id, JSON.stringify(part.groups)],
    );
  }
  for (;;) {
    const { rowCount } = await client.query(
      'INSERT INTO part_found SELECT seq FROM part_frontier ON CONFLICT DO NOTHING',
    );
    if (!rowCount) break;
    await client.query('ANALYZE part_frontier');
    await spreadOnce(client, run, part.scope === 'ADDITIONS');
  }
  await client.query('ANALYZE part_found');
}

/** Per group: how many there are, were asked for, and would be applied. After `choosePart`. */
export async function countPart(
  client: pg.ClientBase,
  run: RunKey,
  part: PartOfPlan,
): Promise<PartCount[]> {
  const { rows } = await client.query<PartCount & { found: number }>(
    `WITH found AS (
       SELECT c.counted_as AS entity, c.action, count(*)::int AS found
       FROM part_found f JOIN change c ON c.run_id = $2 AND c.seq = f.seq WHERE c.tenant_id = $1 GROUP BY 1, 2),
     counted AS (
       SELECT n.entity, n.action, sum(n.count)::int AS total, coalesce(sum(n.count) FILTER (WHERE EXISTS (
         SELECT 1 FROM ${groupsOf('$3')} WHERE g.entity = n.entity AND g.action = n.action
           AND (g."schoolSourcedId" IS NULL OR g."schoolSourcedId" = n.school_sourced_id))), 0)::int AS asked
       FROM change_count n WHERE n.tenant_id = $1 AND n.run_id = $2 GROUP BY 1, 2)
     SELECT c.entity, c.action, c.total, c.asked, coalesce(f.found, 0) AS found
     FROM counted c LEFT JOIN found f USING (entity, action) ORDER BY 1, 2`,
    [run.tenantId, run.id, JSON.stringify(part.scope === 'SLICE' ? part.groups : [])],
  );
  return rows.map(({ found, asked, ...group }) => {
    if (part.scope === 'SLICE') return { ...group, asked, applied: found };
    const isAsked = group.action !== 'REMOVE';
    return { ...group, asked: isAsked ? group.total : 0, applied: group.total - found };
  });
}

/** Marks what the part leaves out, so that applying and undoing pass it by. Returns how many. */
export async function markHeldBack(
  client: pg.ClientBase,
  run: RunKey,
  part: PartOfPlan,
): Promise<number> {
  const isFound = 'EXISTS (SELECT 1 FROM part_found f WHERE f.seq = c.seq)';
  const { rowCount } = await client.query(
    `UPDATE change c SET is_held_back = true WHERE c.tenant_id = $1 AND c.run_id = $2 AND NOT c.is_held_back
       AND ${part.scope === 'ADDITIONS' ? isFound : `NOT ${isFound}`}`,
    [run.tenantId, run.id],
  );
  return rowCount ?? 0;
}

/** A crash of the database empties unlogged tables: what was staged is there as it was counted, or it is not. */
export async function isStagingWhole(
  client: pg.ClientBase,
  run: RunKey,
  recorded: unknown,
): Promise<boolean> {
  const counts: Record<string, number> = await countStaged(client, run);
  const expected = Object.entries(recorded ?? {});
  return expected.length > 0 && expected.every(([entity, count]) => counts[entity] === count);
}

function groupsOf(parameter: string): string {
  return `jsonb_to_recordset(${parameter}::jsonb) AS g(entity text, action text, "schoolSourcedId" text)`;
}

/** One step along every rule that starts at something in the frontier. */
async function spreadOnce(client: pg.ClientBase, run: RunKey, isBackwards: boolean): Promise<void> {
  const { rows: kinds } = await client.query<{ entity: string; action: string }>(
    `SELECT DISTINCT c.entity, c.action FROM part_frontier f JOIN change c ON c.run_id = $2 AND c.seq = f.seq WHERE c.tenant_id = $1`,
    [run.tenantId, run.id],
  );
  await client.query('TRUNCATE part_next');
  for (const rule of sliceRules) {
    const start = isBackwards ? rule.to : rule.from;
    const isConcerned = kinds.some(
      ({ entity, action }) =>
        entity === start.entity && start.actions.some((known) => known === action),
    );
    if (!isConcerned) continue;
    const [known, found] = isBackwards ? ['t', 'c'] : ['c', 't'];
    await client.query(
      `INSERT INTO part_next SELECT ${found}.seq FROM ${joined(run, rule)}
         JOIN part_frontier f ON f.seq = ${known}.seq
       WHERE ${onSide('c', run, rule.from)} AND ${onSide('t', run, rule.to)}`,
    );
  }
  await client.query('TRUNCATE part_frontier');
  await client.query(
    `INSERT INTO part_frontier SELECT DISTINCT n.seq FROM part_next n
     WHERE NOT EXISTS (SELECT 1 FROM part_found p WHERE p.seq = n.seq)`,
  );
}

function onSide(alias: string, run: RunKey, { entity, actions, onlyIfLinks }: SliceSide): string {
  const list = actions.map((action) => `'${action}'`).join(', ');
  const links = linkFields.map((field) => `'${field}'`).join(', ');
  return [
    `${alias}.tenant_id = ${run.tenantId} AND ${alias}.run_id = ${run.id}`,
    `${alias}.entity = '${entity}' AND ${alias}.action IN (${list})`,
    ...(onlyIfLinks
      ? [`(${alias}.action <> 'UPDATE' OR ${alias}.changed_fields && ARRAY[${links}])`]
      : []),
  ].join(' AND ');
}

/** The two changes of a rule, `c` and what it pulls in, `t`, joined by who names whom. */
function joined(run: RunKey, { from, to, via }: SliceRule): string {
  if (via === 'link') {
    const [link, person] = from.entity === 'link' ? ['c', 't'] : ['t', 'c'];
    return `change ${link} CROSS JOIN LATERAL unnest(string_to_array(${link}.sourced_id, E'\\n')) AS end_of(id)
      JOIN change ${person} ON ${person}.sourced_id = end_of.id`;
  }
  const [holding, named] = via.holder === 'from' ? ['c', 't'] : ['t', 'c'];
  const entity = via.holder === 'from' ? from.entity : to.entity;
  const row =
    via.row === 'staged'
      ? `${stagingTable(run, entity)} r ON r.sourced_id = ${holding}.sourced_id`
      : `${liveTable(entity)} r ON r.tenant_id = ${run.tenantId} AND r.removed_at IS NULL AND r.sourced_id = ${holding}.sourced_id`;
  return `change ${holding} JOIN ${row} ${namedBy(via)} JOIN change ${named} ON ${named}.sourced_id = named.id`;
}

function namedBy({ field, many }: SliceReference): string {
  return many
    ? `CROSS JOIN LATERAL unnest(r.${field}) AS named(id)`
    : `CROSS JOIN LATERAL (SELECT r.${field}) AS named(id)`;
}
