// The roll: students of the roster in force as attendance counts them, with the school year their days belong to.
// Made again when another roster comes into force, by the attendance worker: applying a roster knows nothing of it, but for
// ids that go to other people (pipeline/parts/former-people.ts).
import { usualSchoolYear } from '@/lib/core/attendance/calendar';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { recountSchoolYears, recountStudents } from './apply/recount';
import { beginAnew } from './ids/former-students';
import { refreshCalendar } from './session-days';
import type { Client, SchoolYear } from './types';

export interface Roll extends SchoolYear {
  runId: number | null;
}

/** The roll in force; made first where the roster or the school year has changed since. */
export async function currentRoll(
  client: Client,
  tenantId: number,
  today: PlainDate,
): Promise<{ roll: Roll; isRenewed: boolean }> {
  const known = await findRoll(client, tenantId);
  const runId = await rosterInForce(client, tenantId);
  if (known && known.runId === runId && known.startDate <= today && today <= known.endDate)
    return { roll: known, isRenewed: false };
  const year = await schoolYearAt(client, tenantId, today);
  const isSame = known?.runId === runId && known.schoolYear === year.schoolYear;
  if (isSame && known.startDate === year.startDate && known.endDate === year.endDate)
    return { roll: known, isRenewed: false };
  const changed = await makeRoll(client, tenantId, year);
  await beginAnew(client, tenantId, year);
  await client.query(
    `INSERT INTO attendance_setting (tenant_id, roll_run_id, school_year, year_start_date, year_end_date)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (tenant_id) DO UPDATE SET roll_run_id = $2, school_year = $3, year_start_date = $4, year_end_date = $5`,
    [tenantId, runId, year.schoolYear, year.startDate, year.endDate],
  );
  const roll = { ...year, runId };
  const isSameSpan = known?.startDate === year.startDate && known.endDate === year.endDate;
  await recountStudents(client, tenantId, roll, {
    students: await withEvents(client, tenantId, roll, isSameSpan ? changed : null),
  });
  await refreshCalendar(client, tenantId, roll);
  await recountSchoolYears(client, tenantId, roll, null);
  return { roll, isRenewed: true };
}

async function findRoll(client: Client, tenantId: number): Promise<Roll | null> {
  const { rows } = await client.query<Roll>(
    `SELECT school_year AS "schoolYear", year_start_date AS "startDate", year_end_date AS "endDate",
            roll_run_id AS "runId"
     FROM attendance_setting WHERE tenant_id = $1 AND school_year IS NOT NULL`,
    [tenantId],
  );
  return rows[0] ?? null;
}

async function rosterInForce(client: Client, tenantId: number): Promise<number | null> {
  const { rows } = await client.query<{ runId: number | null }>(
    `SELECT baseline_run_id AS "runId" FROM connection WHERE tenant_id = $1 AND kind = 'SFTP_ONEROSTER'`,
    [tenantId],
  );
  return rows[0]?.runId ?? null;
}

/**
 * A school year goes on until its last term ends: one of the next year that begins meanwhile does not end it, and its
 * days lie in both. Between two years the one that has begun last. July to June where the roster has none.
 */
async function schoolYearAt(
  client: Client,
  tenantId: number,
  today: PlainDate,
): Promise<SchoolYear> {
  const { rows } = await client.query<SchoolYear>(
    `WITH years AS (
       SELECT school_year, min(start_date) AS start_date, max(end_date) AS end_date,
         -- A session for the whole year may go on long after its terms.
         coalesce(max(end_date) FILTER (WHERE type <> 'schoolYear'), max(end_date)) AS last_date
       FROM roster_academic_session WHERE tenant_id = $1 AND removed_at IS NULL GROUP BY school_year)
     SELECT school_year AS "schoolYear", start_date AS "startDate", end_date AS "endDate"
     FROM years WHERE start_date <= $2
     ORDER BY last_date >= $2 DESC, CASE WHEN last_date >= $2 THEN start_date END, start_date DESC, school_year DESC LIMIT 1`,
    [tenantId, today],
  );
  return rows[0] ?? usualSchoolYear(today);
}

/** Of some students, or of all, those with events in the year: the others have nothing to be counted again. */
async function withEvents(
  client: Client,
  tenantId: number,
  year: SchoolYear,
  students: readonly string[] | null,
): Promise<string[]> {
  if (students?.length === 0) return [];
  const { rows } = await client.query<{ id: string }>(
    students
      ? `SELECT s.id FROM unnest($4::text[]) AS s(id) WHERE EXISTS (
           SELECT 1 FROM attendance_event e WHERE e.tenant_id = $1 AND e.student_id = s.id AND e.date BETWEEN $2 AND $3)`
      : 'SELECT DISTINCT student_id AS id FROM attendance_event WHERE tenant_id = $1 AND date BETWEEN $2 AND $3',
    [tenantId, year.startDate, year.endDate, ...(students ? [students] : [])],
  );
  return rows.map(({ id }) => id);
}

/** Returns whose row is new or another. */
async function makeRoll(client: Client, tenantId: number, year: SchoolYear): Promise<string[]> {
  const { rows: changed } = await client.query<{ id: string }>(
    `INSERT INTO attendance_student (tenant_id, school_year, student_id, school_id, grade, language_code, name_key, begin_date)
     SELECT u.tenant_id, $2, u.sourced_id, u.school_sourced_id, u.grades[1], u.language_code, u.name_key, b.begin_date
     FROM roster_user u
     LEFT JOIN (
       -- In the school from the first membership of the year on, whatever became of it: sections come and go.
       SELECT user_sourced_id, school_sourced_id, nullif(min(coalesce(greatest(begin_date, $3), $3)), $3) AS begin_date
       FROM roster_enrollment
       WHERE tenant_id = $1 AND role = 'student' AND coalesce(begin_date <= $4, true) AND coalesce(end_date >= $3, true)
       GROUP BY user_sourced_id, school_sourced_id
     ) b ON b.user_sourced_id = u.sourced_id AND b.school_sourced_id = u.school_sourced_id
     WHERE u.tenant_id = $1 AND u.role = 'student' AND u.removed_at IS NULL AND u.school_sourced_id IS NOT NULL
     ON CONFLICT (tenant_id, school_year, student_id) DO UPDATE SET
       school_id = excluded.school_id, grade = excluded.grade, language_code = excluded.language_code,
       name_key = excluded.name_key, begin_date = excluded.begin_date, is_enrolled = true
     WHERE (attendance_student.school_id, attendance_student.grade, attendance_student.language_code,
            attendance_student.name_key, attendance_student.begin_date, attendance_student.is_enrolled)
       IS DISTINCT FROM (excluded.school_id, excluded.grade, excluded.language_code, excluded.name_key,
            excluded.begin_date, true)
     RETURNING student_id AS id`,
    [tenantId, year.schoolYear, year.startDate, year.endDate],
  );
  await client.query(
    `UPDATE attendance_student s SET is_enrolled = false
     WHERE s.tenant_id = $1 AND s.school_year = $2 AND s.is_enrolled
       AND NOT EXISTS (SELECT 1 FROM roster_user u WHERE u.tenant_id = $1 AND u.sourced_id = s.student_id
                       AND u.role = 'student' AND u.removed_at IS NULL AND u.school_sourced_id IS NOT NULL)`,
    [tenantId, year.schoolYear],
  );
  await client.query('DELETE FROM attendance_enrolled WHERE tenant_id = $1', [tenantId]);
  await client.query(
    `INSERT INTO attendance_enrolled (tenant_id, school_id, grade, language_code, students)
     SELECT tenant_id, school_id, coalesce(grade, ''), coalesce(language_code, ''), count(*)
     FROM attendance_student WHERE tenant_id = $1 AND school_year = $2 AND is_enrolled
     GROUP BY 1, 2, 3, 4`,
    [tenantId, year.schoolYear],
  );
  return changed.map(({ id }) => id);
}
