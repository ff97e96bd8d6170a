// After events changed: every total that shows them, and today's notices, in the transaction that changed them.
import { analyzeGrown } from '../../db/analyze-grown';
import type { Client, RollYears, SchoolDate } from '../types';
import { judgeSchoolDays, type ImplausibleDay } from './judge-days';
import { raiseEnrolled } from './raise-enrolled';
import { recountDays, recountSchoolDays, recountSchoolYears, recountStudents } from './recount';
import { updateNotices, type NoticeUpdate } from './update-notices';

/** Returns which of the days, and of those their numbers are compared with, are hard to believe now. */
export async function recountAfter(
  client: Client,
  changes: {
    tenantId: number;
    roll: RollYears;
    days: readonly SchoolDate[];
    students: readonly string[];
    notices: Omit<NoticeUpdate, 'tenantId' | 'schools'>;
  },
): Promise<ImplausibleDay[]> {
  const { tenantId, roll, students, notices } = changes;
  const days = [
    ...new Map(changes.days.map((day) => [`${day.date} ${day.schoolId}`, day])).values(),
  ];
  if (days.length === 0) return [];
  await analyzeGrown(client, ['attendance_event', 'attendance_student', 'attendance_school_day']);
  await recountSchoolDays(client, tenantId, days);
  const judged = await judgeSchoolDays(client, tenantId, days);
  const raised = await raiseEnrolled(client, tenantId, judged);
  const implausible = raised.length > 0 ? await judgeSchoolDays(client, tenantId, days) : judged;
  // Students may be of other schools than the one that reported them.
  const others = await recountStudents(client, tenantId, roll, { students });
  await recountDays(client, tenantId, [...new Set([...days, ...raised].map(({ date }) => date))]);
  const touched = new Set([...days.map(({ schoolId }) => schoolId), ...others]);
  await recountSchoolYears(client, tenantId, roll, [...touched]);
  const schools = days.filter(({ date }) => date === notices.date).map(({ schoolId }) => schoolId);
  await updateNotices(client, { ...notices, tenantId, schools });
  return implausible;
}
