// Checks between records, as set operations: duplicates and references. A record that fails is taken out
// of staging and its key kept, so that its absence there is never read as a removal.
import type pg from 'pg';
import { STORED_PER_GROUP, type IssueCode } from '@/lib/core/issues';
import {
  CONTACT_ROLES,
  fileSpecForEntity,
  referencesFrom,
  storedColumns,
  type RosterEntity,
  type RosterReference,
} from '@/lib/core/oneroster';
import type { CheckResult } from './parts/check-result';
import { differsSql } from './parts/differs-sql';
import type { CollectedIssue, IssueCollector } from './parts/issue-collector';
import { rosterTable, schoolExpression, stagingTable, type RunKey } from '../db/roster-tables';

export interface CheckInput {
  run: RunKey;
  entity: RosterEntity;
  /** Nothing in force: references resolve inside the set alone. */
  isInitial: boolean;
  /** The reader found what every row points to in other files. */
  isResolved?: boolean;
  /** The reader found every name to be a link of student and contact; whether there are contacts at all. */
  people?: { isWhole: boolean; hasContacts: boolean };
  issues: IssueCollector;
}

interface FoundRow {
  line_number: number;
  value: string | null;
  target?: RosterEntity;
  column?: string;
  school?: string | null;
}

/** Later rows of the same sourcedId: equal ones are ignored, different ones set aside; the first stays. */
export async function checkDuplicates(
  client: pg.ClientBase,
  input: CheckInput,
): Promise<CheckResult> {
  const { run, entity, issues, isInitial } = input;
  const table = stagingTable(run, entity);
  // The main school follows from the rest, for some by the order of a list.
  const fields = storedColumns(entity)
    .map((column) => column.field)
    .filter((field) => entity !== 'user' || field !== 'school_sourced_id');
  const same = fields.map((field) => `NOT (${differsSql(entity, field, 'd', 'f')})`).join(' AND ');
  const file = fileSpecForEntity(entity).fileName;
  const result: CheckResult = { rejected: 0, ignored: 0 };

  const { rows: later } = await client.query<FoundRow & { is_same: boolean }>(
    `WITH repeated AS (SELECT sourced_id FROM ${table} GROUP BY sourced_id HAVING count(*) > 1),
       ranked AS (SELECT t.ctid AS row, t.sourced_id, row_number() OVER (PARTITION BY t.sourced_id ORDER BY t.line_number) AS place
                  FROM ${table} t JOIN repeated USING (sourced_id)),
       judged AS (SELECT l.row, ${same} AS is_same
                  FROM ranked l JOIN ${table} d ON d.ctid = l.row
                  JOIN ranked k ON k.sourced_id = l.sourced_id AND k.place = 1 JOIN ${table} f ON f.ctid = k.row
                  WHERE l.place > 1)
     DELETE FROM ${table} t USING judged j WHERE t.ctid = j.row
     RETURNING t.line_number, t.sourced_id AS value, ${schoolExpression(entity, 't')} AS school, j.is_same`,
  );
  for (const row of later) {
    if (row.is_same) result.ignored += 1;
    else result.rejected += 1;
    issues.add(
      file,
      row.is_same ? 'DUPLICATE_ID_SAME' : 'DUPLICATE_ID_DIFFERENT',
      found(row, 'sourcedId'),
    );
  }
  if (later.length > 0) {
    // The row that was kept is not clean either: say it again tomorrow.
    await client.query(`UPDATE ${table} SET line_hash = NULL WHERE sourced_id = ANY($1)`, [
      later.map((row) => row.value),
    ]);
  }

  // Another row of the same id stands in the file word for word as in force: that one stays.
  if (!isInitial && (await tableExists(client, run, `unseen_${entity}`))) {
    const { rows: beside } = await client.query<FoundRow>(
      `DELETE FROM ${table} s USING ${rosterTable(entity, run)} l
       WHERE l.tenant_id = $1 AND l.sourced_id = s.sourced_id AND l.removed_at IS NULL AND l.line_hash IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM ${stagingTable(run, `unseen_${entity}`)} u WHERE u.line_hash = l.line_hash)
       RETURNING s.line_number, s.sourced_id AS value, ${schoolExpression(entity, 's')} AS school`,
      [run.tenantId],
    );
    for (const row of beside) issues.add(file, 'DUPLICATE_ID_DIFFERENT', found(row, 'sourcedId'));
    result.rejected += beside.length;
  }
  return result;
}

/** References of one entity, after everything it may point to has been checked and planned. */
export async function checkReferences(
  client: pg.ClientBase,
  input: CheckInput,
): Promise<CheckResult> {
  const { run, entity, issues } = input;
  const table = stagingTable(run, entity);
  const file = fileSpecForEntity(entity).fileName;
  const references = referencesFrom(entity).filter(
    ({ target, many }) =>
      !(input.isResolved && target !== entity) &&
      !(input.people?.isWhole && target === entity && many),
  );
  const result: CheckResult = { rejected: 0, ignored: 0 };
  const single = references.filter((reference) => !reference.many && reference.target !== entity);
  const required = single.filter((reference) => reference.onMissing === 'reject');
  if (required.length > 0) {
    const tests = required.map((reference, i) => candidateJoin(input, reference, 't', `c${i}`));
    const pick = (value: (reference: RosterReference) => string): string =>
      `CASE ${required.map((reference, i) => `WHEN ${tests[i]?.isMissing} THEN ${value(reference)}`).join(' ')} END`;
    const { rows } = await client.query<FoundRow & { id: string }>(
      `WITH bad AS (
         SELECT t.ctid AS row, ${pick((reference) => `'${reference.column}'`)} AS "column",
           ${pick((reference) => `t.${reference.field}`)} AS value, ${pick((reference) => `'${reference.target}'`)} AS target
         FROM ${table} t ${tests.map((test) => test.joins).join(' ')}
         WHERE ${tests.map((test) => test.isMissing).join(' OR ')})
       DELETE FROM ${table} t USING bad b WHERE t.ctid = b.row
       RETURNING t.line_number, t.sourced_id AS id, ${schoolExpression(entity, 't')} AS school, b."column", b.value, b.target`,
    );
    const setAside = await findSetAside(client, run, rows);
    await keepKeys(client, input, rows);
    addAll(
      issues,
      file,
      'REFERENCE_SET_ASIDE',
      rows.filter((row) => setAside.has(row)),
    );
    addAll(
      issues,
      file,
      'REFERENCE_MISSING',
      rows.filter((row) => !setAside.has(row)),
    );
    result.rejected += rows.length;
  }
  for (const reference of references.filter((each) => each.many)) {
    result.rejected += await checkList(client, input, reference);
  }
  for (const reference of single.filter((each) => each.onMissing === 'warn')) {
    const test = candidateJoin(input, reference, 't', 'c');
    const { rows } = await client.query<FoundRow>(
      `WITH cleared AS (SELECT t.ctid AS row, t.${reference.field} AS value FROM ${table} t ${test.joins}
                        WHERE t.${reference.field} IS NOT NULL AND ${test.isMissing})
       UPDATE ${table} t SET ${reference.field} = NULL, line_hash = NULL FROM cleared c WHERE t.ctid = c.row
       RETURNING t.line_number, c.value, ${schoolExpression(entity, 't')} AS school`,
    );
    addAll(issues, file, 'REFERENCE_CLEARED', rows, reference);
  }
  for (const reference of references.filter((each) => !each.many && each.target === entity)) {
    await checkParents(client, input, reference);
  }
  if (entity === 'class') await checkClassSchools(client, input);
  return result;
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

/** Ids of a list that lead nowhere are dropped; a row that has none left is set aside where one is needed. */
async function checkList(
  client: pg.ClientBase,
  input: CheckInput,
  reference: RosterReference,
): Promise<number> {
  const { run, entity, issues } = input;
  const table = stagingTable(run, entity);
  const file = fileSpecForEntity(entity).fileName;
  const test = candidateJoin(input, { field: 'item', target: reference.target }, 'i', 'c');
  // A first roster's links are needed anyway, and name those who are missing.
  const isPairing = input.isInitial && entity === 'user' && reference.target === 'user';
  if (isPairing) await pairPeople(client, input);
  const { rows: missing } = await client.query<{ value: string }>(
    isPairing
      ? `SELECT DISTINCT agent AS value FROM ${stagingTable(run, 'pair')} WHERE agent_role IS NULL`
      : `SELECT i.item AS value FROM (SELECT DISTINCT unnest(${reference.field}) AS item FROM ${table}) i
     ${test.joins} WHERE ${test.isMissing}`,
  );
  if (missing.length === 0) return 0;
  const dangling = missing.map((row) => row.value);
  const { rows: touched } = await client.query<
    FoundRow & { id: string; is_empty: boolean; value: string }
  >(
    `WITH hit AS (SELECT t.ctid AS row, t.${reference.field} AS items FROM ${table} t WHERE t.${reference.field} && $1::text[])
     UPDATE ${table} t SET line_hash = NULL,
       ${reference.field} = (SELECT coalesce(array_agg(x.item ORDER BY x.place), '{}') FROM unnest(h.items) WITH ORDINALITY AS x(item, place) WHERE NOT x.item = ANY($1))
     FROM hit h WHERE t.ctid = h.row
     RETURNING t.line_number, t.sourced_id AS id, ${schoolExpression(entity, 't')} AS school,
       cardinality(t.${reference.field}) = 0 AS is_empty,
       (SELECT x FROM unnest(h.items) AS x WHERE x = ANY($1) LIMIT 1) AS value`,
    [dangling],
  );
  const rejected = reference.onMissing === 'reject' ? touched.filter((row) => row.is_empty) : [];
  if (rejected.length > 0) {
    await client.query(`DELETE FROM ${table} WHERE sourced_id = ANY($1)`, [
      rejected.map((row) => row.id),
    ]);
    await keepKeys(client, input, rejected);
    addAll(issues, file, 'REFERENCE_MISSING', rejected, reference);
  }
  const dropped = touched.filter((row) => !rejected.includes(row));
  addAll(issues, file, 'REFERENCE_ITEM_DROPPED', dropped, reference);
  return rejected.length;
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
    ? `SELECT sourced_id, type FROM ${stagingTable(run, 'org')}`
    : `SELECT sourced_id, type FROM ${stagingTable(run, 'org')} UNION
       SELECT sourced_id, type FROM ${rosterTable('org', run)} l WHERE tenant_id = ${run.tenantId} AND removed_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM ${stagingTable(run, 'org')} s WHERE s.sourced_id = l.sourced_id)`;
  const { rows } = await client.query<FoundRow & { type: string }>(
    `UPDATE ${stagingTable(run, 'class')} t SET line_hash = NULL FROM (${orgs}) o
     WHERE o.sourced_id = t.school_sourced_id AND o.type <> 'school'
     RETURNING t.line_number, t.school_sourced_id AS value, o.type, t.school_sourced_id AS school`,
  );
  for (const row of rows) {
    issues.add('classes.csv', 'CLASS_IN_NON_SCHOOL', {
      ...found(row, 'schoolSourcedId'),
      params: { type: row.type },
    });
  }
}

/** Who names whom in the staged rows, with the role of the one named; null where there is nobody. */
async function pairPeople(
  client: pg.ClientBase,
  { run, isInitial }: Pick<CheckInput, 'run' | 'isInitial'>,
): Promise<void> {
  const users = stagingTable(run, 'user');
  await client.query('BEGIN');
  try {
    // Two million pairs of a first roster are joined at once; row estimates of unnested lists would have
    // them looked up one by one.
    if (isInitial) await client.query('SET LOCAL enable_nestloop = off');
    await client.query(
      `CREATE UNLOGGED TABLE ${stagingTable(run, 'pair')} AS
       SELECT u.line_number, u.sourced_id, u.role, u.school_sourced_id, u.agent, ${isInitial ? 's.role' : 'coalesce(s.role, l.role)'} AS agent_role
       FROM (SELECT line_number, sourced_id, role, school_sourced_id, unnest(agent_sourced_ids) AS agent FROM ${users}) u
       LEFT JOIN ${users} s ON s.sourced_id = u.agent
       ${isInitial ? '' : `LEFT JOIN ${rosterTable('user', run)} l ON l.tenant_id = ${run.tenantId} AND l.sourced_id = u.agent AND l.removed_at IS NULL`}`,
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

/** A link joins a student and a family contact; a roster without contacts cannot go live. */
export async function checkPeopleLinks(client: pg.ClientBase, input: CheckInput): Promise<void> {
  const { run, issues, isInitial, people } = input;
  if (people?.isWhole) {
    if (!people.hasContacts) noContacts(issues);
    return;
  }
  const users = stagingTable(run, 'user');
  if (!isInitial) await pairPeople(client, input);
  const { rows } = await client.query<FoundRow>(
    `SELECT line_number, agent AS value, school_sourced_id AS school FROM ${stagingTable(run, 'pair')}
     WHERE agent_role IS NOT NULL AND NOT ((role = 'student' AND agent_role IN (${CONTACTS})) OR (agent_role = 'student' AND role IN (${CONTACTS})))`,
  );
  if (rows.length > 0) {
    await client.query(`UPDATE ${users} SET line_hash = NULL WHERE line_number = ANY($1)`, [
      rows.map((row) => row.line_number),
    ]);
    addAll(
      issues,
      'users.csv',
      'LINK_NOT_FAMILY',
      rows.map((row) => ({ ...row, column: 'agentSourcedIds' })),
    );
  }
  const { rows: contacts } = await client.query<{ found: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM ${users} WHERE role IN (${CONTACTS}))
       ${isInitial ? '' : `OR EXISTS (SELECT 1 FROM ${rosterTable('user', run)} WHERE tenant_id = ${run.tenantId} AND removed_at IS NULL AND role IN (${CONTACTS}))`} AS found`,
  );
  if (!contacts[0]?.found) noContacts(issues);
}

function noContacts(issues: IssueCollector): void {
  issues.add('users.csv', 'NO_CONTACTS', { line: null, column: null, value: null });
}

const CONTACTS = CONTACT_ROLES.map((role) => `'${role}'`).join(', ');

/** Of the dangling rows, those whose record is in the files but was itself set aside. */
async function findSetAside(
  client: pg.ClientBase,
  run: RunKey,
  rows: readonly FoundRow[],
): Promise<ReadonlySet<FoundRow>> {
  if (rows.length === 0) return new Set();
  const { rows: kept } = await client.query<{ key: string }>(
    `SELECT DISTINCT k.entity || ' ' || k.sourced_id AS key FROM ${stagingTable(run, 'kept')} k
     JOIN unnest($1::text[], $2::text[]) AS r(entity, id) ON r.entity = k.entity AND r.id = k.sourced_id`,
    [rows.map((row) => row.target), rows.map((row) => row.value)],
  );
  const keys = new Set(kept.map(({ key }) => key));
  return new Set(rows.filter((row) => keys.has(`${row.target} ${row.value}`)));
}

async function keepKeys(
  client: pg.ClientBase,
  { run, entity }: CheckInput,
  rows: readonly (FoundRow & { id: string })[],
): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    `INSERT INTO ${stagingTable(run, 'kept')} (entity, sourced_id, line_number)
     SELECT $1, id, line FROM unnest($2::text[], $3::int[]) AS k(id, line)`,
    [entity, rows.map((row) => row.id), rows.map((row) => row.line_number)],
  );
}

function addAll(
  issues: IssueCollector,
  file: string,
  code: IssueCode,
  rows: readonly FoundRow[],
  reference?: RosterReference,
): void {
  const samples = [...rows]
    .sort((a, b) => a.line_number - b.line_number)
    .slice(0, STORED_PER_GROUP)
    .map((row) => ({
      ...found(row, row.column ?? reference?.column ?? null),
      params: { target: row.target ?? reference?.target ?? '' },
    }));
  issues.addCounted(file, code, rows.length, samples);
}

function found(row: FoundRow, column: string | null): CollectedIssue {
  return { line: row.line_number, column, value: row.value, schoolSourcedId: row.school ?? null };
}

async function tableExists(
  client: pg.ClientBase,
  run: RunKey,
  part: `unseen_${RosterEntity}`,
): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(
    'SELECT to_regclass($1) IS NOT NULL AS found',
    [stagingTable(run, part)],
  );
  return rows[0]?.found ?? false;
}
