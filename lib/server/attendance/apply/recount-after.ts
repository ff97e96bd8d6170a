// After events changed: every total that shows them, and today's notices, in the transaction that changed them.
import type { Client, SchoolDate, SchoolYear } from '../types';
import { recountDays, recountSchoolDays, recountSchoolYears, recountStudents } from './recount';
import { updateNotices, type NoticeUpdate } from './update-notices';

export async function recountAfter(
  client: Client,
  changes: {
    tenantId: number;
    roll: SchoolYear;
    days: readonly SchoolDate[];
    students: readonly string[];
    notices: Omit<NoticeUpdate, 'tenantId' | 'schools'>;
  },
): Promise<void> {
  const { tenantId, roll, students, notices } = changes;
  const days = [
    ...new Map(changes.days.map((day) => [`${day.date} ${day.schoolId}`, day])).values(),
  ];
  if (days.length === 0) return;
  await recountSchoolDays(client, tenantId, days);
  await recountStudents(client, tenantId, roll, { students });
  await recountDays(client, tenantId, [...new Set(days.map(({ date }) => date))]);
  await recountSchoolYears(
    client,
    tenantId,
    roll,
    await schoolsOf(client, tenantId, roll, changes),
  );
  const schools = days.filter(({ date }) => date === notices.date).map(({ schoolId }) => schoolId);
  await updateNotices(client, { ...notices, tenantId, schools });
}

/** Schools of the days, and those of the students: they may be others. */
async function schoolsOf(
  client: Client,
  tenantId: number,
  roll: SchoolYear,
  { days, students }: { days: readonly SchoolDate[]; students: readonly string[] },
): Promise<string[]> {
  const { rows } = await client.query<{ schoolId: string }>(
    `SELECT DISTINCT school_id AS "schoolId" FROM attendance_student
     WHERE tenant_id = $1 AND school_year = $2 AND student_id = ANY($3::text[])`,
    [tenantId, roll.schoolYear, students],
  );
  return [...new Set([...days, ...rows].map(({ schoolId }) => schoolId))];
}
