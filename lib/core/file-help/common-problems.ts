// Which problems of each file come up most, by their codes. Their words are those of the catalogue, where most examples are of
// the file already; the others are given one here.
import { issueBand, issueKind, type IssueBand, type IssueCode, type IssueParams } from '../issues';
import { ENROLLMENT_ROLES, ORG_TYPES, USER_ROLES } from '../oneroster/files';

export interface CommonProblem {
  code: IssueCode;
  band: IssueBand;
  title: string;
  /** What we would say. */
  sentence: string;
  fix: string;
}

type Listed = IssueCode | readonly [IssueCode, IssueParams];

/** Of every file, whatever it is called. */
const OF_ANY_FILE: readonly Listed[] = [
  ['FILE_NAME_CASE', { file: 'Users.csv', expected: 'users.csv' }],
  'FILE_NOT_CSV',
  'NOT_UTF8',
  'SEPARATOR_OTHER',
  'HEADER_NOT_FOUND',
  'ID_ROUNDED',
  'HEADER_ONLY',
];

const OF_FILE: Readonly<Record<string, readonly Listed[]>> = {
  'manifest.csv': [
    'MANIFEST_MISSING',
    'MANIFEST_REQUIRED_ROW_MISSING',
    'MANIFEST_MODE_UNKNOWN',
    ['FILE_MISSING', { file: 'classes.csv', mode: 'bulk' }],
    'MANIFEST_VERSION',
    'ONEROSTER_VERSION_UNSUPPORTED',
  ],
  'orgs.csv': [
    ['FILE_NAME_NEAR', { file: 'org.csv', expected: 'orgs.csv' }],
    ['VALUE_MISSING', { column: 'name' }],
    [
      'ENUM_UNKNOWN',
      {
        column: 'type',
        value: 'elementary',
        allowed: ORG_TYPES.join(', '),
      },
    ],
    'SELF_PARENT',
  ],
  'academicSessions.csv': [
    ['FILE_NAME_NEAR', { file: 'academic_sessions.csv', expected: 'academicSessions.csv' }],
    ['DATE_SLASHES', { column: 'startDate', value: '8/9/2026' }],
    'DATES_REVERSED',
    'YEAR_UNREADABLE',
    'SESSION_WORD',
  ],
  'courses.csv': [
    ['VALUE_MISSING', { column: 'title' }],
    ['HEADER_MISSING_REQUIRED', { column: 'orgSourcedId', near: 'schoolSourcedId' }],
    'REFERENCE_CLEARED',
    ['GRADE_SPELLING', { column: 'grades', value: '9', count: 31 }],
  ],
  'classes.csv': [
    'HEADER_MISSING_REQUIRED',
    'ENUM_UNKNOWN',
    ['REFERENCE_MISSING', { column: 'courseSourcedId', value: 'c-7', target: 'course' }],
    ['VALUE_MISSING', { column: 'title' }],
    'CLASS_IN_NON_SCHOOL',
  ],
  'users.csv': [
    'LANGUAGE_COLUMN_MISSING',
    'NO_CONTACTS',
    ['ROLE_UNKNOWN', { value: 'principal', allowed: USER_ROLES.join(', ') }],
    ['REFERENCE_MISSING', { column: 'orgSourcedIds', value: '99', target: 'org' }],
    'DUPLICATE_ID_DIFFERENT',
    'LINK_NOT_FAMILY',
    'LANGUAGE_UNKNOWN',
    'PHONE_NOT_READABLE',
    'NAME_GARBLED',
  ],
  'enrollments.csv': [
    ['REFERENCE_MISSING', { column: 'userSourcedId', value: 'u-7', target: 'user' }],
    'REFERENCE_SET_ASIDE',
    ['ROLE_UNKNOWN', { value: 'aide', allowed: ENROLLMENT_ROLES.join(', ') }],
    'DATE_SLASHES',
    'MEMBERSHIP_TWICE',
  ],
  'demographics.csv': [
    'FILE_DECLARED_ABSENT',
    ['REFERENCE_MISSING', { column: 'sourcedId', value: 'u-7', target: 'user' }],
    'DATE_SHORT_YEAR',
    'ENUM_CLEARED',
    'COLUMN_OLD_NAME',
  ],
  'attendance.csv': [
    'ATTENDANCE_NAME_DATED',
    'ATTENDANCE_NAME_NEAR',
    'ATTENDANCE_PER_PERIOD',
    'ATTENDANCE_COLUMN_MISSING',
    'ATTENDANCE_CATEGORY_UNMAPPED',
    'ATTENDANCE_DUPLICATE_DAY',
    'ATTENDANCE_STUDENT_UNKNOWN',
    'ATTENDANCE_DATE_US',
    'ATTENDANCE_DURATION_MINUTES',
  ],
  'calendar.csv': [
    ['ATTENDANCE_NAME_NEAR', { file: 'Calendar.csv', expected: 'calendar.csv' }],
    'CALENDAR_EVENT_UNKNOWN',
    'CALENDAR_DAY_TWICE',
    ['ATTENDANCE_DATE_US', { column: 'calendar_date', value: '11/26/2026' }],
  ],
};

export const problemsOfAnyFile = (): CommonProblem[] => OF_ANY_FILE.map((each) => told(each));

export function commonProblems(fileName: string): CommonProblem[] {
  return (OF_FILE[fileName] ?? []).map((each) => told(each, fileName));
}

function told(listed: Listed, fileName?: string): CommonProblem {
  const [code, given] = typeof listed === 'string' ? [listed, null] : listed;
  const kind = issueKind(code);
  const params = {
    // An example of another file says what that one has.
    ...(given ? {} : kind.example),
    ...(given && 'file' in given ? {} : fileOf(code, fileName)),
    ...given,
  };
  return {
    code,
    band: issueBand(code),
    title: kind.title,
    sentence: kind.sentence(params),
    fix: kind.fix(params),
  };
}

/** Names of files that are wrong on purpose stay; otherwise it is the file that is looked at. */
function fileOf(code: IssueCode, fileName: string | undefined): IssueParams {
  const isAboutName = 'expected' in issueKind(code).example;
  return fileName === undefined || isAboutName ? {} : { file: fileName };
}
