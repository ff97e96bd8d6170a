import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPlainId } from '../oneroster/row/id-cells';
import { codeKey, codeOf } from './descriptors';
import { classId, contactId, courseId, sessionId, staffId, studentId } from './ids';

const SESSION = { schoolId: 255901001, schoolYear: 2027, sessionName: '2026-2027 Fall Semester' };

test('sessions and sections', () => {
  expect(sessionId(SESSION)).toBe('255901001-2027-2026-2027_Fall_Semester');
  expect(classId({ ...SESSION, localCourseCode: 'ALG-1', sectionIdentifier: '01/A' })).toBe(
    '255901001-2027-2026-2027_Fall_Semester/ALG-1/01@2f@A',
  );
  expect(courseId(255901, '03100500')).toBe('course-255901/03100500');
});

test('the same number of three kinds of people', () => {
  expect(new Set([studentId('100'), staffId('100'), contactId('100')]).size).toBe(3);
});

const part = fc.string({
  unit: fc.constantFrom('a', '1', '-', '_', '/', '@', ' ', '.', ',', 'é', '😀'),
  minLength: 1,
  maxLength: 6,
});
const section = fc.record({
  schoolId: fc.constantFrom(1, 11),
  schoolYear: fc.constantFrom(2026, 2027),
  sessionName: part,
  localCourseCode: part,
  sectionIdentifier: part,
});

test('different sections never share an id, and every id is one that OneRoster allows', () => {
  const keyOf = (key: Record<string, string | number>) =>
    JSON.stringify(Object.values(key).map((value) => String(value).trim()));
  fc.assert(
    fc.property(section, section, (a, b) => {
      expect(isPlainId(classId(a))).toBe(true);
      expect(classId(a) === classId(b)).toBe(keyOf(a) === keyOf(b));
    }),
    { numRuns: 2_000 },
  );
});

test('a key that is longer than an id is told by its end', () => {
  const long = (end: string) =>
    classId({ ...SESSION, localCourseCode: 'A', sectionIdentifier: 'x'.repeat(250) + end });
  expect(long('1')).not.toBe(long('2'));
  expect(isPlainId(long('1'))).toBe(true);
});

test('descriptors of any namespace', () => {
  expect(codeOf('uri://ed-fi.org/AttendanceEventCategoryDescriptor#Excused Absence')).toBe(
    'Excused Absence',
  );
  expect(codeOf('uri://tea.texas.gov/X#C#1')).toBe('C#1');
  expect(codeOf('Tardy')).toBe('Tardy');
  expect(codeOf(null)).toBe('');
  expect(codeKey('uri://tn/X#Early-Departure')).toBe('early departure');
});
