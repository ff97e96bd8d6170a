// calendar.csv of a district: which days of its school year have school, for each of its schools.
import Papa from 'papaparse';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { toCsvRow } from '@/lib/core/csv';
import { nextWeekday } from '@/lib/synthetic/plain-date';
import { firstDayOfSchool, lastDayOfSchool } from './calendar';
import type { FileSet } from './day-edits';
import { daysWithoutSchool } from '@/lib/core/calendar/us-school-holidays';

const COLUMNS = [
  ...['school_id', 'calendar_date', 'calendar_events', 'school_year_id', 'description'],
] as const;

export function calendarFile(files: FileSet, schoolYear: number): string {
  const orgs = Papa.parse<{ sourcedId: string; type: string }>(
    files.get('orgs.csv')?.toString('utf8') ?? '',
    { header: true, skipEmptyLines: true },
  );
  const schools = orgs.data.filter(({ type }) => type === 'school');
  const without = daysWithoutSchool(schoolYear);
  const rows = schools.flatMap(({ sourcedId }) =>
    weekdaysOf(schoolYear).map((date) =>
      toCsvRow([
        sourcedId,
        date,
        without.has(date) ? '["Not In Session"]' : '["In Session"]',
        schoolYear,
        without.get(date) ?? '',
      ]),
    ),
  );
  return [toCsvRow(COLUMNS), ...rows].join('');
}

function weekdaysOf(schoolYear: number): PlainDate[] {
  const days: PlainDate[] = [];
  const last = lastDayOfSchool(schoolYear);
  for (let day = firstDayOfSchool(schoolYear); day <= last; day = nextWeekday(day)) days.push(day);
  return days;
}
