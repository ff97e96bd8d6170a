// Files on a disk are checked without a Connector: no settings, no database.
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { districtFiles } from '@/lib/testing/counted-district';
import type { GivenFile } from '@/lib/testing/deliver';
import { unusableDistricts } from '@/lib/testing/samples/broken-district';
import { zipBytes } from '@/lib/synthetic/odd/zip-bytes';
import { runCommandLine } from './command-line';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'check-'));
});
afterAll(() => rm(folder, { recursive: true }));

const OF = { students: 20, staff: 2, reachable: 10 };

async function write(name: string, files: readonly GivenFile[]): Promise<string> {
  await mkdir(path.join(folder, name));
  for (const file of files)
    await writeFile(path.join(folder, name, file.name), Buffer.concat([...file.chunks]));
  return name;
}

async function run(...args: string[]) {
  let out = '';
  let err = '';
  const exitCode = await runCommandLine(['check', ...args], {
    env: {},
    folder,
    out: async (text) => void (out += text),
    err: (text) => void (err += text),
  });
  return { exitCode, out, err };
}

async function json(...args: string[]) {
  const { exitCode, out } = await run(...args, '--json');
  return [exitCode, JSON.parse(out) as Record<string, unknown>] as const;
}

test('a folder of links to the files of a set, and one to nothing', async () => {
  const target = await write('elsewhere', districtFiles(OF));
  await mkdir(path.join(folder, 'links'));
  for (const file of districtFiles(OF))
    await symlink(path.join(folder, target, file.name), path.join(folder, 'links', file.name));
  await symlink(path.join(folder, 'nothing.csv'), path.join(folder, 'links', 'resources.csv'));
  const [exitCode, answer] = await json('links');
  expect(exitCode).toBe(0);
  expect(answer).toMatchObject({ outcome: 'usable', notRead: [] });
});

test('a set that is fine', async () => {
  const name = await write('fine', districtFiles(OF));
  await writeFile(path.join(folder, name, 'notes.txt'), 'nothing');
  const [exitCode, answer] = await json(name);
  expect(exitCode).toBe(0);
  expect(answer).toMatchObject({ outcome: 'usable', notRead: ['notes.txt'] });
  expect(answer.files).toContainEqual({
    fileName: 'orgs.csv',
    isUsable: true,
    rowsRead: 2,
    rowsAccepted: 2,
    rowsRejected: 0,
    rowsIgnored: 0,
  });
  expect(Object.keys(answer).sort()).toEqual(
    ['attendance', 'files', 'message', 'notRead', 'outcome', 'problems'].sort(),
  );
});

const ATTENDANCE_HEADER =
  'school_id,student_id,attendance_event_date,attendance_event_category,attendance_event_reason';

test('attendance and calendar files beside a roster, and alone', async () => {
  const name = await write('with-attendance', districtFiles(OF));
  const attendance = `${ATTENDANCE_HEADER}\ns1,u1,2026-10-05,Tardy,Late\ns1,u2,soon,Tardy,Late\n`;
  await writeFile(path.join(folder, name, 'attendance.csv'), attendance);
  const [exitCode, answer] = await json(name);
  expect(exitCode).toBe(0);
  expect(answer).toMatchObject({
    outcome: 'usable',
    attendance: [{ fileName: 'attendance.csv', outcome: 'usable' }],
    notRead: [],
  });
  expect(answer.files).toContainEqual(
    expect.objectContaining({ fileName: 'attendance.csv', rowsRead: 2, rowsAccepted: 1 }),
  );
  expect(answer.problems).toContainEqual(
    expect.objectContaining({ code: 'ATTENDANCE_DATE_UNREADABLE', count: 1 }),
  );

  await mkdir(path.join(folder, 'attendance'));
  await writeFile(path.join(folder, 'attendance', 'attendance_2026-10-05.csv'), attendance);
  const [refused, alone] = await json('attendance');
  expect(refused).toBe(3);
  expect(alone).toMatchObject({
    outcome: null,
    attendance: [{ outcome: 'held' }],
    problems: [{ code: 'ATTENDANCE_NAME_DATED' }],
  });
});

test('the same in an archive, with a folder in it', async () => {
  const files = districtFiles(OF).map(
    ({ name, chunks }) => [`export/${name}`, Buffer.concat([...chunks])] as const,
  );
  await writeFile(path.join(folder, 'set.zip'), await zipBytes(new Map(files)));
  const [exitCode, answer] = await json('set.zip');
  expect([exitCode, answer.outcome]).toEqual([0, 'usable']);
  expect(answer.problems).toMatchObject([{ fileName: 'set.zip', code: 'ZIP_FOLDER' }]);
});

test.each([
  ['attendance', ['attendance.csv']],
  ['attendance in a folder', ['export/attendance.csv']],
  ['nothing of ours', ['a.jpg', 'notes.txt']],
])('an archive of %s is no set that lacks its manifest', async (_case, names) => {
  const parts = names.map((each) => [each, Buffer.from('x')] as const);
  await writeFile(path.join(folder, 'other.zip'), await zipBytes(new Map(parts)));
  const [exitCode, answer] = await json('other.zip');
  expect(exitCode).toBe(3);
  expect(answer.error).toMatchObject({
    code: 'ARCHIVE_OF_OTHER_FILES',
    message: expect.stringContaining('Attendance files are not read from an archive'),
  });
});

test('an archive that is none', async () => {
  await writeFile(path.join(folder, 'broken.zip'), 'no archive');
  const [exitCode, answer] = await json('broken.zip');
  expect([exitCode, answer.outcome]).toEqual([3, 'unusable']);
  expect(answer.problems).toMatchObject([{ fileName: 'broken.zip', level: 'blocking' }]);
});

test.each(unusableDistricts())('$name', async ({ name, files }) => {
  const [exitCode, answer] = await json(await write(name, files));
  expect(exitCode).toBe(answer.outcome === 'unusable' ? 3 : 0);
  expect(answer.outcome).not.toBe('usable');
});

test('every problem with its line, in words', async () => {
  const change = (id: string, row: string): string => (id === 'u3' ? 'u3,,,true,s1,student' : row);
  const name = await write('lines', districtFiles(OF, { change }));
  const { exitCode, out } = await run(name, '--lines');
  expect(exitCode).toBe(0);
  expect(out).toMatch(/^users\.csv:\d+.* {2}ROW_TOO_SHORT {2}/m);
  expect(out).toMatch(/accept this set/);
});

test.each([
  ['a place that is not there', 'nowhere', 4, 'NOTHING_TO_CHECK'],
  ['changes alone', 'changes', 3, 'SET_OF_CHANGES'],
])('%s', async (_case, name, exitCode, code) => {
  if (name === 'changes') await write(name, districtFiles(OF, { delta: ['users.csv'] }));
  const [ended, answer] = await json(name);
  expect([ended, answer.error]).toMatchObject([exitCode, { code }]);
});
