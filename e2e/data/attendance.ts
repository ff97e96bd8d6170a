// Attendance of the journeys: a district whose school year is under way whatever the day is, and files about today.
import { ATTENDANCE_COLUMNS } from '@/lib/synthetic/attendance';
import { createDistrict } from '@/lib/synthetic/district';
import { filesOf, rowsOf } from './small-district';

const DAY_MS = 86_400_000;
const WEEKS_OF_SCHOOL = 6;
const MORNING_HOUR = 10;

/** A zone in which it is the middle of a morning: notices go out before the afternoon only. */
export function zoneOfMorning(now: Date): string {
  const offset = Math.max(-12, Math.min(14, MORNING_HOUR - now.getUTCHours()));
  // Such zones carry the sign of what has to be added to reach Greenwich.
  return offset === 0 ? 'Etc/GMT' : `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`;
}

export interface SchoolOfToday {
  files: ReturnType<typeof filesOf>;
  schoolId: string;
  /** The students of the school, with names and in the order of the grid. */
  students: { id: string; name: string }[];
  /** A student of each of the others. */
  elsewhere: { schoolId: string; student: string }[];
}

/** The roster, and its largest school. */
export function schoolUnderWay(today: string): SchoolOfToday {
  const weekday = new Date(today).getUTCDay();
  const daysBack = ((weekday + 6) % 7) + WEEKS_OF_SCHOOL * 7;
  const startDate = new Date(Date.parse(today) - daysBack * DAY_MS).toISOString().slice(0, 10);
  const files = filesOf(
    createDistrict({
      seed: 'attendance journeys',
      students: 300,
      schoolYear: Number(startDate.slice(0, 4)) + 1,
      startDate,
      date: today,
    }),
  );
  const students = rowsOf(files, 'users.csv').filter(({ role }) => role === 'student');
  const bySchool = new Map<string, SchoolOfToday['students']>();
  for (const { sourcedId = '', familyName, givenName, orgSourcedIds = '' } of students)
    bySchool.set(orgSourcedIds, [
      ...(bySchool.get(orgSourcedIds) ?? []),
      { id: sourcedId, name: `${familyName}, ${givenName}` },
    ]);
  const [largest, ...others] = [...bySchool].sort(([, a], [, b]) => b.length - a.length);
  if (!largest) throw new Error('the district has no students');
  const [schoolId, ofSchool] = largest;
  return {
    files,
    schoolId,
    elsewhere: others.map(([id, [first]]) => ({ schoolId: id, student: first?.id ?? '' })),
    students: ofSchool.toSorted((a, b) => a.name.localeCompare(b.name, 'en')),
  };
}

export interface Absence {
  student: string;
  category?: string;
  reason?: string;
  description?: string;
}

export function attendanceFile(
  { schoolId, date }: { schoolId: string; date: string },
  absences: readonly Absence[],
): Buffer {
  const lines = absences.map(
    ({ student, category = 'Unexcused Absence', reason = 'Sick', description = '' }) =>
      [schoolId, student, date, category, reason, '1', description].join(','),
  );
  return Buffer.from(`${[ATTENDANCE_COLUMNS.join(','), ...lines].join('\r\n')}\r\n`);
}
