import { describe, expect, it } from 'vitest';
import { createLanguageMapper } from '../languages';
import { issueFix } from '../issues/sentences';
import { fileIssue } from '../issues/types';
import { fileSpecForEntity, storedColumns } from './files';
import { readHeader } from './header';
import { isNoTitle } from './placeholder';
import { createRowReader } from './row';
import { PLACEHOLDER_COURSE } from './row/row-state';

const COURSES = new Map([
  ['k1', 'Grade 3'],
  ['k2', 'N/A'],
]);

function readClass(title: string, { isOn = true, course = 'k1', mayLackCourse = false } = {}) {
  const spec = fileSpecForEntity('class');
  const names = spec.columns.map(({ name }) => name);
  const reader = createRowReader(spec, readHeader(spec, names), {
    mode: 'bulk',
    languages: createLanguageMapper(),
    acceptUsDates: false,
    readOtherRolesAsStaff: false,
    readAidesAsProctors: false,
    allowMissingCourse: mayLackCourse,
    ...(isOn ? { titleOfCourse: (id: string) => COURSES.get(id) } : {}),
  });
  const row: Record<string, string> = {
    sourcedId: 'c1',
    title,
    courseSourcedId: course,
    classType: 'homeroom',
    schoolSourcedId: 's1',
    termSourcedIds: 'y1',
  };
  const outcome = reader.read(names.map((name) => row[name] ?? ''));
  if (outcome.kind !== 'accepted')
    return { said: 'issues' in outcome ? (outcome.issues ?? []).map(({ code }) => code) : [] };
  const at = (field: string) =>
    outcome.values[storedColumns('class').findIndex((column) => column.field === field)];
  return {
    title: at('title'),
    isOfCourse: at('has_course_title'),
    told: reader.notes().find(({ code }) => code === 'COURSE_TITLE_SHOWN')?.count ?? 0,
  };
}

describe('a class without a title, where the district asks for the title of the course', () => {
  it.each([
    '',
    ' ',
    '\t',
    '\u00a0',
    '\u200b',
    '\0',
    '-',
    '--',
    '–',
    '…',
    'N/A',
    '#N/A',
    'null',
    'TBD',
  ])('%j is none', (title) => {
    expect(readClass(title)).toEqual({ title: 'Grade 3', isOfCourse: true, told: 1 });
  });

  it.each(['0', '00', '3-1', 'Art', 'A', '⭐', '3º', '数学', 'P.E.', 'Unknown Authors'])(
    '%j is one',
    (title) => {
      expect(readClass(title)).toEqual({ title, isOfCourse: false, told: 0 });
    },
  );

  it('is not used where neither has one', () => {
    expect(readClass('', { course: 'k2' })).toEqual({ said: ['TITLE_NOWHERE'] });
    expect(readClass('', { course: '', mayLackCourse: true })).toEqual({ said: ['TITLE_NOWHERE'] });
    expect(readClass('-', { course: PLACEHOLDER_COURSE.sourcedId })).toEqual({
      said: ['TITLE_NOWHERE'],
    });
  });

  it('leaves a course that is missing or not known to what is said of courses', () => {
    expect(readClass('', { course: '' })).toEqual({ said: ['VALUE_MISSING'] });
    expect(readClass('', { course: 'k9' })).toEqual({ title: '', isOfCourse: true, told: 0 });
  });
});

it.each(['', ' ', '\u00a0'])('%j is missing without the setting', (title) => {
  expect(readClass(title, { isOn: false })).toEqual({ said: ['VALUE_MISSING'] });
});

it.each(['-', 'N/A'])('%j stays as it is without the setting', (title) => {
  expect(readClass(title, { isOn: false })).toEqual({ title, isOfCourse: false, told: 0 });
});

it('names the setting only where it helps', () => {
  const fixOf = (file: string, column: string) =>
    issueFix(fileIssue('VALUE_MISSING', file, { column }));
  expect(fixOf('classes.csv', 'title')).toContain('Use the course title where a class has none');
  expect(fixOf('courses.csv', 'title')).not.toContain('Show');
  expect(fixOf('classes.csv', 'schoolSourcedId')).not.toContain('Show');
});

it('asks of a title that it names something', () => {
  expect(isNoTitle('?')).toBe(true);
  expect(isNoTitle('0')).toBe(false);
});
