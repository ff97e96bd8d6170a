// The roll: students of the live roster as attendance counts them, with the school year their days belong to.
// Made again when another roster comes into force, by the attendance worker: applying a roster knows nothing of it, but for
// ids that go to other people (pipeline/parts/former-people.ts).
import { isSameSpan } from '@/lib/core/attendance/school-years';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { judgeSchoolDays } from './apply/judge-days';
import { raiseEnrolled } from './apply/raise-enrolled';
import { recountDays, recountSchoolYears, recountStudents } from './apply/recount';
import { beginAnew } from './ids/former-students';
import {
  listSchoolSpans,
  loadSchoolYears,
  reachOf,
  spanSql,
  writeSchoolSpans,
} from './school-spans';
import { refreshCalendar } from './session-days';
import type { Client, RollYears } from './types';
import { connectionOfFeedSql } from '../db/connection-of-feed';

export interface Roll extends RollYears {
  runId: number | null;
}

interface KnownRoll extends Roll {
  /** Null: from before years were looked at day by day. */
  validUntil: PlainDate | null;
}

/** The roll in force; made first where the roster or a school year has changed since. */
export async function currentRoll(
  client: Client,
  tenantId: number,
  today: PlainDate,
): Promise<{ roll: Roll; isRenewed: boolean }> {
  const known = await findRoll(client, tenantId);
  const runId = await liveRosterRun(client, tenantId);
  const isOfRoster = known?.runId === runId;
  if (known && isOfRoster && isStillValid(known, today)) return { roll: known, isRenewed: false };
  const { district, schools, validUntil } = await loadSchoolYears(client, tenantId, today);
  const isSame = known !== null && isSameYears(known, { ...district, schools });
  if (isSame && isOfRoster) {
    await client.query(
      'UPDATE attendance_setting SET years_valid_until = $2 WHERE tenant_id = $1',
      [tenantId, validUntil],
    );
    return { roll: known, isRenewed: false };
  }
  const roll: Roll = { ...district, schools, runId };
  const changed = await makeRoll(client, tenantId, roll);
  await beginAnew(client, tenantId, roll);
  await client.query(
    `INSERT INTO attendance_setting (tenant_id, roll_run_id, school_year, year_start_date, year_end_date, years_valid_until)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (tenant_id) DO UPDATE SET roll_run_id = $2, school_year = $3, year_start_date = $4, year_end_date = $5,
       years_valid_until = $6`,
    [tenantId, runId, roll.schoolYear, roll.startDate, roll.endDate, validUntil],
  );
  await writeSchoolSpans(client, tenantId, schools);
  // Totals of days that are of another year now go, too.
  const counted = isSame || !known ? [roll] : [roll, known];
  await recountStudents(client, tenantId, roll, {
    students: await withEvents(client, tenantId, counted, isSame ? changed : null),
  });
  await refreshCalendar(client, tenantId, roll);
  const raised = await raiseEnrolled(client, tenantId);
  await judgeSchoolDays(client, tenantId, raised);
  await recountDays(client, tenantId, [...new Set(raised.map(({ date }) => date))]);
  await recountSchoolYears(client, tenantId, roll, null);
  return { roll, isRenewed: true };
}

function isStillValid({ startDate, validUntil }: KnownRoll, today: PlainDate): boolean {
  return startDate <= today && validUntil !== null && today <= validUntil;
}

function isSameYears(a: RollYears, b: RollYears): boolean {
  if (!isSameSpan(a, b) || a.schools.length !== b.schools.length) return false;
  return a.schools.every((own) =>
    b.schools.some((other) => other.schoolId === own.schoolId && isSameSpan(own, other)),
  );
}

async function findRoll(client: Client, tenantId: number): Promise<KnownRoll | null> {
  const { rows } = await client.query<Omit<KnownRoll, 'schools'>>(
    `SELECT school_year AS "schoolYear", year_start_date AS "startDate", year_end_date AS "endDate",
            roll_run_id AS "runId", years_valid_until AS "validUntil"
     FROM attendance_setting WHERE tenant_id = $1 AND school_year IS NOT NULL`,
    [tenantId],
  );
  const [roll] = rows;
  return roll ? { ...roll, schools: await listSchoolSpans(client, tenantId) } : null;
}

async function liveRosterRun(client: Client, tenantId: number): Promise<number | null> {
  const { rows } = await client.query<{ runId: number | null }>(
    `SELECT c.baseline_run_id AS "runId" FROM ${connectionOfFeedSql('ROSTER', '$1')} c`,
    [tenantId],
  );
  return rows[0]?.runId ?? null;
}

/** Of some students, or of all, those with events in the years: the others have nothing to be counted again. */
async function withEvents(
  client: Client,
  tenantId: number,
  years: readonly RollYears[],
  students: readonly string[] | null,
): Promise<string[]> {
  if (students?.length === 0) return [];
  const reaches = years.map(reachOf).sort((a, b) => (a.from < b.from ? -1 : 1));
  const from = reaches[0]?.from;
  const to = reaches.reduce((last, reach) => (reach.to > last ? reach.to : last), '');
  const { rows } = await client.query<{ id: string }>(
    students
      ? `SELECT s.id FROM unnest($4::text[]) AS s(id) WHERE EXISTS (
           SELECT 1 FROM attendance_event e WHERE e.tenant_id = $1 AND e.student_id = s.id AND e.date BETWEEN $2 AND $3)`
      : 'SELECT DISTINCT student_id AS id FROM attendance_event WHERE tenant_id = $1 AND date BETWEEN $2 AND $3',
    [tenantId, from, to, ...(students ? [students] : [])],
  );
  return rows.map(({ id }) => id);
}

/** Returns whose row is new or another. */
async function makeRoll(client: Client, tenantId: number, year: RollYears): Promise<string[]> {
  const span = spanSql(year, { school: 'e.school_sourced_id', start: '$3', end: '$4', from: 5 });
  const begin = `min(coalesce(greatest(e.begin_date, ${span.start}), ${span.start}))`;
  const { rows: changed } = await client.query<{ id: string }>(
    `INSERT INTO attendance_student (tenant_id, school_year, student_id, school_id, grade, language_code, name_key, begin_date)
     SELECT u.tenant_id, $2, u.sourced_id, u.school_sourced_id, u.grades[1], u.language_code, u.name_key, b.begin_date
     FROM roster_user u
     LEFT JOIN (
       -- In the school from the first membership of the year on, whatever became of it: sections come and go.
       SELECT e.user_sourced_id, e.school_sourced_id,
              nullif(${begin}, ${span.join ? `min(${span.start})` : span.start}) AS begin_date
       FROM roster_enrollment e ${span.join}
       WHERE e.tenant_id = $1 AND e.role = 'student' AND coalesce(e.begin_date <= ${span.end}, true)
         AND coalesce(e.end_date >= ${span.start}, true)
       GROUP BY e.user_sourced_id, e.school_sourced_id
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
    [tenantId, year.schoolYear, year.startDate, year.endDate, ...span.params.slice(0, 3)],
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
