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
import { isInCircle } from '@/lib/core/oneroster/parent-circle';
import { rosterTable, schoolExpression, stagingTable } from '../db/roster-tables';
import { isAny, recordFound, type CheckInput } from './parts/check-input';
import type { CheckResult } from './parts/check-result';
import { createDangling, dropDangling, noteDangling, recordDangling } from './parts/dangling-rows';
import { pairPeople } from './parts/pair-people';

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
  const inside = references.filter(({ target }) => target === entity);
  const rejected = await checkOthers(
    client,
    input,
    references.filter(({ target }) => target !== entity),
    inside.filter(({ many }) => many),
  );
  for (const reference of inside) {
    if (reference.many) await checkOwnList(client, input, reference);
    else await checkParents(client, input, reference);
  }
  if (entity === 'class') await checkClassSchools(client, input);
  return { rejected, ignored: 0 };
}

/** What leads nowhere in other files. Returns how many rows were set aside. */
async function checkOthers(
  client: pg.ClientBase,
  input: CheckInput,
  references: readonly RosterReference[],
  ownLists: readonly RosterReference[],
): Promise<number> {
  const single = references.filter(({ many }) => !many);
  const lists = references.filter(({ many }) => many);
  const ways = [...single, ...lists, ...ownLists];
  const found = [await findSingle(client, input, single)];
  for (const reference of lists) {
    const isMissing = await findMissingItems(client, input, missingItems(input, reference));
    found.push(isMissing && (await findLists(client, input, reference, ways.indexOf(reference))));
  }
  if (!found.includes(true)) return 0;
  const dangling = stagingTable(input.run, 'dangling');
  // One that takes its row along is enough.
  await client.query(
    `UPDATE ${dangling} SET is_rejected = true
     WHERE NOT is_rejected AND sourced_id IN (SELECT sourced_id FROM ${dangling} WHERE is_rejected)`,
  );
  await client.query(`ANALYZE ${dangling}`);
  const rejected = await setAside(client, input, ways);
  await clear(client, input, ways);
  await dropDangling(client, input.run);
  return rejected;
}

/** Keeps what leads nowhere of references that are one value; whether there is any. */
async function findSingle(
  client: pg.ClientBase,
  input: CheckInput,
  references: readonly RosterReference[],
): Promise<boolean> {
  if (references.length === 0) return false;
  const { run, entity } = input;
  const tests = references.map((reference, nth) => {
    const { joins, isMissing } = candidateJoin(input, reference, 't', `c${nth}`);
    const value = `t.${reference.field}`;
    const rejects = reference.onMissing === 'reject';
    const isBad = rejects ? isMissing : `(${value} IS NOT NULL AND ${isMissing})`;
    const row = `(${nth}, '${reference.column}', '${reference.target}', ${isBad}, ${value}, ${rejects})`;
    return { joins, isBad, row };
  });
  const bad = `${stagingTable(run, entity)} t ${tests.map(({ joins }) => joins).join(' ')}`;
  const isBad = tests.map((test) => test.isBad).join(' OR ');
  // Counted first: nothing is written down for a file whose references all lead somewhere.
  if (!(await isAny(client, `${bad} WHERE ${isBad}`))) return false;
  await createDangling(client, run);
  await client.query(
    `INSERT INTO ${stagingTable(run, 'dangling')} (sourced_id, line_number, school, "column", target, nth, place, value, is_rejected)
     SELECT t.sourced_id, t.line_number, ${schoolExpression(entity, 't')}, r."column", r.target, r.nth, 0, nullif(r.value, ''), r.rejects
     FROM ${bad} CROSS JOIN LATERAL (VALUES ${tests.map(({ row }) => row).join(', ')}) AS r(nth, "column", target, is_bad, value, rejects)
     WHERE (${isBad}) AND r.is_bad`,
  );
  return true;
}

/** The ids that the lists of a file name and that lead nowhere, as a query. */
function missingItems(input: CheckInput, { field, target }: RosterReference): string {
  const test = candidateJoin(input, { field: 'item', target }, 'i', 'c');
  return `SELECT i.item AS value FROM (SELECT DISTINCT unnest(${field}) AS item FROM ${stagingTable(input.run, input.entity)}) i
    ${test.joins} WHERE ${test.isMissing}`;
}

/** Keeps the ids that a query says lead nowhere, for as long as the rows that name them are looked for. */
async function findMissingItems(
  client: pg.ClientBase,
  { run }: CheckInput,
  query: string,
): Promise<boolean> {
  if (!(await isAny(client, `(${query}) q`))) return false;
  const missing = stagingTable(run, 'missing');
  await client.query(`CREATE UNLOGGED TABLE ${missing} AS ${query}`);
  await client.query(`ANALYZE ${missing}`);
  return true;
}

/** Keeps which rows name one of the missing ids in a list. A row whose list names no other may be set aside for it. */
async function findLists(
  client: pg.ClientBase,
  { run, entity }: CheckInput,
  { field, column, target, onMissing }: RosterReference,
  nth: number,
): Promise<true> {
  await createDangling(client, run);
  const isRejected =
    onMissing === 'reject'
      ? 'count(*) OVER (PARTITION BY f.sourced_id) = (SELECT count(DISTINCT i) FROM unnest(f.items) i)'
      : 'false';
  await client.query(
    `INSERT INTO ${stagingTable(run, 'dangling')} (sourced_id, line_number, school, "column", target, nth, place, value, is_rejected)
     SELECT f.sourced_id, f.line_number, f.school, '${column}', '${target}', ${nth}, f.place, f.value, ${isRejected}
     FROM (SELECT t.sourced_id, t.line_number, ${schoolExpression(entity, 't')} AS school, t.${field} AS items, x.item AS value, min(x.place) AS place
           FROM ${stagingTable(run, entity)} t CROSS JOIN LATERAL unnest(t.${field}) WITH ORDINALITY AS x(item, place)
           JOIN ${stagingTable(run, 'missing')} m ON m.value = x.item GROUP BY 1, 2, 3, 4, 5) f`,
  );
  await client.query(`DROP TABLE ${stagingTable(run, 'missing')}`);
  return true;
}

/** Takes the rows out that cannot be used without what leads nowhere. Returns how many they are. */
async function setAside(
  client: pg.ClientBase,
  input: CheckInput,
  ways: readonly RosterReference[],
): Promise<number> {
  const { run, entity, issues } = input;
  const dangling = stagingTable(run, 'dangling');
  const rejected = `SELECT sourced_id FROM ${dangling} WHERE is_rejected`;
  if (!(await isAny(client, `(${rejected} LIMIT 1) q`))) return 0;
  for (const [nth, reference] of ways.entries())
    if (reference.target === entity) await addOwnItems(client, input, reference, nth);
  const { rowCount } = await client.query(
    `DELETE FROM ${stagingTable(run, entity)} WHERE sourced_id IN (${rejected})`,
  );
  // Their absence from staging is never read as a removal.
  await client.query(
    `INSERT INTO ${stagingTable(run, 'quarantined')} (entity, sourced_id, line_number)
     SELECT DISTINCT '${entity}', sourced_id, line_number FROM ${dangling} WHERE is_rejected`,
  );
  const file = fileSpecForEntity(entity).fileName;
  // Of what leads nowhere, what is in the files and was itself set aside.
  await recordDangling(client, run, issues, file, {
    code: `CASE WHEN k.sourced_id IS NULL THEN 'REFERENCE_MISSING' ELSE 'REFERENCE_SET_ASIDE' END`,
    join: `LEFT JOIN (SELECT DISTINCT entity, sourced_id FROM ${stagingTable(run, 'quarantined')}) k ON k.entity = d.target AND k.sourced_id = d.value`,
    which: 'd.is_rejected',
  });
  await noteDangling(client, run, issues, file, rowCount ?? 0);
  return rowCount ?? 0;
}

/**
 * Whom rows that are set aside name in their own file, as far as there is nobody of that id anywhere: of people who are
 * set aside together, each would be told at the other.
 */
async function addOwnItems(
  client: pg.ClientBase,
  input: CheckInput,
  { field, column, target }: RosterReference,
  nth: number,
): Promise<void> {
  const { run, entity } = input;
  const dangling = stagingTable(run, 'dangling');
  const test = candidateJoin(input, { field: 'item', target }, 'i', 'c');
  await client.query(
    `INSERT INTO ${dangling} (sourced_id, line_number, school, "column", target, nth, place, value, is_rejected)
     SELECT i.sourced_id, i.line_number, i.school, '${column}', '${target}', ${nth}, i.place, i.item, true
     FROM (SELECT t.sourced_id, t.line_number, ${schoolExpression(entity, 't')} AS school, x.item, x.place
           FROM ${stagingTable(run, entity)} t CROSS JOIN LATERAL unnest(t.${field}) WITH ORDINALITY AS x(item, place)
           WHERE t.sourced_id IN (SELECT sourced_id FROM ${dangling} WHERE is_rejected)) i
     ${test.joins} WHERE ${test.isMissing}
       AND NOT EXISTS (SELECT 1 FROM ${stagingTable(run, 'quarantined')} k WHERE k.entity = '${entity}' AND k.sourced_id = i.item)`,
  );
}

/** What leads nowhere in the rows that stay is read as empty, and taken out of lists. */
async function clear(
  client: pg.ClientBase,
  { run, entity, issues }: CheckInput,
  ways: readonly RosterReference[],
): Promise<void> {
  const lists: number[] = [];
  for (const [nth, { field, many }] of ways.entries()) {
    const ofRow = `FROM ${stagingTable(run, 'dangling')} WHERE nth = ${nth} AND NOT is_rejected GROUP BY sourced_id`;
    await client.query(
      many
        ? `UPDATE ${stagingTable(run, entity)} t SET line_hash = NULL,
             ${field} = ARRAY(SELECT x.item FROM unnest(t.${field}) WITH ORDINALITY AS x(item, place) WHERE NOT x.item = ANY(d.missing) ORDER BY x.place)
           FROM (SELECT sourced_id, array_agg(value) AS missing ${ofRow}) d WHERE d.sourced_id = t.sourced_id`
        : `UPDATE ${stagingTable(run, entity)} t SET ${field} = NULL, line_hash = NULL
           FROM (SELECT sourced_id ${ofRow}) d WHERE d.sourced_id = t.sourced_id`,
    );
    if (many) lists.push(nth);
  }
  await recordDangling(client, run, issues, fileSpecForEntity(entity).fileName, {
    code: `CASE WHEN d.nth = ANY('{${lists.join(',')}}') THEN 'REFERENCE_ITEM_DROPPED' ELSE 'REFERENCE_CLEARED' END`,
    which: 'NOT d.is_rejected',
  });
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
    ? `SELECT DISTINCT agent AS value FROM ${stagingTable(input.run, 'pair')} WHERE agent_role IS NULL`
    : missingItems(input, reference);
  if (!(await findMissingItems(client, input, missing))) return;
  await findLists(client, input, { ...reference, onMissing: 'warn' }, 0);
  await clear(client, input, [reference]);
  await dropDangling(client, input.run);
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

async function checkClassSchools(
  client: pg.ClientBase,
  { run, issues, isInitial }: CheckInput,
): Promise<void> {
  const orgs = isInitial
    ? `SELECT sourced_id, type, name FROM ${stagingTable(run, 'org')}`
    : `SELECT sourced_id, type, name FROM ${stagingTable(run, 'org')} UNION
       SELECT sourced_id, type, name FROM ${rosterTable('org', run)} l WHERE tenant_id = ${run.tenantId} AND removed_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM ${stagingTable(run, 'org')} s WHERE s.sourced_id = l.sourced_id)`;
  await recordFound(
    client,
    issues,
    'classes.csv',
    `UPDATE ${stagingTable(run, 'class')} t SET line_hash = NULL FROM (${orgs}) o
     WHERE o.sourced_id = t.school_sourced_id AND o.type <> 'school'
     RETURNING 'CLASS_IN_NON_SCHOOL' AS code, t.line_number AS line, 'schoolSourcedId' AS "column", t.school_sourced_id AS value,
       jsonb_build_object('type', o.type, 'name', o.name) AS params, t.school_sourced_id AS school, 0 AS nth`,
  );
}
