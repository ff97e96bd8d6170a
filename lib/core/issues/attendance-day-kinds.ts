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
        ? `This row and line ${say('later')} are about the same student and day and both say "${say('used')}", with another duration, reason or school. Line ${say('later')} was used.`
        : say('kept') === 'yes'
          ? `This row says "${say('own')}", which no one has mapped yet, and line ${say('later')} says "${say('used')}" about the same student and day. Line ${say('later')} was used; this row is kept until its word is mapped, and the two are compared then.`
          : `This row says "${say('own')}", and line ${say('later')} says "${say('used')}" about the same student and day, which counts more. Line ${say('later')} was used.`,
    () => 'Export one row per student and day, with the status of the whole day.',
    { file, later: 412, own: 'Tardy', used: 'Excused Absence' },
  ),
  ATTENDANCE_OTHER_FILE_HAS_DAY: kind(
    'error',
    'row',
    'Student and day reported by another file',
    (say) =>
      `${say('other')} says "${say('used')}" about this student on this day, which counts before "${say('own')}" here. This row is kept, and used if that one goes.`,
    () =>
      'Nothing to do when the student attends two schools. Otherwise send each school in one of the files only.',
    { file, other: 'attendance_middle.csv', own: 'Tardy', used: 'Excused absence' },
  ),
  ATTENDANCE_NOT_IN_SESSION: kind(
    'warning',
    'none',
    'Rows on a day without school',
    (say) =>
      `${counted(say, 'row is', 'rows are')} about ${say('value')}, ${NO_SCHOOL_BECAUSE[say('because')] ?? 'a day without school'}. ${verb(say, 'It was', 'They were')} kept and ${verb(say, 'does', 'do')} not count in rates.`,
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
    () => 'Check that the export ran to its end.',
    { file, column: 'school_id', value: '412', date: '2026-11-20', usual: 31, count: 9 },
  ),
  ATTENDANCE_DAY_IMPLAUSIBLE: {
    ...kind(
      'warning',
      'none',
      'Days that are hard to believe',
      () => '',
      () =>
        'Compare the day with your SIS. If the file says something else, correct it and send the day again under the same name; the day is judged again then. Otherwise there is nothing to do.',
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
      `${schoolOf((name) => String(params[name] ?? '…'), 'School')} on ${params.date ?? '…'}: ${whyImplausible(params)} What could be read was counted.`,
  },
  ATTENDANCE_CORRECTIONS_WITHHELD: kind(
    'warning',
    'none',
    'Vanished rows were left as they are',
    (say) =>
      `${counted(say, 'row of this file has', 'rows of this file have')} no readable student or date, so it is not certain who is missing. No earlier row was taken back.`,
    () => `Correct these rows, ${sendFileAgain}.`,
    { file, count: 2 },
  ),
  ATTENDANCE_OTHER_SCHOOL: kind(
    'notice',
    'none',
    'Students reported by a school other than their own',
    (say) =>
      `${counted(say, 'row names', 'rows name')} a school other than the one the roster has for the student. ${verb(say, 'It was', 'They were')} read.`,
    () => 'Nothing to do when students attend two schools.',
    { file, count: 3 },
  ),
  ATTENDANCE_BEFORE_ROSTER: kind(
    'notice',
    'none',
    'It came before the roster',
    (say) =>
      `No roster had been applied when ${say('file')} came. It waits up to ${ROSTER_WAIT_DAYS} days for one and is read then.`,
    () =>
      'Nothing before the first roster is applied. If that takes longer, send the file once more afterwards.',
    { file },
  ),
  ATTENDANCE_MUCH_LOST: kind(
    'warning',
    'none',
    'Most of the file could not be used',
    (say) =>
      `${say('lost')} of ${counted(say, 'row', 'rows')} of ${say('file')} could not be used. The rest was read.`,
    () => `The problems listed beside this say why. Correct them, ${sendFileAgain}.`,
    { file, count: 120, lost: 90 },
  ),
  CALENDAR_EVENT_UNKNOWN: kind(
    'error',
    'row',
    'Calendar event not known',
    (say) => `calendar_events is "${say('value')}". It is ["In Session"] or ["Not In Session"].`,
    () => 'Write ["In Session"] for a school day and ["Not In Session"] for any other day.',
    { file: 'calendar.csv', column: 'calendar_events', value: '["Picture day"]' },
  ),
  CALENDAR_DAY_TWICE: kind(
    'error',
    'row',
    'Calendar day twice',
    (say) => `A later row (line ${say('later')}) is about the same school and day. It was used.`,
    () => 'Keep one row per school and day.',
    { file: 'calendar.csv', later: 40 },
  ),
} satisfies Record<string, IssueKind>;
