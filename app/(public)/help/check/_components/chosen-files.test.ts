import { expect, test } from 'vitest';
import { zipBytes } from '@/lib/testing/zip-bytes';
import { openChosen } from './chosen-files';

const file = (name: string) => new File(['x'], name);
const zip = (name: string, names: readonly string[]) =>
  new File([Uint8Array.from(zipBytes(names.map((each) => ({ name: each, content: 'x' }))))], name);

const open = (...files: File[]) => openChosen(files, () => {});
const ROSTER = ['manifest.csv', 'users.csv'];

test.each([
  ['attendance', ['attendance.csv']],
  ['attendance in a folder', ['out/attendance_elementary.csv', 'out/calendar.csv']],
  ['photos', ['a.jpg', 'b.jpg']],
  ['more files than a set has', Array.from({ length: 60 }, (_, index) => `n${index}.txt`)],
])('an archive of %s is no set that lacks its manifest', async (_case, names) => {
  expect(await open(zip('a.zip', names))).toEqual({ ok: false, code: 'ARCHIVE_OF_OTHER_FILES' });
});

test('beside files that are for something it is told as not read', async () => {
  const other = zip('a.zip', ['attendance.csv']);
  expect(await open(file('attendance.csv'), other)).toMatchObject({
    ok: true,
    files: { roster: null, daily: [{ feed: 'ATTENDANCE' }], notRead: ['a.zip'] },
  });
  for (const roster of [ROSTER.map(file), [zip('set.zip', ROSTER)]])
    expect(await open(...roster, other)).toMatchObject({
      ok: true,
      files: { roster: [{ fileName: 'manifest.csv' }, { fileName: 'users.csv' }] },
      found: [{ file: 'a.zip', code: 'ZIP_OF_OTHER_FILES' }],
    });
});

test('two sets at once are not chosen between', async () => {
  const refused = { ok: false, code: 'SEVERAL_SETS_CHOSEN' };
  expect(await open(zip('a.zip', ROSTER), zip('b.zip', ROSTER))).toEqual(refused);
  expect(await open(zip('a.zip', ROSTER), file('users.csv'))).toEqual(refused);
});

test('what was meant as a set and cannot be opened is told as one', async () => {
  for (const [archive, code] of [
    [file('a.zip'), 'ZIP_UNREADABLE'],
    [zip('a.zip', []), 'ZIP_EMPTY'],
    [zip('a.zip', ['inner.zip']), 'ZIP_NESTED'],
  ] as const)
    expect(await open(archive)).toMatchObject({ files: { roster: [] }, found: [{ code }] });
});
