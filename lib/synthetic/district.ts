/**
 * A synthetic district and its days. A day is the district's options and the list of changes since
 * its first day, nothing more: rows are worked out from that when they are written, so a day of half
 * a million students costs nothing to hold, and days can be branched (two next days of one day).
 */
import { addDays, nextWeekday, thirdMondayOfAugust } from './plain-date';

export const DATA_FILES = [
  'orgs',
  'academicSessions',
  'courses',
  'classes',
  'users',
  'enrollments',
  'demographics',
] as const;

export type DataFile = (typeof DATA_FILES)[number];

export interface DistrictOptions {
  readonly seed: string;
  readonly students: number;
  readonly name?: string;
  /** The year in which the first school year ends: 2027 for 2026-27. */
  readonly schoolYear?: number;
  /** First day of the first school year; the third Monday of August when not given. */
  readonly startDate?: string;
  /** Date of Day 0; three weeks after the first day of school when not given. */
  readonly date?: string;
}

export type Change =
  /** Families arrive and leave, phones and mails change, schedules move, a teacher is replaced. */
  | { readonly kind: 'churn'; readonly share?: number; readonly date?: string }
  | { readonly kind: 'unchanged'; readonly date?: string }
  /** The same rows in another order, on this day only. */
  | { readonly kind: 'reordered'; readonly date?: string }
  /** Second semester: secondary classes and their enrollments are replaced. */
  | { readonly kind: 'termChange'; readonly date?: string }
  /** A new school year: everyone a grade up, seniors leave, kindergartners arrive. */
  | { readonly kind: 'promotion'; readonly date?: string }
  /** One school missing from every file, until `repaired`. */
  | { readonly kind: 'lostSchool'; readonly schoolSourcedId?: string; readonly date?: string }
  /** Every student's sourcedId is another one; stays. */
  | { readonly kind: 'rekeyed'; readonly date?: string }
  /** Org ids as a spreadsheet leaves them (0042 becomes 42), until `repaired`. */
  | { readonly kind: 'lostLeadingZeros'; readonly date?: string }
  /** enrollments.csv stops in the middle of a line, on this day only. */
  | { readonly kind: 'truncated'; readonly share?: number; readonly date?: string }
  /** One header of users.csv has another name, on this day only. */
  | {
      readonly kind: 'headerDrift';
      readonly column?: string;
      readonly renamedTo?: string;
      readonly date?: string;
    }
  /** users.csv holds its header only, on this day only. */
  | { readonly kind: 'emptyUsers'; readonly date?: string }
  /** A file the manifest calls bulk is not there, on this day only. */
  | { readonly kind: 'missingFile'; readonly file?: DataFile; readonly date?: string }
  /** The lost school and the leading zeros are back. */
  | { readonly kind: 'repaired'; readonly date?: string };

export type ChangeKind = Change['kind'];

export const CHANGE_KINDS = [
  'churn',
  'unchanged',
  'reordered',
  'termChange',
  'promotion',
  'lostSchool',
  'rekeyed',
  'lostLeadingZeros',
  'truncated',
  'headerDrift',
  'emptyUsers',
  'missingFile',
  'repaired',
] as const satisfies readonly ChangeKind[];

export type DatedChange = Change & { readonly date: string };

export interface Day {
  readonly options: Required<Omit<DistrictOptions, 'name'>> & { readonly name: string | null };
  readonly changes: readonly DatedChange[];
  /** The day these files would be exported. */
  readonly date: string;
}

/** A school year is 52 weeks after the one before, so that it begins on the same weekday. */
const YEAR_DAYS = 364;
export const SEMESTER_DAYS = 147;

/** Student numbers leave room for this many new school years. */
export const MAX_PROMOTIONS = 39;

export function createDistrict(options: DistrictOptions): Day {
  if (!Number.isInteger(options.students) || options.students < 13 || options.students > 2_000_000)
    throw new RangeError('A district has between 13 and 2,000,000 students');
  const schoolYear = options.schoolYear ?? 2027;
  const startDate = options.startDate ?? thirdMondayOfAugust(schoolYear - 1);
  const date = options.date ?? addDays(startDate, 22);
  return {
    options: {
      seed: options.seed,
      students: options.students,
      name: options.name ?? null,
      schoolYear,
      startDate,
      date,
    },
    changes: [],
    date,
  };
}

export function nextDay(day: Day, change: Change | ChangeKind): Day {
  const asked: Change = typeof change === 'string' ? { kind: change } : change;
  const date = asked.date ?? usualDate(day, asked.kind);
  return { ...day, changes: [...day.changes, { ...asked, date }], date };
}

/** The day a delta export is compared with. */
export function previousDay(day: Day): Day {
  const changes = day.changes.slice(0, -1);
  if (day.changes.length === 0) throw new RangeError('The first day has no day before it');
  return { ...day, changes, date: changes.at(-1)?.date ?? day.options.date };
}

export function firstDayOfYear(day: Day, promotions: number): string {
  return addDays(day.options.startDate, promotions * YEAR_DAYS);
}

function usualDate(day: Day, kind: ChangeKind): string {
  const next = nextWeekday(day.date);
  const promotions = day.changes.filter((change) => change.kind === 'promotion').length;
  if (kind === 'termChange') {
    const semester = addDays(firstDayOfYear(day, promotions), SEMESTER_DAYS);
    return semester > next ? semester : next;
  }
  if (kind === 'promotion') {
    const year = firstDayOfYear(day, promotions + 1);
    return year > next ? year : next;
  }
  return next;
}
