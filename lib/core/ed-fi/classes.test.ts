import { expect, test } from 'vitest';
import { readBack } from '@/lib/testing/read-back';
import { recordsToCsv } from '../oneroster-json/records-to-csv';
import { schoolYearsOf, termOfSession, yearsToTake } from './academic-sessions';
import { classRecord, courseOfOffering, courseRecord } from './classes';
import { agencyOrg, schoolOrg } from './orgs';
import type { Course, CourseOffering, Section, Session } from './resources';

const SETTINGS = {
  mode: 'bulk',
  today: '2026-11-30',
  userNameFrom: 'username',
  emailFrom: 'email',
} as const;

const session = (
  schoolId: number,
  schoolYear: number,
  sessionName: string,
  beginDate: string,
  endDate: string,
  term = 'Fall Semester',
): Session => ({
  sessionName,
  schoolReference: { schoolId },
  schoolYearTypeReference: { schoolYear },
  beginDate,
  endDate,
  termDescriptor: `uri://ed-fi.org/TermDescriptor#${term}`,
});

const SESSIONS = [
  session(1, 2027, '2026-2027 Fall Semester', '2026-08-15', '2026-12-18'),
  session(1, 2027, '2026-2027 Spring Semester', '2027-01-04', '2027-05-28', 'Spring Semester'),
  session(2, 2027, 'Year', '2026-08-12', '2027-05-30', 'Year Round'),
  session(1, 2026, '2025-2026 Spring', '2026-01-05', '2026-05-29', 'Second Quarter'),
];

const COURSE: Course = {
  courseCode: '03100500',
  educationOrganizationReference: { educationOrganizationId: 255901 },
  courseTitle: 'Algebra I',
  academicSubjects: [
    { academicSubjectDescriptor: 'uri://ed-fi.org/AcademicSubjectDescriptor#Mathematics' },
  ],
  offeredGradeLevels: [
    { gradeLevelDescriptor: 'uri://ed-fi.org/GradeLevelDescriptor#Ninth grade' },
  ],
};

const OFFERING: CourseOffering = {
  localCourseCode: 'ALG-1',
  courseReference: { courseCode: '03100500', educationOrganizationId: 255901 },
  schoolReference: { schoolId: 1 },
  sessionReference: { schoolId: 1, schoolYear: 2027, sessionName: '2026-2027 Fall Semester' },
  localCourseTitle: 'Algebra 1 (honors)',
};

const SECTION: Section = {
  sectionIdentifier: '25590100102Trad220ALG112011',
  courseOfferingReference: {
    localCourseCode: 'ALG-1',
    schoolId: 1,
    schoolYear: 2027,
    sessionName: '2026-2027 Fall Semester',
  },
  locationReference: { classroomIdentificationCode: '220' },
  classPeriods: [{ classPeriodReference: { classPeriodName: '03 - Traditional' } }],
};

test('a district of Ed-Fi is read like any files, without a problem', async () => {
  const orgs = [
    agencyOrg({ localEducationAgencyId: 255901, nameOfInstitution: 'Example ISD' }),
    schoolOrg({
      schoolId: 1,
      nameOfInstitution: 'Elm High',
      localEducationAgencyReference: { localEducationAgencyId: 255901 },
      identificationCodes: [
        {
          educationOrganizationIdentificationSystemDescriptor: 'uri://ed-fi.org/X#SEA',
          identificationCode: '77',
        },
        {
          educationOrganizationIdentificationSystemDescriptor: 'uri://ed-fi.org/X#NCES Pilot SNCES',
          identificationCode: '4800001',
        },
      ],
    }),
  ];
  const files = {
    orgs,
    academicSessions: [...schoolYearsOf(SESSIONS), ...SESSIONS.map(termOfSession)],
    courses: [courseRecord(COURSE), courseOfOffering(OFFERING)],
    classes: [classRecord(SECTION, { offering: OFFERING, course: COURSE, isHomeroom: false })],
  } as const;
  for (const collection of ['orgs', 'academicSessions', 'courses', 'classes'] as const) {
    const { rows, issues } = await readBack(
      collection,
      recordsToCsv(collection, files[collection], SETTINGS).csv,
    );
    expect(issues, collection).toEqual({});
    expect(rows, collection).toHaveLength(files[collection].length);
    if (collection === 'orgs')
      expect(rows[1]).toMatchObject({
        sourced_id: '1',
        type: 'school',
        identifier: '4800001',
        parent_sourced_id: '255901',
      });
    if (collection === 'classes')
      expect(rows[0]).toMatchObject({
        title: 'Algebra 1 (honors)',
        class_code: '25590100102Trad220ALG112011',
        course_sourced_id: 'course-255901/03100500',
        school_sourced_id: '1',
        term_sourced_ids: ['1-2027-2026-2027_Fall_Semester'],
        grades: ['09'],
        subjects: ['Mathematics'],
        periods: ['03 - Traditional'],
        location: '220',
      });
  }
});

test('a school year spans the sessions of all schools', () => {
  expect(schoolYearsOf(SESSIONS)).toMatchObject([
    { sourcedId: 'year-2026', title: '2025-2026', startDate: '2026-01-05', endDate: '2026-05-29' },
    { sourcedId: 'year-2027', title: '2026-2027', startDate: '2026-08-12', endDate: '2027-05-30' },
  ]);
  expect(SESSIONS.map((one) => termOfSession(one).type)).toEqual([
    'semester',
    'semester',
    'term',
    'term',
  ]);
});

test.each([
  ['in the year', '2026-11-30', 'off', [2027]],
  ['in summer the old one goes on', '2026-07-15', 'off', [2026]],
  ['with the next', '2026-07-15', 'on', [2026, 2027]],
  ['the next is not there yet', '2026-11-30', 'on', [2027]],
  ['none has begun', '2025-01-01', 'off', [2026]],
] as const)('years to take: %s', (_name, today, nextYear, years) => {
  expect(yearsToTake(schoolYearsOf(SESSIONS), today, nextYear)).toEqual(years);
});

test('no sessions, no years', () => expect(yearsToTake([], '2026-11-30', 'on')).toEqual([]));

test('a class takes the title nearest to it', () => {
  const title = (section: Partial<Section>, about: Partial<Parameters<typeof classRecord>[1]>) =>
    classRecord(
      { ...SECTION, ...section },
      { offering: undefined, course: undefined, isHomeroom: false, ...about },
    ).title;
  expect(title({ sectionName: 'Room 5' }, { offering: OFFERING, course: COURSE })).toBe('Room 5');
  expect(
    title({}, { offering: { ...OFFERING, localCourseTitle: undefined }, course: COURSE }),
  ).toBe('Algebra I');
  expect(title({}, {})).toBe('ALG-1');
});

test('before data standard 4, a course has one subject', () => {
  const { academicSubjects: _, ...course } = COURSE;
  expect(
    courseRecord({ ...course, academicSubjectDescriptor: 'uri://x#Science' }).subjects,
  ).toEqual(['Science']);
  expect(courseRecord(course).subjects).toEqual([]);
});

test('a homeroom, as some of its students say', () => {
  expect(
    classRecord(SECTION, { offering: OFFERING, course: COURSE, isHomeroom: true }).classType,
  ).toBe('homeroom');
});
