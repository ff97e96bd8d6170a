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
 * Leaves a temporary table `part_applied (seq)` until the transaction ends. The caller has opened one, and
 * the run's staged rows are whole.
 */
export async function choosePart(
  client: pg.ClientBase,
  run: RunKey,
  part: PartOfPlan,
): Promise<void> {
  await client.query('CREATE TEMP TABLE part_found (seq int PRIMARY KEY) ON COMMIT DROP');
  await client.query('CREATE TEMP TABLE part_frontier (seq int PRIMARY KEY) ON COMMIT DROP');
  await client.query('CREATE TEMP TABLE part_next (seq int) ON COMMIT DROP');
  const condition = part.scope === 'ADDITIONS' ? `c.action = 'REMOVE'` : `(${askedFor('c', '$3')})`;
  await client.query(
    `INSERT INTO part_frontier SELECT c.seq FROM change c WHERE c.tenant_id = $1 AND c.run_id = $2 AND ${condition}`,
    part.scope === 'ADDITIONS'
      ? [run.tenantId, run.id]
      : [run.tenantId, run.id, JSON.stringify(part.groups)],
  );
  const isBackwards = part.scope === 'ADDITIONS';
  for (;;) {
    const { rowCount } = await client.query(
      'INSERT INTO part_found SELECT seq FROM part_frontier ON CONFLICT DO NOTHING',
    );
    if (!rowCount) break;
    await client.query('ANALYZE part_frontier');
    await spreadOnce(client, run, isBackwards);
  }
  await client.query(
    `CREATE TEMP TABLE part_applied ON COMMIT DROP AS
     SELECT c.seq FROM change c WHERE c.tenant_id = $1 AND c.run_id = $2
       AND ${isBackwards ? 'NOT ' : ''}EXISTS (SELECT 1 FROM part_found f WHERE f.seq = c.seq)`,
    [run.tenantId, run.id],
  );
  await client.query('CREATE UNIQUE INDEX ON part_applied (seq)');
  await client.query('ANALYZE part_applied');
}

/** Per group: how many there are, were asked for, and would be applied. After `choosePart`. */
export async function countPart(
  client: pg.ClientBase,
  run: RunKey,
  part: PartOfPlan,
): Promise<PartCount[]> {
  const asked = part.scope === 'ADDITIONS' ? `c.action <> 'REMOVE'` : `(${askedFor('c', '$3')})`;
  const { rows } = await client.query<PartCount>(
    `SELECT c.counted_as AS entity, c.action, count(*) AS total, count(*) FILTER (WHERE ${asked}) AS asked,
       count(a.seq) AS applied
     FROM change c LEFT JOIN part_applied a ON a.seq = c.seq
     WHERE c.tenant_id = $1 AND c.run_id = $2 GROUP BY 1, 2 ORDER BY 1, 2`,
    part.scope === 'ADDITIONS'
      ? [run.tenantId, run.id]
      : [run.tenantId, run.id, JSON.stringify(part.groups)],
  );
  return rows;
}

/** Marks what the part leaves out, so that applying and undoing pass it by. Returns how many. */
export async function markHeldBack(client: pg.ClientBase, run: RunKey): Promise<number> {
  const { rowCount } = await client.query(
    `UPDATE change c SET is_held_back = true WHERE c.tenant_id = $1 AND c.run_id = $2 AND NOT c.is_held_back
       AND NOT EXISTS (SELECT 1 FROM part_applied a WHERE a.seq = c.seq)`,
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

function askedFor(change: string, groups: string): string {
  return `EXISTS (SELECT 1 FROM jsonb_to_recordset(${groups}::jsonb) AS g(entity text, action text, "schoolSourcedId" text)
    WHERE g.entity = ${change}.counted_as AND g.action = ${change}.action
      AND (g."schoolSourcedId" IS NULL OR g."schoolSourcedId" = ${change}.school_sourced_id))`;
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
