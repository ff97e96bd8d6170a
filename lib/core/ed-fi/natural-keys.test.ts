import { expect, test } from 'vitest';
import { naturalKeyOf } from './natural-keys';
import type { EdFiResource } from './resources';

const SESSION = { schoolId: 1, schoolYear: 2027, sessionName: 'Fall' };
const SECTION = { ...SESSION, localCourseCode: 'ALG', sectionIdentifier: '01' };
const STUDENT = { studentUniqueId: '604' };

/** A record beside what a delete of it says. */
const PAIRS: [EdFiResource, object, object][] = [
  ['schools', { schoolId: 1, nameOfInstitution: 'Elm' }, { schoolId: 1 }],
  [
    'sessions',
    {
      sessionName: 'Fall',
      schoolReference: { schoolId: 1 },
      schoolYearTypeReference: { schoolYear: 2027 },
    },
    SESSION,
  ],
  [
    'sections',
    {
      sectionIdentifier: '01',
      courseOfferingReference: { ...SESSION, localCourseCode: 'ALG' },
      locationSchoolReference: { schoolId: 9 },
    },
    SECTION,
  ],
  [
    'courseOfferings',
    {
      localCourseCode: 'ALG',
      courseReference: { courseCode: 'X', educationOrganizationId: 7 },
      schoolReference: { schoolId: 1 },
      sessionReference: SESSION,
    },
    { ...SESSION, localCourseCode: 'ALG' },
  ],
  [
    'courses',
    { courseCode: 'X', educationOrganizationReference: { educationOrganizationId: 7 } },
    { courseCode: 'X', educationOrganizationId: '7' },
  ],
  [
    'studentSectionAssociations',
    { beginDate: '2026-08-15', sectionReference: SECTION, studentReference: STUDENT },
    { beginDate: '2026-08-15', ...SECTION, ...STUDENT },
  ],
  [
    'studentSchoolAssociations',
    {
      entryDate: '2026-08-15',
      schoolReference: { schoolId: 1 },
      studentReference: STUDENT,
      nextYearSchoolReference: { schoolId: 2 },
    },
    { entryDate: '2026-08-15', schoolId: 1, ...STUDENT },
  ],
  [
    'studentContactAssociations',
    { contactReference: { contactUniqueId: '1' }, studentReference: STUDENT },
    { contactUniqueId: '1', ...STUDENT },
  ],
  [
    'studentParentAssociations',
    { parentReference: { parentUniqueId: '1' }, studentReference: STUDENT },
    { parentUniqueId: '1', ...STUDENT },
  ],
  [
    'studentSchoolAttendanceEvents',
    {
      attendanceEventCategoryDescriptor: 'uri://x#Tardy',
      eventDate: '2026-11-30',
      schoolReference: { schoolId: 1 },
      sessionReference: SESSION,
      studentReference: STUDENT,
    },
    {
      attendanceEventCategoryDescriptor: 'uri://x#Tardy',
      eventDate: '2026-11-30',
      ...SESSION,
      ...STUDENT,
    },
  ],
  [
    'calendarDates',
    { date: '2026-11-30', calendarReference: { calendarCode: 'C', schoolId: 1, schoolYear: 2027 } },
    { date: '2026-11-30', calendarCode: 'C', schoolId: 1, schoolYear: 2027 },
  ],
];

test.each(PAIRS)(
  'a record of %s has the key that its delete names',
  (resource, body, keyValues) => {
    const key = naturalKeyOf(resource, body, 5);
    expect(key).not.toBeNull();
    expect(naturalKeyOf(resource, keyValues, 5)).toBe(key);
  },
);

test('the date of staff in a section is of the key since data standard 5', () => {
  const body = {
    beginDate: '2026-08-15',
    sectionReference: SECTION,
    staffReference: { staffUniqueId: '7' },
  };
  const oldKey = { ...SECTION, staffUniqueId: '7' };
  expect(naturalKeyOf('staffSectionAssociations', body, 4)).toBe(
    naturalKeyOf('staffSectionAssociations', oldKey, 4),
  );
  expect(naturalKeyOf('staffSectionAssociations', oldKey, 5)).toBeNull();
  expect(naturalKeyOf('staffSectionAssociations', body, 5)).toContain('2026-08-15');
});

test('a delete without key values has no key', () => {
  expect(naturalKeyOf('students', {}, 5)).toBeNull();
  expect(naturalKeyOf('students', null, 5)).toBeNull();
  expect(naturalKeyOf('students', undefined, 5)).toBeNull();
});

test('a changed category is another key', () => {
  const event = (category: string) =>
    naturalKeyOf(
      'studentSchoolAttendanceEvents',
      {
        attendanceEventCategoryDescriptor: category,
        eventDate: '2026-11-30',
        sessionReference: SESSION,
        studentReference: STUDENT,
      },
      5,
    );
  expect(event('uri://x#Tardy')).not.toBe(event('uri://x#Unexcused Absence'));
});
