import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ATTENDANCE_FILE, CALENDAR_FILE } from '../attendance/columns';
import { readDailyHeader } from '../attendance-file/header';
import { FILE_SPECS, MANIFEST_FILE_NAME } from '../oneroster/files';
import { readHeader } from '../oneroster/header';
import { parseManifest } from '../oneroster/manifest';
import { attendanceHelpFiles, rosterHelpFiles } from './help-files';
import { templates } from './templates';

const FOLDER = path.join(import.meta.dirname, '../../../public/templates');

const textOf = (fileName: string): string =>
  templates().find((template) => template.fileName === fileName)?.text ?? '';
const rowsOf = (fileName: string): string[][] =>
  textOf(fileName)
    .split('\r\n')
    .map((line) => line.split(','));

test('what `npm run templates` writes is what is there', () => {
  const there = readdirSync(FOLDER).map((fileName) => ({
    fileName,
    text: readFileSync(path.join(FOLDER, fileName), 'utf8'),
  }));
  const byName = (a: { fileName: string }, b: { fileName: string }): number =>
    a.fileName < b.fileName ? -1 : 1;
  expect(there.sort(byName)).toEqual(templates().sort(byName));
});

test('there is one for each page, and no other', () => {
  const pages = [...rosterHelpFiles(), ...attendanceHelpFiles()].map(({ fileName }) => fileName);
  expect(
    templates()
      .map(({ fileName }) => fileName)
      .sort(),
  ).toEqual(pages.sort());
});

const dataFiles = FILE_SPECS.filter(({ entity }) => entity !== null);

test.each(dataFiles.map((spec) => [spec.fileName, spec] as const))(
  'the header of %s is read without a word',
  (fileName, spec) => {
    expect(readHeader(spec, rowsOf(fileName)[0] ?? [])).toMatchObject({ ok: true, issues: [] });
  },
);

test('nobody is asked for passwords', () => {
  expect(textOf('users.csv')).not.toContain('password');
});

test('so are those of attendance and calendar', () => {
  for (const [fileName, file] of [
    ['attendance.csv', ATTENDANCE_FILE],
    ['calendar.csv', CALENDAR_FILE],
  ] as const)
    expect(readDailyHeader(file, fileName, rowsOf(fileName)[0] ?? [])).toMatchObject({
      ok: true,
      issues: [],
    });
});

test('the manifest asks for what we need as full copies', () => {
  const { ok, modes, issues } = parseManifest(rowsOf(MANIFEST_FILE_NAME));
  expect([ok, issues]).toEqual([true, []]);
  expect(
    dataFiles.filter(({ fileName, required }) => (modes[fileName] === 'bulk') !== required),
  ).toEqual([]);
});
