// References between records, as set operations. A record that fails is taken out of staging and its key kept, so that
// its absence there is never read as a removal. All that is wrong with a row is told before anything is done about it.
import type pg from 'pg';
import type { IssueCode } from '@/lib/core/issues';
import {
  fileSpecForEntity,
  referencesFrom,
  type RosterEntity,
  type RosterReference,
} from '@/lib/core/oneroster';
import { rosterTable, schoolExpression, stagingTable, type RunKey } from '../db/roster-tables';
import { keepKeys, tellAll, told, type CheckInput, type FoundRow } from './parts/check-input';
import type { CheckResult } from './parts/check-result';
import { pairPeople } from './parts/pair-people';

/** A reference that leads nowhere. */
interface Dangling {
  reference: RosterReference;
  value: string | null;
}

interface BadRow {
  id: string;
  line: number;
  school: string | null;
  dangling: Dangling[];
  isRejected: boolean;
}

/** References of one entity, after everything it may point to has been checked and planned. */
export async function checkReferences(
  client: pg.ClientBase,
  input: CheckInput,
): Promise<CheckResult> {
  const { entity } = input;
  const references = referencesFrom(entity).filter(
    ({ target, many }) =>
      !(input.isResolved && target !== entity) &&
      !(input.people?.isWhole && target === entity && many),
  );
  const toOthers = references.filter(({ target }) => target !== entity);
  const inside = references.filter(({ target }) => target === entity);
  const rows = await findBadRows(client, input, toOthers);
  const rejected = rows.filter(({ isRejected }) => isRejected);
  await setAside(client, input, rejected, inside);
  await clear(
    client,
    input,
    rows.filter(({ isRejected }) => !isRejected),
  );
  for (const reference of inside) {
    if (reference.many) await checkOwnList(client, input, reference);
    else await checkParents(client, input, reference);
  }
  if (entity === 'class') await checkClassSchools(client, input);
  return { rejected: rejected.length, ignored: 0 };
}

/** What leads nowhere in other files, row by row. */
async function findBadRows(
  client: pg.ClientBase,
  input: CheckInput,
  references: readonly RosterReference[],
): Promise<BadRow[]> {
  const rows = new Map<string, BadRow>();
  const rowOf = ({ id, line, school }: Pick<BadRow, 'id' | 'line' | 'school'>): BadRow => {
    const known = rows.get(id);
    if (known) return known;
    const made: BadRow = { id, line, school, dangling: [], isRejected: false };
    rows.set(id, made);
    return made;
  };
  const single = references.filter(({ many }) => !many);
  for (const { reference, value, ...row } of await findSingle(client, input, single)) {
    const bad = rowOf(row);
    bad.dangling.push({ reference, value });
    if (reference.onMissing === 'reject') bad.isRejected = true;
  }
  for (const reference of references.filter(({ many }) => many)) {
    const missing = await findMissingItems(client, input, reference);
    for (const { items, isEmpty, ...row } of await findLists(client, input, reference, missing)) {
      const bad = rowOf(row);
      bad.dangling.push(...items.map((value) => ({ reference, value })));
      if (reference.onMissing === 'reject' && isEmpty) bad.isRejected = true;
    }
  }
  return [...rows.values()];
}

type Found = Pick<BadRow, 'id' | 'line' | 'school'>;

async function findSingle(
  client: pg.ClientBase,
  input: CheckInput,
  references: readonly RosterReference[],
): Promise<(Found & Dangling)[]> {
  if (references.length === 0) return [];
  const { run, entity } = input;
  const tests = references.map((reference, i) => {
    const { joins, isMissing } = candidateJoin(input, reference, 't', `c${i}`);
    const value = `t.${reference.field}`;
    const isBad =
      reference.onMissing === 'reject' ? isMissing : `(${value} IS NOT NULL AND ${isMissing})`;
    return { joins, isBad, value };
  });
  const { rows } = await client.query<Found & { values: (string | null)[] }>(
    `SELECT t.sourced_id AS id, t.line_number AS line, ${schoolExpression(entity, 't')} AS school,
       ARRAY[${tests.map(({ isBad, value }) => `CASE WHEN ${isBad} THEN coalesce(${value}, '') END`).join(', ')}]::text[] AS values
     FROM ${stagingTable(run, entity)} t ${tests.map(({ joins }) => joins).join(' ')}
     WHERE ${tests.map(({ isBad }) => isBad).join(' OR ')}`,
  );
  return rows.flatMap(({ values, ...row }) =>
    references.flatMap((reference, i) => {
      const value = values[i] ?? null;
      return value === null ? [] : [{ ...row, reference, value: value === '' ? null : value }];
    }),
  );
}

/** The ids that the lists of a file name and that lead nowhere. */
async function findMissingItems(
  client: pg.ClientBase,
  input: CheckInput,
  reference: RosterReference,
): Promise<string[]> {
  const test = candidateJoin(input, { field: 'item', target: reference.target }, 'i', 'c');
  const { rows } = await client.query<{ value: string }>(
    `SELECT i.item AS value FROM (SELECT DISTINCT unnest(${reference.field}) AS item FROM ${stagingTable(input.run, input.entity)}) i
     ${test.joins} WHERE ${test.isMissing}`,
  );
  return rows.map(({ value }) => value);
}

/** The rows whose list names one of the ids, each with those that it names, and whether it names no other. */
async function findLists(
  client: pg.ClientBase,
  { run, entity }: CheckInput,
  { field }: RosterReference,
  missing: readonly string[],
): Promise<(Found & { items: string[]; isEmpty: boolean })[]> {
  if (missing.length === 0) return [];
  const { rows } = await client.query<Found & { items: string[]; isEmpty: boolean }>(
    `SELECT t.sourced_id AS id, t.line_number AS line, ${schoolExpression(entity, 't')} AS school,
       ARRAY(SELECT x.item FROM unnest(t.${field}) WITH ORDINALITY AS x(item, place) WHERE x.item = ANY($1) GROUP BY x.item ORDER BY min(x.place)) AS items,
       t.${field} <@ $1::text[] AS "isEmpty"
     FROM ${stagingTable(run, entity)} t WHERE t.${field} && $1::text[]`,
    [missing],
  );
  return rows;
}

async function setAside(
  client: pg.ClientBase,
  input: CheckInput,
  rows: readonly BadRow[],
  inside: readonly RosterReference[],
): Promise<void> {
  if (rows.length === 0) return;
  const { run, entity, issues } = input;
  const ids = rows.map(({ id }) => id);
  const named = await listOwnItems(client, input, inside, ids);
  await client.query(`DELETE FROM ${stagingTable(run, entity)} WHERE sourced_id = ANY($1)`, [ids]);
  await keepKeys(client, input, rows);
  for (const row of rows) row.dangling.push(...(named.get(row.id) ?? []));
  const kept = await findKept(client, run, rows);
  const file = fileSpecForEntity(entity).fileName;
  tellDangling(input, rows, ({ reference, value }) =>
    kept.has(`${reference.target} ${value ?? ''}`) ? 'REFERENCE_SET_ASIDE' : 'REFERENCE_MISSING',
  );
  for (const { id, dangling } of rows) {
    const what = dangling.map(({ reference, value }) => `${reference.column} ${value ?? ''}`);
    issues.rows.note('dangling', file, [id, ...what.sort()]);
  }
}

/**
 * Whom rows that are set aside name in their own file, as far as there is nobody of that id anywhere: of people who are
 * set aside together, each would be told at the other.
 */
async function listOwnItems(
  client: pg.ClientBase,
  input: CheckInput,
  inside: readonly RosterReference[],
  ids: readonly string[],
): Promise<ReadonlyMap<string, Dangling[]>> {
  const { run, entity } = input;
  const found = new Map<string, Dangling[]>();
  for (const reference of inside.filter(({ many }) => many)) {
    const test = candidateJoin(input, { field: 'item', target: entity }, 'i', 'c');
    const { rows } = await client.query<{ id: string; value: string }>(
      `SELECT i.id, i.item AS value
       FROM (SELECT sourced_id AS id, x.item, x.place FROM ${stagingTable(run, entity)} t, unnest(t.${reference.field}) WITH ORDINALITY AS x(item, place)
             WHERE sourced_id = ANY($1)) i
       ${test.joins} WHERE ${test.isMissing}
         AND NOT EXISTS (SELECT 1 FROM ${stagingTable(run, 'kept')} k WHERE k.entity = $2 AND k.sourced_id = i.item)
       ORDER BY i.id, i.place`,
      [ids, entity],
    );
    for (const { id, value } of rows)
      found.set(id, [...(found.get(id) ?? []), { reference, value }]);
  }
  return found;
}

/** What leads nowhere is read as empty, and taken out of lists. */
async function clear(
  client: pg.ClientBase,
  input: CheckInput,
  rows: readonly BadRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const { run, entity } = input;
  const hits = new Map<RosterReference, { ids: string[]; missing: Set<string> }>();
  for (const { id, dangling } of rows) {
    for (const { reference, value } of dangling) {
      const hit = hits.get(reference) ?? { ids: [], missing: new Set() };
      hits.set(reference, hit);
      hit.ids.push(id);
      if (value !== null) hit.missing.add(value);
    }
  }
  for (const [reference, { ids, missing }] of hits) {
    if (reference.many) await dropItems(client, input, reference, [...missing]);
    else
      await client.query(
        `UPDATE ${stagingTable(run, entity)} SET ${reference.field} = NULL, line_hash = NULL WHERE sourced_id = ANY($1)`,
        [ids],
      );
  }
  tellDangling(input, rows, ({ reference }) =>
    reference.many ? 'REFERENCE_ITEM_DROPPED' : 'REFERENCE_CLEARED',
  );
}

async function dropItems(
  client: pg.ClientBase,
  { run, entity }: CheckInput,
  { field }: RosterReference,
  missing: readonly string[],
): Promise<void> {
  await client.query(
    `UPDATE ${stagingTable(run, entity)} t SET line_hash = NULL,
       ${field} = ARRAY(SELECT x.item FROM unnest(t.${field}) WITH ORDINALITY AS x(item, place) WHERE NOT x.item = ANY($1) ORDER BY x.place)
     WHERE t.${field} && $1::text[]`,
    [missing],
  );
}

function tellDangling(
  { entity, issues }: CheckInput,
  rows: readonly BadRow[],
  codeOf: (dangling: Dangling) => IssueCode,
): void {
  const byCode = new Map<IssueCode, ReturnType<typeof told>[]>();
  for (const { line, school, dangling } of rows) {
    for (const each of dangling) {
      const { column, target } = each.reference;
      const place: FoundRow = { line_number: line, value: each.value, school };
      const code = codeOf(each);
      const found = byCode.get(code) ?? [];
      byCode.set(code, found);
      found.push({ ...told(place, column), params: { target } });
    }
  }
  for (const [code, found] of byCode) {
    tellAll(issues, fileSpecForEntity(entity).fileName, code, found);
  }
}

/** Joins that find a reference's record in the candidate, and the condition that there is none. */
function candidateJoin(
  { run, isInitial }: Pick<CheckInput, 'run' | 'isInitial'>,
  reference: { field: string; target: RosterEntity },
  row: string,
  alias: string,
): { joins: string; isMissing: string } {
  const value = `${row}.${reference.field}`;
  const staged = `LEFT JOIN ${stagingTable(run, reference.target)} ${alias} ON ${alias}.sourced_id = ${value}`;
  if (isInitial) return { joins: staged, isMissing: `${alias}.sourced_id IS NULL` };
  return {
    joins: `${staged}
      LEFT JOIN ${rosterTable(reference.target, run)} ${alias}l ON ${alias}l.tenant_id = ${run.tenantId} AND ${alias}l.sourced_id = ${value} AND ${alias}l.removed_at IS NULL
      LEFT JOIN ${stagingTable(run, 'plan')} ${alias}p ON ${alias}p.entity = '${reference.target}' AND ${alias}p.action = 'REMOVE' AND ${alias}p.sourced_id = ${value}`,
    isMissing: `(${alias}.sourced_id IS NULL AND (${alias}l.sourced_id IS NULL OR ${alias}p.sourced_id IS NOT NULL))`,
  };
}

/** Ids of a list that lead to nobody in the same file are dropped. */
async function checkOwnList(
  client: pg.ClientBase,
  input: CheckInput,
  reference: RosterReference,
): Promise<void> {
  // A first roster's links are needed anyway, and name those who are missing.
  const isPairing = input.isInitial && input.entity === 'user';
  if (isPairing) await pairPeople(client, input);
  const missing = isPairing
    ? await findUnpaired(client, input.run)
    : await findMissingItems(client, input, reference);
  const rows = await findLists(client, input, reference, missing);
  const bad = rows.map(({ items, isEmpty: _, ...row }) => ({
    ...row,
    isRejected: false,
    dangling: items.map((value) => ({ reference, value })),
  }));
  await clear(client, input, bad);
}

async function findUnpaired(client: pg.ClientBase, run: RunKey): Promise<string[]> {
  const { rows } = await client.query<{ value: string }>(
    `SELECT DISTINCT agent AS value FROM ${stagingTable(run, 'pair')} WHERE agent_role IS NULL`,
  );
  return rows.map(({ value }) => value);
}

/** Parents inside one file: a missing parent or a circle is read as "no parent". */
async function checkParents(
  client: pg.ClientBase,
  input: CheckInput,
  reference: RosterReference,
): Promise<void> {
  const { run, entity, issues, isInitial } = input;
  const table = stagingTable(run, entity);
  const file = fileSpecForEntity(entity).fileName;
  const { rows } = await client.query<{ id: string; parent: string | null; line: number | null }>(
    `SELECT sourced_id AS id, ${reference.field} AS parent, line_number AS line FROM ${table}
     ${
       isInitial
         ? ''
         : `UNION ALL SELECT l.sourced_id, l.${reference.field}, NULL FROM ${rosterTable(entity, run)} l
            WHERE l.tenant_id = ${run.tenantId} AND l.removed_at IS NULL
              AND NOT EXISTS (SELECT 1 FROM ${table} s WHERE s.sourced_id = l.sourced_id)`
     }`,
  );
  const parents = new Map(rows.map((row) => [row.id, row.parent]));
  const clear = async (code: IssueCode, found: typeof rows): Promise<void> => {
    if (found.length === 0) return;
    await client.query(
      `UPDATE ${table} SET ${reference.field} = NULL, line_hash = NULL WHERE sourced_id = ANY($1)`,
      [found.map((row) => row.id)],
    );
    for (const row of found) {
      issues.add(file, code, {
        line: row.line,
        column: reference.column,
        value: row.parent,
        params: { target: entity },
      });
      parents.set(row.id, null);
    }
  };
  const staged = rows.filter((row) => row.line !== null && row.parent !== null);
  await clear(
    'REFERENCE_CLEARED',
    staged.filter((row) => row.parent !== null && !parents.has(row.parent)),
  );
  for (const row of staged) {
    if (isInCircle(row.id, parents)) await clear('REFERENCE_CYCLE', [row]);
  }
}

function isInCircle(id: string, parents: ReadonlyMap<string, string | null>): boolean {
  const passed = new Set<string>();
  let at = parents.get(id) ?? null;
  while (at !== null && !passed.has(at)) {
    if (at === id) return true;
    passed.add(at);
    at = parents.get(at) ?? null;
  }
  return false;
}

async function checkClassSchools(
  client: pg.ClientBase,
  { run, issues, isInitial }: CheckInput,
): Promise<void> {
  const orgs = isInitial
    ? `SELECT sourced_id, type, name FROM ${stagingTable(run, 'org')}`
    : `SELECT sourced_id, type, name FROM ${stagingTable(run, 'org')} UNION
       SELECT sourced_id, type, name FROM ${rosterTable('org', run)} l WHERE tenant_id = ${run.tenantId} AND removed_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM ${stagingTable(run, 'org')} s WHERE s.sourced_id = l.sourced_id)`;
  const { rows } = await client.query<FoundRow & { type: string; name: string }>(
    `UPDATE ${stagingTable(run, 'class')} t SET line_hash = NULL FROM (${orgs}) o
     WHERE o.sourced_id = t.school_sourced_id AND o.type <> 'school'
     RETURNING t.line_number, t.school_sourced_id AS value, o.type, o.name, t.school_sourced_id AS school`,
  );
  for (const row of rows) {
    issues.add('classes.csv', 'CLASS_IN_NON_SCHOOL', {
      ...told(row, 'schoolSourcedId'),
      params: { type: row.type, name: row.name },
    });
  }
}

/** Of what leads nowhere, as "entity id": records that are in the files but were themselves set aside. */
async function findKept(
  client: pg.ClientBase,
  run: RunKey,
  rows: readonly BadRow[],
): Promise<ReadonlySet<string>> {
  const all = rows.flatMap(({ dangling }) => dangling);
  const { rows: kept } = await client.query<{ key: string }>(
    `SELECT DISTINCT k.entity || ' ' || k.sourced_id AS key FROM ${stagingTable(run, 'kept')} k
     JOIN unnest($1::text[], $2::text[]) AS r(entity, id) ON r.entity = k.entity AND r.id = k.sourced_id`,
    [all.map(({ reference }) => reference.target), all.map(({ value }) => value)],
  );
  return new Set(kept.map(({ key }) => key));
}
