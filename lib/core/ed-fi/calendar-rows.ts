// Days of a school's calendar as rows of the calendar file, which has one calendar of each school. A school may have several in
// Ed-Fi: the one that most of its students are assigned to counts; where none is assigned, the one with most days; of two alike
// the one whose code comes first.
import type { CalendarColumnName } from '../attendance/columns';
import { codeKey, codeOf } from './descriptors';
import { orgId } from './ids';
import type { CalendarDate, StudentSchoolAssociation } from './resources';

export const CALENDAR_CELLS = [
  'school_id',
  'calendar_date',
  'calendar_events',
  'school_year_id',
  'calendarCode',
  'description',
] as const satisfies readonly CalendarColumnName[];

interface CalendarOfSchool {
  students: number;
  days: number;
}

/** Counts while resources are read, and then says which calendar counts. */
export class SchoolCalendars {
  private readonly calendars = new Map<string, Map<string, CalendarOfSchool>>();

  /** Of each membership of today. */
  countStudent({ calendarReference }: StudentSchoolAssociation): void {
    if (!calendarReference) return;
    const { schoolId, schoolYear, calendarCode } = calendarReference;
    this.calendar(schoolId, schoolYear, calendarCode).students += 1;
  }

  countDay({ calendarReference }: CalendarDate): void {
    const { schoolId, schoolYear, calendarCode } = calendarReference;
    this.calendar(schoolId, schoolYear, calendarCode).days += 1;
  }

  /** Whether a day is of the calendar that counts. One without days does not: its students have no calendar to read. */
  isCounted({ calendarReference }: CalendarDate): boolean {
    const { schoolId, schoolYear, calendarCode } = calendarReference;
    const calendars = this.calendars.get(`${schoolId}-${schoolYear}`) ?? new Map();
    const [best] = [...(calendars as ReadonlyMap<string, CalendarOfSchool>)]
      .filter(([, { days }]) => days > 0)
      .sort(
        ([codeA, a], [codeB, b]) =>
          b.students - a.students || b.days - a.days || (codeA < codeB ? -1 : 1),
      );
    return best?.[0] === calendarCode;
  }

  private calendar(schoolId: number, schoolYear: number, code: string): CalendarOfSchool {
    const key = `${schoolId}-${schoolYear}`;
    const ofSchool = this.calendars.get(key) ?? new Map<string, CalendarOfSchool>();
    this.calendars.set(key, ofSchool);
    const calendar = ofSchool.get(code) ?? { students: 0, days: 0 };
    ofSchool.set(code, calendar);
    return calendar;
  }
}

const CLOSED =
  /holiday|non instructional|not in session|teacher only|strike|weather|emergency|break|vacation|closed/;
const OPEN = /instructional day|in session|make up|late arrival|early dismissal|student day/;

/** Null where nothing that is said of the day tells whether there is school. */
export function calendarRow({
  date,
  calendarReference,
  calendarEvents,
}: CalendarDate): readonly string[] | null {
  const codes = calendarEvents.map(({ calendarEventDescriptor }) => calendarEventDescriptor);
  // A day that was planned and then closed has both words.
  const closed = codes.find((code) => CLOSED.test(codeKey(code)));
  if (closed === undefined && !codes.some((code) => OPEN.test(codeKey(code)))) return null;
  return [
    orgId(calendarReference.schoolId),
    date.slice(0, 10),
    closed === undefined ? '["In Session"]' : '["Not In Session"]',
    String(calendarReference.schoolYear),
    calendarReference.calendarCode,
    closed === undefined ? '' : codeOf(closed),
  ];
}
