// What the two ways of checking say alike is in lib/testing/samples/same-checks.db.test.ts; here, what is of this one alone.
import { expect, test } from 'vitest';
import { createLanguageMapper } from '../languages/mapper';
import { districtFiles } from '@/lib/testing/counted-district';
import { checkSet } from './check-set';
import type { GivenFile, SetSettings } from './set-to-check';

const SETTINGS: SetSettings = {
  rows: {
    languages: createLanguageMapper(),
    acceptUsDates: false,
    readOtherRolesAsStaff: false,
    readAidesAsProctors: false,
    allowMissingCourse: false,
  },
  showsCourseTitles: false,
  isManifestRequired: true,
};

const files = (students: number): GivenFile[] =>
  districtFiles({ students, staff: 1, reachable: 1 }).map(({ name, chunks }) => ({
    fileName: name,
    open: async function* () {
      for (const chunk of chunks) yield await Promise.resolve(Uint8Array.from(chunk));
    },
  }));

test('more rows than there is room for are refused, however they stand in the files', async () => {
  const whole = await checkSet(files(30), SETTINGS);
  if (!whole.ok) throw new Error(whole.code);
  const rowCount = whole.files.reduce((sum, { rowsRead }) => sum + rowsRead, 0);
  expect(await checkSet(files(30), SETTINGS, { mostRows: rowCount })).toEqual(whole);
  expect(await checkSet(files(30), SETTINGS, { mostRows: rowCount - 1 })).toMatchObject({
    ok: false,
    code: 'SET_TOO_LARGE',
    rowLimit: rowCount - 1,
  });
});

test('and more bytes', async () => {
  expect(await checkSet(files(30), SETTINGS, { mostBytes: 1_000 })).toMatchObject({
    ok: false,
    code: 'SET_TOO_LARGE',
    byteLimit: 1_000,
  });
});

test('a set without a manifest, where the district may send none', async () => {
  const given = files(5).filter(({ fileName }) => fileName !== 'manifest.csv');
  const checked = await checkSet(given, { ...SETTINGS, isManifestRequired: false });
  expect(checked).toMatchObject({ ok: true, outcome: 'usable' });
  expect(checked.ok && checked.issues.map(({ code }) => code)).toContain('MANIFEST_ASSUMED');
});

test('a source that fails is our own fault', async () => {
  const given = files(5).map((file) => ({
    ...file,
    open: () => {
      if (file.fileName === 'users.csv') throw new Error('the disk is gone');
      return file.open();
    },
  }));
  await expect(checkSet(given, SETTINGS)).rejects.toThrow('the disk is gone');
});

test('no file at all', async () => {
  expect(await checkSet([], SETTINGS)).toMatchObject({ outcome: 'unusable', files: [] });
});
