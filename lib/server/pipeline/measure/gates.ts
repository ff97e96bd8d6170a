// What a first roster, or a school that is new, shows of itself: counted where it is staged.
import {
  districtGate,
  schoolGate,
  type GateFacts,
  type GateResult,
} from '@/lib/core/circuit-break/first-roster-gate';
import { CONTACT_ROLES, FILE_SPECS } from '@/lib/core/oneroster';
import { countedAsExpression, liveTable, stagingTable } from '../parts/tables';
import { isOf, type MeasureInput } from './measured-run';

export interface SchoolGate {
  /** '' for the district. */
  schoolSourcedId: string;
  criteria: readonly GateResult[];
}

const CONTACTS = CONTACT_ROLES.map((role) => `'${role}'`).join(', ');
const STAFF = `${countedAsExpression('user', 'u')} = 'staff'`;
/** A district that adds more schools than this at once is looked at as a whole. */
const MOST_SCHOOLS = 50;

/** The gate of a first roster (`newSchools` null) or of each new school; kept with the run. */
export async function measureGates(
  input: MeasureInput,
  newSchools: ReadonlySet<string> | null,
): Promise<SchoolGate[]> {
  const { client, run } = input;
  const gates: SchoolGate[] = [];
  if (newSchools === null) {
    gates.push({ schoolSourcedId: '', criteria: await districtCriteria(input) });
  }
  for (const schoolSourcedId of [...(newSchools ?? [])].sort().slice(0, MOST_SCHOOLS)) {
    const facts = await gateFacts(input, schoolSourcedId);
    gates.push({ schoolSourcedId, criteria: schoolGate(facts) });
  }
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
  return gates;
}

async function districtCriteria(input: MeasureInput): Promise<GateResult[]> {
  const { client, run } = input;
  const required = FILE_SPECS.filter((spec) => spec.required).map(({ fileName }) => fileName);
  const { rows } = await client.query<{
    files: number;
    rowsRead: number;
    duplicates: number;
    dangling: number;
    schools: number;
    declaredSchools: number | null;
    declaredStudents: number | null;
    isMultilingual: boolean | null;
  }>(
    `SELECT (SELECT count(*) FROM sync_run_file WHERE tenant_id = $1 AND run_id = $2 AND file_name = ANY($3) AND NOT left_aside) AS files,
       (SELECT coalesce(sum(rows_read), 0) FROM sync_run_file WHERE tenant_id = $1 AND run_id = $2 AND NOT left_aside) AS "rowsRead",
       (SELECT coalesce(sum(count), 0) FROM run_issue_group WHERE tenant_id = $1 AND run_id = $2 AND code LIKE 'DUPLICATE_ID_%') AS duplicates,
       (SELECT coalesce(sum(count), 0) FROM run_issue_group WHERE tenant_id = $1 AND run_id = $2
          AND code IN ('REFERENCE_MISSING', 'REFERENCE_SET_ASIDE')) AS dangling,
       (SELECT count(*) FROM ${stagingTable(run, 'org')} WHERE type = 'school') AS schools,
       f.declared_schools AS "declaredSchools", f.declared_students AS "declaredStudents", f.is_multilingual AS "isMultilingual"
     FROM (SELECT 1) one LEFT JOIN planning_form f ON f.tenant_id = $1`,
    [run.tenantId, run.id, required],
  );
  const row = rows[0];
  if (!row) throw new Error('counting a first roster answered nothing');
  return districtGate(
    {
      ...(await gateFacts(input, null)),
      requiredFilesMissing: required.length - row.files,
      schools: row.schools,
      rowsRead: row.rowsRead,
      duplicates: row.duplicates,
      dangling: row.dangling,
    },
    {
      schools: row.declaredSchools,
      students: row.declaredStudents,
      isMultilingual: row.isMultilingual,
    },
  );
}

/** Of everything staged, or of one school: a new school's rows are all new, so they are staged too. */
async function gateFacts(input: MeasureInput, school: string | null): Promise<GateFacts> {
  const { client, run, today } = input;
  const [users, classes, enrollments, sessions] = (
    ['user', 'class', 'enrollment', 'academicSession'] as const
  ).map((entity) => stagingTable(run, entity));
  const isFirst = run.baselineRunId === null;
  const of = (column: string): string => (school === null ? '' : `AND ${column} = $2`);
  const reachable = (row: string): string =>
    `coalesce(${row}.phone, ${row}.sms, ${row}.email) IS NOT NULL AND ${row}.role IN (${CONTACTS})`;
  const links = isFirst
    ? `SELECT student_sourced_id AS student, contact_sourced_id AS contact FROM ${stagingTable(run, 'link')}`
    : `SELECT split_part(c.sourced_id, E'\\n', 1) COLLATE "C" AS student, split_part(c.sourced_id, E'\\n', 2) COLLATE "C" AS contact
       FROM change c WHERE ${isOf(run)} AND c.entity = 'link' AND c.action <> 'REMOVE' AND c.school_sourced_id = $2
       UNION ALL SELECT k.student_sourced_id, k.contact_sourced_id FROM ${liveTable('link')} k JOIN ${users} m
         ON m.sourced_id = k.student_sourced_id AND m.school_sourced_id = $2 WHERE k.tenant_id = ${run.tenantId} AND k.removed_at IS NULL`;
  const reachableStudents = isFirst
    ? `SELECT l.student FROM (${links}) l JOIN ${users} x ON x.sourced_id = l.contact WHERE ${reachable('x')}`
    : `SELECT l.student FROM (${links}) l LEFT JOIN ${users} x ON x.sourced_id = l.contact
       LEFT JOIN ${liveTable('user')} v ON v.tenant_id = ${run.tenantId} AND v.sourced_id = l.contact AND v.removed_at IS NULL
       WHERE CASE WHEN x.sourced_id IS NULL THEN ${reachable('v')} ELSE ${reachable('x')} END`;
  const { rows } = await client.query<GateFacts>(
    `WITH student AS (SELECT sourced_id, language_code FROM ${users} u WHERE role = 'student' ${of('u.school_sourced_id')}),
       staff AS (SELECT email_key AS mail FROM ${users} u WHERE ${STAFF} ${of('u.school_sourced_id')}),
       class AS (SELECT sourced_id FROM ${classes} k WHERE true ${of('k.school_sourced_id')})
     SELECT (SELECT count(*) FROM student) AS students,
       (SELECT count(*) FROM student s WHERE EXISTS (SELECT 1 FROM ${enrollments} e WHERE e.user_sourced_id = s.sourced_id AND e.role = 'student')) AS "studentsInClass",
       (SELECT count(*) FROM student s WHERE s.sourced_id IN (${reachableStudents})) AS "studentsReachable",
       (SELECT count(language_code) FROM student) AS "studentsWithLanguage",
       (SELECT count(DISTINCT language_code) FROM student) AS languages,
       (SELECT count(*) FROM class) AS classes,
       (SELECT count(*) FROM class k WHERE EXISTS (SELECT 1 FROM ${enrollments} e WHERE e.class_sourced_id = k.sourced_id AND e.role = 'teacher')) AS "classesWithTeacher",
       (SELECT count(*) FROM staff) AS staff,
       (SELECT count(*) FROM (SELECT mail FROM staff WHERE mail IS NOT NULL GROUP BY mail HAVING count(*) = 1) m) AS "staffWithUniqueMail",
       (SELECT count(*) FROM (SELECT start_date, end_date FROM ${sessions}
          ${isFirst ? '' : `UNION ALL SELECT start_date, end_date FROM ${liveTable('academicSession')} WHERE tenant_id = ${run.tenantId} AND removed_at IS NULL`}) d
        CROSS JOIN tenant t WHERE t.id = ${run.tenantId}
          AND (($1 >= d.start_date AND $1 < d.end_date) OR (t.first_day_of_school_date >= d.start_date AND t.first_day_of_school_date < d.end_date))) AS "currentSessions"`,
    school === null ? [today] : [today, school],
  );
  const facts = rows[0];
  if (!facts) throw new Error('counting a first roster answered nothing');
  return facts;
}
