// The seven files and the manifest of a roster, as cells.
import type { Table } from './csv';
import { DISTRICT_ID, type OddMembership, type OddPerson, type OddRoster } from './roster';

export const ROSTER_FILES = [
  'orgs',
  'academicSessions',
  'courses',
  'classes',
  'users',
  'enrollments',
  'demographics',
] as const;
export type RosterFile = (typeof ROSTER_FILES)[number];
export type RosterTables = Map<RosterFile, Table>;

const HEADERS: Record<RosterFile, string> = {
  orgs: 'name,type,identifier,parentSourcedId',
  academicSessions: 'title,type,startDate,endDate,parentSourcedId,schoolYear',
  courses: 'schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes',
  classes:
    'title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods',
  users:
    'enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,metadata.language',
  enrollments: 'classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate',
  demographics:
    'birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus',
};
const UNUSED_FILES = [
  ...['categories', 'classResources', 'courseResources', 'lineItems', 'resources', 'results'],
];

/** State and time of a row; both empty where a file is a full copy. */
export interface RowState {
  status: string;
  modified: string;
}
const FULL: RowState = { status: '', modified: '' };

export function headerOf(file: RosterFile): string[] {
  return ['sourcedId', 'status', 'dateLastModified', ...HEADERS[file].split(',')];
}

export function rosterTables(roster: OddRoster): RosterTables {
  const students = roster.people.filter(({ role }) => role === 'student');
  const rows: Record<RosterFile, string[][]> = {
    orgs: [
      [DISTRICT_ID, '', '', 'Example District', 'district', '900', ''],
      ...roster.schools.map(({ sourcedId, name, identifier }) => [
        ...[sourcedId, '', '', name, 'school', identifier, DISTRICT_ID],
      ]),
    ],
    academicSessions: roster.sessions.map((each) => [
      ...[each.sourcedId, '', '', each.title, each.type, each.start, each.end],
      ...[each.parent, each.schoolYear],
    ]),
    courses: roster.courses.map(({ sourcedId, title, code, grades }) => [
      ...[sourcedId, '', '', 'year-2027', title, code, grades.join(','), DISTRICT_ID, '', ''],
    ]),
    classes: roster.classes.map((each) => [
      ...[each.sourcedId, '', '', each.title, each.grades.join(','), each.courseId],
      ...[each.sourcedId.toUpperCase(), each.type, '', each.schoolId, each.terms.join(',')],
      ...['', '', each.periods.join(',')],
    ]),
    users: roster.people.map((each) => personRow(each)),
    enrollments: roster.memberships.map((each) => membershipRow(each)),
    demographics: students.map((each) => demographicsRow(each)),
  };
  return new Map(ROSTER_FILES.map((file) => [file, { header: headerOf(file), rows: rows[file] }]));
}

export function personRow(each: OddPerson, { status, modified }: RowState = FULL): string[] {
  return [
    ...[each.sourcedId, status, modified, 'true', each.orgs.join(','), each.role],
    ...[`user-${each.sourcedId}`, each.userIds.join(','), each.given, each.family, ''],
    ...[each.identifier, each.mail, each.sms, each.phone, each.agents.join(',')],
    ...[each.grades.join(','), '', each.role === 'teacher' ? '' : 'English'],
  ];
}

export function membershipRow(
  each: OddMembership,
  { status, modified }: RowState = FULL,
): string[] {
  return [
    ...[each.sourcedId, status, modified, each.classId, each.schoolId, each.userId, each.role],
    ...[each.role === 'teacher' ? 'true' : '', each.begin, each.end],
  ];
}

export function demographicsRow(each: OddPerson, { status, modified }: RowState = FULL): string[] {
  return [
    each.sourcedId,
    status,
    modified,
    each.birthDate,
    ...Array.from({ length: 12 }, () => ''),
  ];
}

export function manifestText(modes: ReadonlyMap<RosterFile, 'bulk' | 'delta'>): string {
  const lines = [
    'propertyName,value',
    'manifest.version,1.0',
    'oneroster.version,1.1',
    ...ROSTER_FILES.map((file) => `file.${file},${modes.get(file) ?? 'absent'}`),
    ...UNUSED_FILES.map((file) => `file.${file},absent`),
  ];
  return `${lines.join('\r\n')}\r\n`;
}
