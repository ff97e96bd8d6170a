// Schools and students of an attendance file that are not found, or found twice.
import { ROSTER_WAIT_DAYS } from '../attendance/roster-wait';
import { kind, type IssueKind } from './kind';

const file = 'attendance.csv';
const KEPT_FOR_A_ROSTER = `The row is saved for ${ROSTER_WAIT_DAYS} days after it was read.`;
const SAY_THE_KIND =
  'Tell us whether your export uses the sourcedId or the identifier. Staff can set the kind of id on the Connection page.';
const CHANGE_THE_KIND =
  'If your export has changed, staff can change the kind of id on the Connection page.';
const whatHappens = (say: (name: string) => string): string =>
  say('kept') === 'no' ? 'The row is not used.' : KEPT_FOR_A_ROSTER;
const readAgain = (say: (name: string) => string, sentence: string): string =>
  say('kept') === 'no' ? ' Then send the file again.' : ` ${sentence}`;
const article = (kind: string): string => (kind === 'identifier' ? 'an identifier' : `a ${kind}`);

export const ATTENDANCE_ID_KINDS = {
  ATTENDANCE_SCHOOL_UNKNOWN: kind(
    'error',
    'row',
    'School not in the roster',
    (say) =>
      `school_id is "${say('value')}", and no school in the roster has this id. ${whatHappens(say)}`,
    (say) =>
      `Use either the sourcedId or the identifier from orgs.csv, and the same one in every row.${readAgain(say, 'Once the school is in the roster, the row is read automatically.')}`,
    { file, column: 'school_id', value: '9901' },
  ),
  ATTENDANCE_STUDENT_UNKNOWN: kind(
    'error',
    'row',
    'Student not in the roster',
    (say) =>
      `student_id is "${say('value')}", and no student in the roster has this id. ${KEPT_FOR_A_ROSTER}`,
    () =>
      'Use either the sourcedId or the identifier from users.csv, and the same one in every row. Once the student is in the roster, the row is read automatically.',
    { file, column: 'student_id', value: '7139' },
  ),
  ATTENDANCE_SCHOOL_TWO: kind(
    'error',
    'row',
    'School id could mean two schools',
    (say) =>
      `school_id is "${say('value')}". That is the sourcedId of one school and the identifier of another, and these files have not shown yet which one they use. ${whatHappens(say)}`,
    (say) => `${SAY_THE_KIND}${readAgain(say, 'The row is then read automatically.')}`,
    { file, column: 'school_id', value: '102' },
  ),
  ATTENDANCE_SCHOOL_SHARED: kind(
    'error',
    'row',
    'School id shared by several schools',
    (say) =>
      `school_id is "${say('value')}", and more than one school of the roster has this identifier. ${whatHappens(say)}`,
    (say) =>
      `Give each school its own identifier in orgs.csv.${readAgain(say, 'The row is read automatically after the next roster.')}`,
    { file, column: 'school_id', value: '102' },
  ),
  ATTENDANCE_SCHOOL_OTHER_KIND: kind(
    'error',
    'row',
    'School id of a different kind',
    (say) =>
      `school_id is "${say('value')}". These files use the ${say('kind')} of a school, but the roster has this value only as ${say('other')}. ${whatHappens(say)}`,
    (say) =>
      `Use the ${say('kind')} in every row. ${CHANGE_THE_KIND}${readAgain(say, 'The row is then read automatically.')}`,
    { file, column: 'school_id', value: '102', kind: 'sourcedId', other: 'identifier' },
  ),
  ATTENDANCE_STUDENT_TWO: kind(
    'error',
    'row',
    'Student id could mean two students',
    (say) =>
      `student_id is "${say('value')}". That is the sourcedId of one student and the identifier of another, and these files have not shown yet which one they use. ${KEPT_FOR_A_ROSTER}`,
    () => `${SAY_THE_KIND} The row is then read automatically.`,
    { file, column: 'student_id', value: '7002' },
  ),
  ATTENDANCE_STUDENT_SHARED: kind(
    'error',
    'row',
    'Student id shared by several students',
    (say) =>
      `student_id is "${say('value')}", and more than one student of the roster has this identifier. ${KEPT_FOR_A_ROSTER}`,
    () =>
      'Give each student their own identifier in users.csv. The row is read automatically after the next roster.',
    { file, column: 'student_id', value: '7002' },
  ),
  ATTENDANCE_STUDENT_OTHER_KIND: kind(
    'error',
    'row',
    'Student id of a different kind',
    (say) =>
      `student_id is "${say('value')}". These files use the ${say('kind')} of a student, but the roster has this value only as ${say('other')}. ${KEPT_FOR_A_ROSTER}`,
    (say) =>
      `Use the ${say('kind')} in every row. ${CHANGE_THE_KIND} The row is then read automatically.`,
    { file, column: 'student_id', value: '7002', kind: 'sourcedId', other: 'identifier' },
  ),
  ATTENDANCE_OTHER_ID_KIND: kind(
    'warning',
    'none',
    'File uses a different kind of id',
    (say) =>
      `No value of ${say('column')} is ${article(say('kind'))} of the roster. As ${say('other')} the roster knows ${say('count')} of them. Files of this name are read as writing the ${say('kind')}.`,
    (say) =>
      `Use the ${say('kind')} again, or tell us that the export has changed. Staff can change the kind of id on the Connection page.`,
    { file, column: 'student_id', kind: 'sourcedId', other: 'identifier', count: 41 },
  ),
} satisfies Record<string, IssueKind>;
