// What an attendance or calendar file says of days: twice, in silence, hard to believe.
import { dayDoubtSentence, isDayDoubt } from '../attendance/day-doubts';
import { ROSTER_WAIT_DAYS } from '../attendance/roster-wait';
import { counted, kind, verb, type IssueKind } from './kind';
import type { IssueParams } from './levels';
import { sendFileAgain } from './shared-text';

const file = 'attendance.csv';
const NO_SCHOOL_BECAUSE: Readonly<Record<string, string>> = {
  calendar: 'for which calendar.csv says that there is no school',
  staff: 'which our staff marked as a day without school',
  terms: 'which is on a weekend or outside the terms of the roster',
};
/** "Oak School (412)"; "school 412" where its name was not kept. */
const schoolOf = (say: (name: string) => string, noun: string): string =>
  say('school') === '…' ? `${noun} ${say('value')}` : `${say('school')} (${say('value')})`;
/** "250 of 370 students are marked absent: 30% or more." */
const whyImplausible = ({ because, ...params }: IssueParams): string => {
  const number = (name: string): number | undefined => {
    const value = params[name];
    return typeof value === 'number' ? value : undefined;
  };
  return typeof because === 'string' && isDayDoubt(because)
    ? dayDoubtSentence(because, {
        absentCount: number('absent'),
        enrolledCount: number('enrolled'),
        medianAbsentCount: number('usual'),
        unknownStudentCount: number('unknown'),
        rowCount: number('rows'),
      })
    : '…';
};

export const ATTENDANCE_DAY_KINDS = {
  ATTENDANCE_DUPLICATE_DAY: kind(
    'error',
    'row',
    'Second row for a student and day',
    (say) =>
      say('own') === say('used')
        ? `This row and line ${say('later')} are about the same student and day and both say "${say('used')}", with a different duration, reason or school. Line ${say('later')} was used.`
        : say('kept') === 'yes'
          ? `This row says "${say('own')}", which no one has mapped yet, and line ${say('later')} says "${say('used')}" about the same student and day. Line ${say('later')} was used; this row is saved until its word is mapped, and then the two are compared.`
          : `This row says "${say('own')}", and line ${say('later')} says "${say('used')}" about the same student and day, which counts more. Line ${say('later')} was used.`,
    () => 'Export one row per student and day, with the status of the whole day.',
    { file, later: 412, own: 'Tardy', used: 'Excused Absence' },
  ),
  ATTENDANCE_OTHER_FILE_HAS_DAY: kind(
    'error',
    'row',
    'Student and day reported by another file',
    (say) =>
      `${say('other')} says "${say('used')}" about this student on this day, which takes precedence over "${say('own')}" here. This row is saved and used if that one is removed.`,
    () =>
      'Nothing to do when the student attends two schools. Otherwise, include each school in only one of the files.',
    { file, other: 'attendance_middle.csv', own: 'Tardy', used: 'Excused absence' },
  ),
  ATTENDANCE_NOT_IN_SESSION: kind(
    'warning',
    'none',
    'Rows on a day without school',
    (say) =>
      `${counted(say, 'row is', 'rows are')} about ${say('value')}, ${NO_SCHOOL_BECAUSE[say('because')] ?? 'a day without school'}. ${verb(say, 'It was', 'They were')} saved and ${verb(say, 'does', 'do')} not count in rates.`,
    (say) =>
      say('because') === 'staff'
        ? 'Correct the date, or tell us if there was school.'
        : 'Correct the date, or say in calendar.csv that there was school.',
    { file, column: 'attendance_event_date', value: '2026-11-26', count: 3, because: 'calendar' },
  ),
  ATTENDANCE_SCHOOL_SILENT: kind(
    'warning',
    'none',
    'School without rows',
    (say) =>
      `The file has no rows of ${schoolOf(say, 'school')} on ${say('date')}, and on a usual day it has ${say('usual')}. Nothing was changed for that school.`,
    () => 'Check that the export includes this school.',
    { file, column: 'school_id', value: '412', date: '2026-11-20', usual: 31 },
  ),
  ATTENDANCE_FEW_ROWS: kind(
    'warning',
    'none',
    'Far fewer rows than usual',
    (say) =>
      `${schoolOf(say, 'School')} has ${counted(say, 'row', 'rows')} on ${say('date')}, and on a usual day it has ${say('usual')}. All were read.`,
    () => 'Check that the export finished.',
    { file, column: 'school_id', value: '412', date: '2026-11-20', usual: 31, count: 9 },
  ),
  ATTENDANCE_DAY_IMPLAUSIBLE: {
    ...kind(
      'warning',
      'none',
      'Days with unusual attendance',
      () => '',
      () =>
        'Compare the day with your SIS. If the file differs, correct it and send the day again with the same file name; the day is then checked again. Otherwise, there is nothing to do.',
      {
        file,
        column: 'school_id',
        value: '412',
        date: '2026-11-20',
        because: 'HIGH_ABSENCE',
        absent: 250,
        enrolled: 370,
        usual: 21,
        unknown: 0,
        rows: 250,
      },
    ),
    sentence: (params) =>
      `${schoolOf((name) => String(params[name] ?? '…'), 'School')} on ${params.date ?? '…'}: ${whyImplausible(params)} Everything readable was counted.`,
  },
  ATTENDANCE_CORRECTIONS_WITHHELD: kind(
    'warning',
    'none',
    'Missing rows were not withdrawn',
    (say) =>
      `${counted(say, 'row of this file has', 'rows of this file have')} no readable student or date, so it is not certain who is missing. No earlier rows were withdrawn.`,
    () => `Correct these rows, ${sendFileAgain}.`,
    { file, count: 2 },
  ),
  ATTENDANCE_OTHER_SCHOOL: kind(
    'notice',
    'none',
    'Students reported by a different school',
    (say) =>
      `${counted(say, 'row names', 'rows name')} a school other than the one the roster has for the student. ${verb(say, 'It was', 'They were')} read.`,
    () => 'Nothing to do when students attend two schools.',
    { file, count: 3 },
  ),
  ATTENDANCE_BEFORE_ROSTER: kind(
    'notice',
    'none',
    'File arrived before the roster',
    (say) =>
      `No roster had been applied when ${say('file')} arrived. The file waits up to ${ROSTER_WAIT_DAYS} days for one and is read then.`,
    () =>
      'Nothing until the first roster is applied. If that takes longer, send the file again afterward.',
    { file },
  ),
  ATTENDANCE_MUCH_LOST: kind(
    'warning',
    'none',
    'Most of the file could not be used',
    (say) =>
      `${say('lost')} of ${counted(say, 'row', 'rows')} of ${say('file')} could not be used. The rest was read.`,
    () => `The other problems listed say why. Correct them, ${sendFileAgain}.`,
    { file, count: 120, lost: 90 },
  ),
  CALENDAR_EVENT_UNKNOWN: kind(
    'error',
    'row',
    'Calendar event not known',
    (say) => `calendar_events is "${say('value')}". It is ["In Session"] or ["Not In Session"].`,
    () => 'Use ["In Session"] for a school day and ["Not In Session"] for any other day.',
    { file: 'calendar.csv', column: 'calendar_events', value: '["Picture day"]' },
  ),
  CALENDAR_DAY_TWICE: kind(
    'error',
    'row',
    'Duplicate calendar day',
    (say) => `A later row (line ${say('later')}) is about the same school and day. It was used.`,
    () => 'Keep one row per school and day.',
    { file: 'calendar.csv', later: 40 },
  ),
} satisfies Record<string, IssueKind>;
