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
import { liveTable, stagingTable, type PlannedEntity, type RunKey } from '../db/roster-tables';

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

/** The columns of a change that choosing a part needs: copied once, so that the plan is not read at every step. */
const FACTS = `seq int, entity text, counted_as text, action text, sourced_id text COLLATE "C", makes_links boolean`;
const LINK_FIELDS = `ARRAY[${linkFields.map((field) => `'${field}'`).join(', ')}]`;
const factsOf = (c: string): string =>
  `${c}.seq, ${c}.entity, ${c}.counted_as, ${c}.action, ${c}.sourced_id, coalesce(${c}.action <> 'UPDATE' OR ${c}.changed_fields && ${LINK_FIELDS}, false)`;

/**
 * Fills the temporary table `part_found` with `seq` of changes: of a slice those it applies, of "all but removals" those
 * that are left out. It lasts until the transaction ends, which the caller has begun. The run's staged rows must be whole.
 */
export async function choosePart(
  client: pg.ClientBase,
  run: RunKey,
  part: PartOfPlan,
): Promise<void> {
  for (const name of ['found', 'frontier', 'next'])
    await client.query(`CREATE TEMP TABLE part_${name} (${FACTS}) ON COMMIT DROP`);
  if (part.scope === 'ADDITIONS') {
    await client.query(
      `INSERT INTO part_frontier SELECT ${factsOf('c')} FROM change c WHERE c.tenant_id = $1 AND c.run_id = $2 AND c.action = 'REMOVE'`,
      [run.tenantId, run.id],
    );
  } else {
    const groups = withoutRepeats(part.groups);
    const chosen = (isWhole: boolean): Promise<unknown> =>
      client.query(
        `INSERT INTO part_frontier SELECT ${factsOf('c')} FROM ${groupsOf('$3')}
         JOIN change c ON c.tenant_id = $1 AND c.run_id = $2 AND c.counted_as = g.entity AND c.action = g.action
           ${isWhole ? '' : 'AND c.school_sourced_id = g."schoolSourcedId"'}`,
        [
          run.tenantId,
          run.id,
          JSON.stringify(groups.filter((group) => (group.schoolSourcedId === null) === isWhole)),
        ],
      );
    await chosen(true);
    // A query of its own, so that an index finds the changes of a school without reading those of all others.
    await chosen(false);
  }
  const missing = await countKinds(client, run);
  for (;;) {
    await client.query('ANALYZE part_frontier');
    const { rows: kinds } = await client.query<Kind & { count: number }>(
      'SELECT entity, action, count(*)::int AS count FROM part_frontier GROUP BY 1, 2',
    );
    if (kinds.length === 0) break;
    await client.query('INSERT INTO part_found SELECT * FROM part_frontier');
    for (const kind of kinds)
      missing.set(keyOf(kind), (missing.get(keyOf(kind)) ?? 0) - kind.count);
    await spreadOnce(client, run, { kinds, missing, isBackwards: part.scope === 'ADDITIONS' });
  }
  await client.query('ANALYZE part_found');
}

/** Without groups that are part of another one, so that no change is chosen twice. */
function withoutRepeats(groups: readonly SliceGroup[]): SliceGroup[] {
  const kindOf = ({ entity, action }: SliceGroup): string => `${entity} ${action}`;
  const whole = new Set(groups.filter((each) => each.schoolSourcedId === null).map(kindOf));
  const keep = groups.filter((each) => each.schoolSourcedId === null || !whole.has(kindOf(each)));
  return [
    ...new Map(
      keep.map((each) => [`${kindOf(each)} ${each.schoolSourcedId ?? ''}`, each]),
    ).values(),
  ];
}

interface Kind {
  entity: string;
  action: string;
}

const keyOf = ({ entity, action }: Kind): string => `${entity} ${action}`;

/** How many changes of each kind the plan has, by its stored counts. */
async function countKinds(client: pg.ClientBase, run: RunKey): Promise<Map<string, number>> {
  const { rows } = await client.query<{ counted: CountedEntity; action: string; count: number }>(
    `SELECT entity AS counted, action, sum(count)::int AS count FROM change_count WHERE tenant_id = $1 AND run_id = $2 GROUP BY 1, 2`,
    [run.tenantId, run.id],
  );
  const counts = new Map<string, number>();
  for (const { counted, action, count } of rows) {
    const key = keyOf({ entity: plannedAs[counted], action });
    counts.set(key, (counts.get(key) ?? 0) + count);
  }
  return counts;
}

const plannedAs: Readonly<Record<CountedEntity, PlannedEntity>> = {
  orgs: 'org',
  sessions: 'academicSession',
  courses: 'course',
  classes: 'class',
  students: 'user',
  staff: 'user',
  contacts: 'user',
  links: 'link',
  studentEnrollments: 'enrollment',
  staffEnrollments: 'enrollment',
  demographics: 'demographics',
};

/** Per group: how many there are, were asked for, and would be applied. After `choosePart`. */
export async function countPart(
  client: pg.ClientBase,
  run: RunKey,
  part: PartOfPlan,
): Promise<PartCount[]> {
  const { rows } = await client.query<PartCount & { found: number }>(
    `WITH found AS (SELECT counted_as AS entity, action, count(*)::int AS found FROM part_found GROUP BY 1, 2),
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

/** Whether what was staged is still there. A crash of the database empties unlogged tables, and then their counts differ. */
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

/** Follows each rule one step from the changes found last, where that can still find something. */
async function spreadOnce(
  client: pg.ClientBase,
  run: RunKey,
  {
    kinds,
    missing,
    isBackwards,
  }: { kinds: readonly Kind[]; missing: ReadonlyMap<string, number>; isBackwards: boolean },
): Promise<void> {
  const isIn = ({ entity, actions }: SliceSide, kind: Kind): boolean =>
    kind.entity === entity && actions.some((action) => action === kind.action);
  await client.query('TRUNCATE part_next');
  for (const rule of sliceRules) {
    const [start, end] = isBackwards ? [rule.to, rule.from] : [rule.from, rule.to];
    const isConcerned = kinds.some((kind) => isIn(start, kind));
    const isLeft = end.actions.some(
      (action) => (missing.get(keyOf({ entity: end.entity, action })) ?? 0) > 0,
    );
    if (!isConcerned || !isLeft) continue;
    const found = rule.via === 'link' ? linked(start) : referred(run, rule, rule.via, isBackwards);
    await client.query(
      `INSERT INTO part_next SELECT ${factsOf('t')} FROM ${found} WHERE ${inPlan(run, end)}`,
    );
  }
  await client.query('TRUNCATE part_frontier');
  await client.query('ANALYZE part_next');
  await client.query(
    `INSERT INTO part_frontier SELECT DISTINCT n.* FROM part_next n
     WHERE NOT EXISTS (SELECT 1 FROM part_found p WHERE p.seq = n.seq)`,
  );
}

/** The changes `t` that a rule finds. */
function inPlan(run: RunKey, { entity, actions, onlyIfLinks }: SliceSide): string {
  return [
    `t.tenant_id = ${run.tenantId} AND t.run_id = ${run.id}`,
    `t.entity = '${entity}' AND t.action IN (${listed(actions)})`,
    ...(onlyIfLinks ? [`(t.action <> 'UPDATE' OR t.changed_fields && ${LINK_FIELDS})`] : []),
  ].join(' AND ');
}

/** The changes found last at which the rule starts. */
function startsAt({ entity, actions, onlyIfLinks }: SliceSide): string {
  return `f.entity = '${entity}' AND f.action IN (${listed(actions)})${onlyIfLinks ? ' AND f.makes_links' : ''}`;
}

const listed = (actions: readonly ChangeAction[]): string =>
  actions.map((action) => `'${action}'`).join(', ');

/** A link's key is its two people; there is an index for each end. */
function linked(start: SliceSide): string {
  if (start.entity === 'link') {
    return `change t JOIN (SELECT DISTINCT unnest(string_to_array(f.sourced_id, E'\\n')) COLLATE "C" AS id
      FROM part_frontier f WHERE ${startsAt(start)}) named ON named.id = t.sourced_id`;
  }
  const end = (at: 1 | 2): string =>
    `SELECT l.* FROM change l JOIN part_frontier f ON l.entity = 'link' AND split_part(l.sourced_id, E'\\n', ${at}) = f.sourced_id WHERE ${startsAt(start)}`;
  return `(${end(1)} UNION ALL ${end(2)}) t`;
}

/** Joined by the list of ids in which one record names others. Each id in a list is looked up once. */
function referred(
  run: RunKey,
  { from, to }: SliceRule,
  via: SliceReference,
  isBackwards: boolean,
): string {
  const start = isBackwards ? to : from;
  const holder = via.holder === 'from' ? from : to;
  const [table, isThere] =
    via.row === 'staged'
      ? [stagingTable(run, holder.entity), 'true']
      : [liveTable(holder.entity), `r.tenant_id = ${run.tenantId} AND r.removed_at IS NULL`];
  if (holder === start) {
    return `change t JOIN (SELECT DISTINCT ${via.many ? `unnest(r.${via.field})` : `r.${via.field}`} COLLATE "C" AS id
      FROM part_frontier f JOIN ${table} r ON ${isThere} AND r.sourced_id = f.sourced_id WHERE ${startsAt(start)}) named ON named.id = t.sourced_id`;
  }
  const names = via.many
    ? `CROSS JOIN LATERAL unnest(r.${via.field}) AS named(id) JOIN part_frontier f ON f.sourced_id = named.id`
    : `JOIN part_frontier f ON f.sourced_id = r.${via.field}`;
  return `change t JOIN (SELECT DISTINCT r.sourced_id AS id FROM ${table} r ${names} WHERE ${isThere} AND ${startsAt(start)}) holding ON holding.id = t.sourced_id`;
}
