// The help pages say of a file what the parser does with it.
import { expect, test } from 'vitest';
import { ATTENDANCE_FILE, CALENDAR_FILE } from '../attendance/columns';
import { readDailyHeader } from '../attendance-file/header';
import { readAttendanceRow, readCalendarRow } from '../attendance-file/row';
import { checkSet } from '../check-set/check-set';
import { ISSUE_LEVELS, isIssueCode } from '../issues';
import { createLanguageMapper } from '../languages/mapper';
import { FILE_SPECS, fileSpec, MANIFEST_FILE_NAME } from '../oneroster/files';
import { requiredFileNames } from '../names/required-files';
import { problemsOfAnyFile } from './common-problems';
import {
  attendanceHelpFiles,
  COLUMN_NEED_LABELS,
  findHelpFile,
  rosterHelpFiles,
  unusedFileNames,
} from './help-files';

const pages = [...rosterHelpFiles(), ...attendanceHelpFiles()];

test('every file that is read has a page, and the rest is named', () => {
  expect([...rosterHelpFiles().map(({ fileName }) => fileName), ...unusedFileNames].sort()).toEqual(
    FILE_SPECS.map(({ fileName }) => fileName).sort(),
  );
  expect(
    rosterHelpFiles()
      .filter(({ need }) => need === 'ALWAYS')
      .map(({ fileName }) => fileName)
      .sort(),
  ).toEqual([...requiredFileNames].sort());
  expect(findHelpFile('demographics.csv')?.need).toBe('IF_BULK');
  expect(findHelpFile('results.csv')).toBeNull();
});

test.each(pages.map((page) => [page.fileName, page] as const))(
  'every column of %s is on its page',
  (fileName, page) => {
    const table = fileName === 'attendance.csv' ? ATTENDANCE_FILE : CALENDAR_FILE;
    const columns = fileSpec(fileName)?.columns ?? table.columns;
    expect(page.columns.map(({ name }) => name)).toEqual(columns.map(({ name }) => name));
    for (const { form, help, need } of page.columns) {
      expect(form, fileName).not.toBe('');
      expect(help, fileName).not.toBe('');
      expect(COLUMN_NEED_LABELS[need]).toBeTruthy();
    }
    // A required value has an example.
    expect(
      page.columns.filter(({ need, example }) => need === 'required' && example === ''),
    ).toEqual([]);
  },
);

test.each(pages.map((page) => [page.fileName, page] as const))(
  'the problems of %s are those of the catalogue, about its own columns',
  (fileName, { problems, columns }) => {
    expect(problems.length).toBeGreaterThan(2);
    for (const { code, sentence, fix, band } of problems) {
      expect(isIssueCode(code)).toBe(true);
      expect(ISSUE_LEVELS[band].label).toBeTruthy();
      expect(`${sentence} ${fix}`, code).not.toContain('…');
      const named = /^(\S+) (?:is|names|lists) "/.exec(sentence)?.[1];
      if (named !== undefined && fileName !== MANIFEST_FILE_NAME && named !== 'Language')
        expect(
          columns.map(({ name }) => name),
          sentence,
        ).toContain(named);
      // Another file is only named where the sentence is about both.
      const files = sentence.match(/\b\w+\.csv\b/g) ?? [];
      const known = pages.map((page) => page.fileName);
      expect(
        files.filter((name) => known.includes(name) && name !== fileName).length,
        sentence,
      ).toBeLessThan(2);
    }
    expect(new Set(problems.map(({ code }) => code)).size).toBe(problems.length);
  },
);

test('problems of any file are told in full', () => {
  for (const { sentence, fix } of problemsOfAnyFile()) expect(sentence + fix).not.toContain('…');
});

test('the examples are a set that a first run accepts', async () => {
  const files = rosterHelpFiles().map(({ fileName, example }) => ({
    fileName,
    open: async function* () {
      const text =
        fileName === MANIFEST_FILE_NAME
          ? example.replace('file.demographics,absent', 'file.demographics,bulk')
          : example;
      yield await Promise.resolve(new TextEncoder().encode(text));
    },
  }));
  const checked = await checkSet(files, {
    rows: {
      languages: createLanguageMapper(),
      acceptUsDates: false,
      readOtherRolesAsStaff: false,
      readAidesAsProctors: false,
      allowMissingCourse: false,
    },
    showsCourseTitles: false,
    isManifestRequired: true,
  });
  expect(checked).toMatchObject({ ok: true, outcome: 'usable', issues: [] });
});

test('so are those of attendance and calendar', () => {
  const cellsOf = (columns: readonly { name: string; example: string }[]) =>
    Object.fromEntries(columns.map(({ name, example }) => [name, example]));
  for (const file of [ATTENDANCE_FILE, CALENDAR_FILE])
    expect(
      readDailyHeader(
        file,
        'name.csv',
        file.columns.map(({ name }) => name),
      ).issues,
    ).toEqual([]);
  const settings = {
    acceptsUsDates: false,
    today: '2023-12-01',
    yearStart: '2023-08-01',
    yearEnd: '2024-06-30',
    mappings: new Map(),
  };
  const attendance = cellsOf(ATTENDANCE_FILE.columns);
  const calendar = cellsOf(CALENDAR_FILE.columns);
  expect(
    readAttendanceRow({ ...namesOf(ATTENDANCE_FILE.columns), ...attendance }, settings).ok,
  ).toBe(true);
  expect(readCalendarRow({ ...namesOf(CALENDAR_FILE.columns), ...calendar }, settings).ok).toBe(
    true,
  );
});

/** Every column, empty. */
function namesOf<Name extends string>(columns: readonly { name: Name }[]): Record<Name, string> {
  const empty = {} as Record<Name, string>;
  for (const { name } of columns) empty[name] = '';
  return empty;
}
