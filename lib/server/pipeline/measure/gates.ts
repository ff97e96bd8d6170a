// What a first roster, or a school that is new, shows of itself: counted where it is staged.
import type pg from 'pg';
import {
  districtGate,
  schoolGate,
  type ClassFacts,
  type GateFacts,
  type GateResult,
  type PeopleFacts,
} from '@/lib/core/circuit-break/first-roster-gate';
import { FILE_SPECS, type RosterEntity } from '@/lib/core/oneroster';
import {
  countedAsExpression,
  liveTable,
  stagingTable,
  type PlannedEntity,
  type RunKey,
} from '../../db/roster-tables';
import { isReachable } from '../../db/reachable';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { isNotPastSql } from '../../roster/current-member';
import type { FileFacts } from '@/lib/core/circuit-break/file-measures';
import type { FirstRosterFacts } from '../parts/plan';
import { isOf, type MeasureInput } from './measured-run';
import { isContactRole } from '../../db/contact-roles';

export interface SchoolGate {
  /** '' for the district. */
  schoolSourcedId: string;
  criteria: readonly GateResult[];
}

const STAFF = `${countedAsExpression('user', 'u')} = 'staff'`;

/** The gate of a first roster; kept with the run. */
export async function measureFirstRoster(
  input: MeasureInput,
  facts: FirstRosterFacts,
  files: readonly FileFacts[],
): Promise<SchoolGate[]> {
  const gates = [{ schoolSourcedId: '', criteria: await districtCriteria(input, facts, files) }];
  await storeGates(input, gates);
  return gates;
}

/** The gate of each school that is new; kept with the run. */
export async function measureNewSchools(
  input: MeasureInput,
  newSchools: ReadonlySet<string>,
): Promise<SchoolGate[]> {
  const facts =
    newSchools.size > 0
      ? await schoolFacts(input, [...newSchools].sort())
      : new Map<string, never>();
  const gates = [...facts].map(([schoolSourcedId, ofSchool]) => ({
    schoolSourcedId,
    criteria: schoolGate(ofSchool),
  }));
  await storeGates(input, gates);
  return gates;
}

async function storeGates(
  { client, run }: MeasureInput,
  gates: readonly SchoolGate[],
): Promise<void> {
  await client.query('DELETE FROM gate_result WHERE tenant_id = $1 AND run_id = $2', [
    run.tenantId,
    run.id,
  ]);
  await client.query(
    `INSERT INTO gate_result (tenant_id, run_id, school_sourced_id, criterion, outcome, count, base, required)
     SELECT $1, $2, g.school, g.criterion, g.outcome, g.count, g.base, g.required
     FROM jsonb_to_recordset($3::jsonb) AS g(school text, criterion text, outcome text, count int, base int, required float8)`,
    [
      run.tenantId,
      run.id,
      JSON.stringify(
        gates.flatMap(({ schoolSourcedId, criteria }) =>
          criteria.map((each) => ({ ...each, school: schoolSourcedId })),
        ),
      ),
    ],
  );
}

async function districtCriteria(
  input: MeasureInput,
  facts: FirstRosterFacts,
  fileFacts: readonly FileFacts[],
): Promise<GateResult[]> {
  const { client, run } = input;
  const required = FILE_SPECS.filter((spec) => spec.required).map(({ fileName }) => fileName);
  const { rows } = await client.query<{
    files: number;
    rowsRead: number;
    schools: number;
    declaredSchools: number | null;
    declaredStudents: number | null;
    isMultilingual: boolean | null;
  }>(
    `SELECT (SELECT count(*) FROM sync_run_file WHERE tenant_id = $1 AND run_id = $2 AND file_name = ANY($3) AND NOT left_aside) AS files,
       (SELECT coalesce(sum(rows_read), 0) FROM sync_run_file WHERE tenant_id = $1 AND run_id = $2 AND NOT left_aside) AS "rowsRead",
       (SELECT count(*) FROM ${stagingTable(run, 'org')} WHERE type = 'school') AS schools,
       f.declared_schools AS "declaredSchools", f.declared_students AS "declaredStudents", f.is_multilingual AS "isMultilingual"
     FROM (SELECT 1) one LEFT JOIN planning_form f ON f.tenant_id = $1`,
    [run.tenantId, run.id, required],
  );
  const row = requireRow(rows[0]);
  return districtGate(
    {
      ...facts.people,
      ...facts.classes,
      currentSessions: await countCurrentSessions(input),
      requiredFilesMissing: required.length - row.files,
      schools: row.schools,
      rowsRead: row.rowsRead,
      duplicates: fileFacts.reduce((sum, { duplicates }) => sum + duplicates, 0),
      dangling: fileFacts.reduce((sum, { dangling }) => sum + dangling, 0),
    },
    {
      schools: row.declaredSchools,
      students: row.declaredStudents,
      isMultilingual: row.isMultilingual,
    },
  );
}

/** The people staged for a first roster, once their links are staged. */
export async function countPeople(client: pg.ClientBase, run: RunKey): Promise<PeopleFacts> {
  const [users, links] = [stagingTable(run, 'user'), stagingTable(run, 'link')];
  const { rows } = await client.query<PeopleFacts>(
    `WITH student AS (SELECT sourced_id, language_code FROM ${users} u WHERE role = 'student'),
       staff AS (SELECT email_key AS mail FROM ${users} u WHERE ${STAFF})
     SELECT s.*, m.*,
       (SELECT count(DISTINCT l.student_sourced_id) FROM ${links} l JOIN ${users} x ON x.sourced_id = l.contact_sourced_id WHERE ${reachable('x')}) AS "studentsReachable",
       (SELECT count(*) FROM staff) AS staff
     FROM (SELECT count(*) AS students, count(language_code) AS "studentsWithLanguage", count(DISTINCT language_code) AS languages FROM student) s,
       (SELECT count(*) AS "staffWithUniqueMail" FROM (SELECT mail FROM staff WHERE mail IS NOT NULL GROUP BY mail HAVING count(*) = 1) m) m`,
  );
  return requireRow(rows[0]);
}

/**
 * The classes staged for a first roster, once its enrollments are staged. Memberships that ended do not count; those to
 * come do, since a first roster arrives before the school year as often as in it.
 */
export async function countClasses(
  client: pg.ClientBase,
  run: RunKey,
  today: PlainDate,
): Promise<ClassFacts> {
  const holds = `${isNotPastSql('e', `'${today}'::date`)}`;
  const [users, classes, enrollments] = (['user', 'class', 'enrollment'] as const).map((entity) =>
    stagingTable(run, entity),
  );
  const { rows } = await client.query<ClassFacts>(
    `SELECT (SELECT count(*) FROM ${users} s WHERE s.role = 'student'
         AND EXISTS (SELECT 1 FROM ${enrollments} e WHERE e.user_sourced_id = s.sourced_id AND e.role = 'student' AND ${holds})) AS "studentsInClass",
       (SELECT count(*) FROM ${classes}) AS classes,
       (SELECT count(*) FROM ${classes} k WHERE EXISTS (SELECT 1 FROM ${enrollments} e WHERE e.class_sourced_id = k.sourced_id AND e.role = 'teacher' AND ${holds})) AS "classesWithTeacher"`,
  );
  return requireRow(rows[0]);
}

async function countCurrentSessions({ client, run, today }: MeasureInput): Promise<number> {
  const sessions = `SELECT start_date, end_date FROM ${stagingTable(run, 'academicSession')}`;
  const { rows } = await client.query<{ count: number }>(
    `SELECT ${currentSessions(run, sessions, '$1')} AS count`,
    [today],
  );
  return requireRow(rows[0]).count;
}

function requireRow<Row>(row: Row | undefined): Row {
  if (!row) throw new Error('counting a first roster answered nothing');
  return row;
}

/**
 * Of each school what it would have: what the files bring, and what is in force and stays. A school that comes
 * back finds people of its own there, whose lines did not change.
 */
async function schoolFacts(
  { client, run, today }: MeasureInput,
  schools: readonly string[],
): Promise<Map<string, GateFacts>> {
  const { rows } = await client.query<GateFacts & { school: string }>(
    `WITH school AS (SELECT id COLLATE "C" AS id FROM unnest($2::text[]) AS s(id)),
       person AS MATERIALIZED (${after(run, 'user', 'r.sourced_id, r.school_sourced_id AS school, r.role, r.language_code, r.email_key', 'r.school_sourced_id IN (SELECT id FROM school)')}),
       student AS MATERIALIZED (SELECT * FROM person WHERE role = 'student'),
       class AS MATERIALIZED (${after(run, 'class', 'r.sourced_id, r.school_sourced_id AS school', 'r.school_sourced_id IN (SELECT id FROM school)')}),
       studying AS (SELECT DISTINCT e.id FROM (${after(run, 'enrollment', 'r.user_sourced_id AS id', `r.role = 'student' AND r.user_sourced_id IN (SELECT sourced_id FROM student) AND ${isNotPastSql('r', '$1::date')}`)}) e),
       taught AS (SELECT DISTINCT e.id FROM (${after(run, 'enrollment', 'r.class_sourced_id AS id', `r.role = 'teacher' AND r.class_sourced_id IN (SELECT sourced_id FROM class) AND ${isNotPastSql('r', '$1::date')}`)}) e),
       link AS (
         SELECT split_part(c.sourced_id, E'\\n', 1) COLLATE "C" AS student, split_part(c.sourced_id, E'\\n', 2) COLLATE "C" AS contact
         FROM change c WHERE ${isOf(run)} AND c.entity = 'link' AND c.action <> 'REMOVE' AND c.school_sourced_id IN (SELECT id FROM school)
         UNION ALL
         SELECT k.student_sourced_id, k.contact_sourced_id FROM student s
         JOIN ${liveTable('link')} k ON k.tenant_id = ${run.tenantId} AND k.removed_at IS NULL AND k.student_sourced_id = s.sourced_id
         WHERE NOT ${isRemoved(run, 'link', `k.student_sourced_id || E'\\n' || k.contact_sourced_id`)}),
       reached AS (
         SELECT DISTINCT l.student AS id FROM link l LEFT JOIN ${stagingTable(run, 'user')} x ON x.sourced_id = l.contact
         LEFT JOIN ${liveTable('user')} v ON v.tenant_id = ${run.tenantId} AND v.sourced_id = l.contact AND v.removed_at IS NULL
         WHERE CASE WHEN x.sourced_id IS NULL THEN ${reachable('v')} ELSE ${reachable('x')} END),
       mail AS (SELECT school, count(*) AS own FROM (
         SELECT u.school, u.email_key FROM person u WHERE ${STAFF} AND u.email_key IS NOT NULL GROUP BY 1, 2 HAVING count(*) = 1) m GROUP BY 1),
       people AS (
         SELECT u.school, count(*) FILTER (WHERE u.role = 'student') AS students, count(t.id) AS "studentsInClass", count(h.id) AS "studentsReachable",
           count(u.language_code) FILTER (WHERE u.role = 'student') AS "studentsWithLanguage",
           count(DISTINCT u.language_code) FILTER (WHERE u.role = 'student') AS languages,
           count(*) FILTER (WHERE ${STAFF}) AS staff
         FROM person u LEFT JOIN studying t ON u.role = 'student' AND t.id = u.sourced_id LEFT JOIN reached h ON u.role = 'student' AND h.id = u.sourced_id GROUP BY 1),
       classes AS (SELECT k.school, count(*) AS classes, count(t.id) AS "classesWithTeacher" FROM class k LEFT JOIN taught t ON t.id = k.sourced_id GROUP BY 1)
     SELECT s.id AS school, ${['students', 'studentsInClass', 'studentsReachable', 'studentsWithLanguage', 'languages', 'staff'].map((name) => `coalesce(p."${name}", 0) AS "${name}"`).join(', ')},
       coalesce(k.classes, 0) AS classes, coalesce(k."classesWithTeacher", 0) AS "classesWithTeacher", coalesce(m.own, 0) AS "staffWithUniqueMail",
       ${currentSessions(run, after(run, 'academicSession', 'r.start_date, r.end_date', 'true'), '$1')} AS "currentSessions"
     FROM school s LEFT JOIN people p ON p.school = s.id LEFT JOIN classes k ON k.school = s.id LEFT JOIN mail m ON m.school = s.id`,
    [today, schools],
  );
  return new Map(rows.map(({ school, ...facts }) => [school, facts]));
}

/** Rows `r` of an entity as they would be in force: staged, and live where nothing is staged or removed. */
function after(run: RunKey, entity: RosterEntity, columns: string, where: string): string {
  const staged = stagingTable(run, entity);
  return `SELECT ${columns} FROM ${staged} r WHERE ${where}
    UNION ALL SELECT ${columns} FROM ${liveTable(entity)} r WHERE r.tenant_id = ${run.tenantId} AND r.removed_at IS NULL AND ${where}
      AND NOT EXISTS (SELECT 1 FROM ${staged} x WHERE x.sourced_id = r.sourced_id) AND NOT ${isRemoved(run, entity, 'r.sourced_id')}`;
}

function isRemoved(run: RunKey, entity: PlannedEntity, id: string): string {
  return `EXISTS (SELECT 1 FROM change c WHERE ${isOf(run)} AND c.entity = '${entity}' AND c.action = 'REMOVE' AND c.sourced_id = ${id})`;
}

/** Somebody who can be told about a student. */
function reachable(row: string): string {
  return `${isReachable(row)} AND ${isContactRole(`${row}.role`)}`;
}

function currentSessions(run: RunKey, sessions: string, today: string): string {
  return `(SELECT count(*) FROM (${sessions}) d CROSS JOIN tenant t WHERE t.id = ${run.tenantId}
    AND ((${today} >= d.start_date AND ${today} < d.end_date) OR (t.first_day_of_school_date >= d.start_date AND t.first_day_of_school_date < d.end_date)))`;
}
