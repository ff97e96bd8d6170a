// Labels and short sentences of the attendance pages, in one place.
import { CATEGORY_TRAITS, type CategoryMeaning } from '@/lib/core/attendance/categories';
import type { DayStatus } from '@/lib/core/attendance/no-data';
import { NO_DATA_LABELS } from '@/lib/core/attendance/no-data';
import { ATTENDANCE_RUN_LABELS, type AttendanceRunState } from '@/lib/core/attendance/run-states';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { formatNumber, formatPercent, formatRest } from '@/lib/core/format/numbers';
import type { Owner, StatusLabel, Tone } from '@/lib/core/sync-run/status-labels';

const RUN_LOOKS: Readonly<Record<AttendanceRunState, { glyph: string; tone: Tone; owner: Owner }>> =
  {
    QUEUED: { glyph: '◔', tone: 'neutral', owner: 'nobody' },
    PROCESSING: { glyph: '…', tone: 'active', owner: 'nobody' },
    AWAITING_ROSTER: { glyph: '◔', tone: 'waiting', owner: 'nobody' },
    HELD: { glyph: '⏸', tone: 'waiting', owner: 'TalkingPoints' },
    APPLIED: { glyph: '✓', tone: 'good', owner: 'nobody' },
    NO_CHANGE: { glyph: '=', tone: 'good', owner: 'nobody' },
    NOTHING_USED: { glyph: '✕', tone: 'problem', owner: 'district' },
    INVALID: { glyph: '✕', tone: 'problem', owner: 'district' },
    REJECTED: { glyph: '✕', tone: 'neutral', owner: 'nobody' },
    SUPERSEDED: { glyph: '↷', tone: 'neutral', owner: 'nobody' },
    FAILED: { glyph: '!', tone: 'problem', owner: 'TalkingPoints' },
  };

export function fileStatusLabel(state: AttendanceRunState): StatusLabel {
  return { ...RUN_LOOKS[state], word: ATTENDANCE_RUN_LABELS[state], explanation: '' };
}

const COUNTED_STATES: readonly AttendanceRunState[] = ['APPLIED', 'NO_CHANGE'];

/** A count of a file; of one that was not read it is not known, which is no zero. */
export function fileCount({ state, rowsRead }: { state: string; rowsRead: number }, count: number) {
  const isCounted = rowsRead > 0 || COUNTED_STATES.some((counted) => counted === state);
  return formatNumber(isCounted ? count : null);
}

/** Why a file is waiting for review. */
export function holdSentence(holdCode: string | null, fileName: string): string {
  switch (holdCode) {
    case 'NAME_NEAR':
      return `The name ${fileName} is almost the same as another file’s name. Names must be exactly the same every day.`;
    case 'NAME_DATED':
      return `The name ${fileName} contains a date. Names must be exactly the same every day.`;
    case 'EMPTY_ON_SCHOOL_DAY':
      return 'The file has no rows on a school day when absences are usual. As sent, it would mean that no one was absent.';
    default:
      return 'The file is waiting for review.';
  }
}

export const NAME_DIFFERENCE: Readonly<Record<string, string>> = {
  CASE: 'Uppercase and lowercase letters differ.',
  SPELLING: 'It is spelled a little differently.',
  DATE: 'It contains a date.',
};

/** Where the calendar knows a day from. */
export const CALENDAR_SOURCE_LABELS: Readonly<
  Record<'STAFF' | 'FILE' | 'TERMS' | 'WEEKDAY', string>
> = {
  STAFF: 'Marked by staff',
  FILE: 'Calendar file',
  TERMS: 'Roster terms',
  WEEKDAY: 'Weekday',
};

export function meaningLabel(meaning: CategoryMeaning): string {
  return meaning === 'NO_EVENT' ? 'Present, no event' : CATEGORY_TRAITS[meaning].label;
}

export function isNoData(status: DayStatus): status is keyof typeof NO_DATA_LABELS {
  return status in NO_DATA_LABELS;
}

export function dayStatusLabel(status: DayStatus): string {
  return isNoData(status) ? NO_DATA_LABELS[status].label : CATEGORY_TRAITS[status].label;
}

/** "94.8 %" of a share from 0 to 1. */
export function formatRate(rate: number | null): string {
  return formatPercent(rate === null ? null : rate * 100);
}

/** What is left of a day beside the attendance rate, as that is shown. */
export function formatAbsence(attendanceRate: number | null): string {
  return formatRest(attendanceRate === null ? null : attendanceRate * 100);
}

/** "½" for half a day, "0.35" for other parts; nothing for a whole day, and where the file did not say. */
export function partOfDay(percent: number | null): string | null {
  if (percent === null || percent === 0 || percent >= 100) return null;
  return percent === 50 ? '½' : (percent / 100).toFixed(2);
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
export const LONG_WEEKDAYS = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
];
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

export function weekdayName(date: PlainDate, length: 'short' | 'long' = 'short'): string {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  return (length === 'short' ? WEEKDAYS : LONG_WEEKDAYS)[day] ?? '';
}

export function monthName(date: PlainDate): string {
  return MONTHS[Number(date.slice(5, 7)) - 1] ?? '';
}

/** "Nov 20": where the year is clear from its place. */
export function shortDate(date: PlainDate): string {
  return `${monthName(date)} ${Number(date.slice(8))}`;
}

/** "10:05 AM" of minutes after midnight. */
export function minuteLabel(minute: number): string {
  const hour = Math.floor(minute / 60);
  const rest = String(minute % 60).padStart(2, '0');
  return `${hour % 12 === 0 ? 12 : hour % 12}:${rest} ${hour < 12 ? 'AM' : 'PM'}`;
}

/**
 * What a day says in letters where there is room for them: short enough for a seventh of a phone, with a soft hyphen where a word may
 * be parted. The full words are `dayStatusLabel`.
 */
export const DAY_WORDS: Readonly<Record<DayStatus, { word: string; kind: string }>> = {
  UNEXCUSED_ABSENCE: { word: 'Absent', kind: 'un\u00ADexcused' },
  EXCUSED_ABSENCE: { word: 'Absent', kind: 'ex\u00ADcused' },
  TARDY: { word: 'Tardy', kind: '' },
  EXCUSED_PRESENT: { word: 'Present', kind: 'ex\u00ADcused' },
  NO_ROW: { word: '—', kind: 'No ab\u00ADsence counted' },
  NO_FILE: { word: '?', kind: 'No file' },
  NO_SCHOOL: { word: '', kind: 'No school' },
};

const MONTH_AND_YEAR = new Intl.DateTimeFormat('en-US', {
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

/** "November 2026" */
export function monthLabel(date: PlainDate): string {
  return MONTH_AND_YEAR.format(new Date(`${date}T00:00:00Z`));
}
