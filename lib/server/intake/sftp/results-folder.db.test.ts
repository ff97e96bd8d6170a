// The reports of an account, fetched by programs that districts really use.
import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addTerm, ATTENDANCE_HEADER, districtOf, smallRoster } from '@/lib/testing/attendance';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createRoster } from '@/lib/testing/builders-roster';
import { districtFiles, studentRow } from '@/lib/testing/counted-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { queueRun } from '@/lib/testing/deliver';
import {
  answerOf,
  createClientFolder,
  createKeyPair,
  fetchWithCurl,
  openFile,
  openSftp,
  runCurl,
  runLftp,
  runOpenSshSftp,
  runParamikoWith,
  runPsftp,
  runRclone,
  signInOrFail,
  type ClientFolder,
  type SftpLogin,
} from '@/lib/testing/sftp';
import { generatePassword } from '../../connections/commands/passwords';
import { addPublicKey } from '../../connections/commands/public-keys';
import { hostKeyFingerprints } from '../../connections/host-key';
import { workOnRuns } from '../../jobs/handlers/work-on-runs';
import { listReports } from '../../results/list-reports';
import { REPORTED_PROBLEMS } from '../../results/results-limits';
import { startSftpServer, type SftpServer } from './sftp-server';

const nobody = { kind: 'command-line', userId: null, sourceAddress: null } as const;
const MASKED_NAME = 'Quillfeather';

let ctx: TestContext;
let server: SftpServer;
let folder: ClientFolder;
let district: Awaited<ReturnType<typeof createDistrict>>;
let login: SftpLogin;

beforeAll(async () => {
  ctx = await createTestContext({ settings: { sftpPort: 0 } });
  server = await startSftpServer(ctx);
  district = await createDistrict();
  login = district.login;
  await district.check(districtFiles({ students: 30, staff: 2 }));
  // Rows with problems: a school that is in no file, and a name in a column for something else.
  await district.check(
    districtFiles(
      { students: 30, staff: 2 },
      {
        more: {
          'users.csv': [
            studentRow('lost-1', { school: 'nowhere' }),
            studentRow('lost-2', { school: '=HYPERLINK(1)' }),
            studentRow('lost-3', { grade: `${MASKED_NAME}@example.org` }),
          ],
        },
      },
    ),
  );
});
beforeEach(async () => {
  folder = await createClientFolder();
  return () => folder.remove();
});
afterAll(async () => {
  await server.stop();
  await ctx.close();
});

async function createDistrict() {
  const tenant = await createTenant(ctx, { name: 'Maple Grove' });
  const connection = await createConnection(ctx, tenant);
  const key = { tenantId: tenant.id, connectionId: connection.id };
  const made = await generatePassword(ctx, nobody, tenant.id, connection.id);
  if (!made.ok) throw new Error(made.code);
  return {
    ...key,
    login: { port: server.port, userName: connection.sftp.userName, password: made.password },
    async check(files: ReturnType<typeof districtFiles>) {
      await queueRun(ctx, connection, files);
      await workOnRuns(ctx);
    },
    received: async () =>
      (
        await ctx.db.prisma.delivery.findMany({
          where: { connectionId: connection.id, sourceAddress: { not: '' }, syncRunId: null },
        })
      ).map(({ fileName }) => fileName),
  };
}

const day = (): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles' }).format(ctx.clock.now());
const named = (rest: string): string => `${day()}_${rest}`;

/** "name bytes" of every line that `ls -l` printed of a report. */
const sizesOf = (output: string): Record<string, number> =>
  Object.fromEntries(
    [...output.matchAll(/^-r--r-----.* (\d+) \w{3} +\d+ +[\d:]+ (?:\S*\/)?(\S+)$/gm)].map(
      ([, bytes, name]) => [name ?? '', Number(bytes)],
    ),
  );

describe('a report of each run', () => {
  test('OpenSSH lists it, with sizes and times, and fetches just that', async () => {
    const got = await runOpenSshSftp(folder, login, [
      'ls -l',
      'cd results',
      'ls -l',
      `get -p ${named('run-2.txt')}`,
      `get -p ${named('run-2.csv')}`,
    ]);
    expect(got, got.output).toMatchObject({ code: 0 });
    expect(got.output).toMatch(/^dr-xr-x---.* results$/m);
    const sizes = sizesOf(got.output);
    expect(Object.keys(sizes).sort()).toEqual(
      ['run-1.csv', 'run-1.txt', 'run-2.csv', 'run-2.txt'].map(named),
    );
    for (const form of ['txt', 'csv']) {
      const file = path.join(folder.path, named(`run-2.${form}`));
      const { size, mtime } = await stat(file);
      expect(size).toBe(sizes[named(`run-2.${form}`)]);
      expect(Math.abs(mtime.getTime() - ctx.clock.now().getTime())).toBeLessThan(60_000);
    }
  });

  test('says what happened and what to correct, and names no one', async () => {
    await runOpenSshSftp(folder, login, [`get results/${named('run-2.*')}`]);
    const text = await readFile(path.join(folder.path, named('run-2.txt')), 'utf8');
    const csv = await readFile(path.join(folder.path, named('run-2.csv')), 'utf8');
    expect(text).toContain('Maple Grove, run 2\r\n==================\r\n');
    expect(text).toMatch(/^Next step: {2,}/m);
    expect(text).toMatch(/^users\.csv +\d+ +\d+ +[1-9]/m);
    expect(text).toMatch(/^Row set aside: .*\(users\.csv, 2 times\)$/m);
    expect(text).toMatch(/^ {2}Lines \d+, \d+$/m);
    expect(text).toContain('/runs/run-2/problems');
    expect(text.split('\r\n').every((line) => line.includes('http') || line.length <= 79)).toBe(
      true,
    );
    expect(csv.startsWith('\ufefffile,line,column,value,rule,level,message,fix,school\r\n')).toBe(
      true,
    );
    expect(csv).toContain("'=HYPERLINK(1)");
    for (const whole of [text, csv]) expect(whole).not.toContain(MASKED_NAME);
  });

  test.each([
    ['lftp', () => runLftp(folder, login, ['mirror --no-perms results fetched'])],
    [
      'rclone',
      () => runRclone(folder, login, ['copy', ':sftp:/results', 'fetched', '--transfers=4']),
    ],
    [
      'paramiko',
      () =>
        runParamikoWith(folder, login, [
          'import os',
          "os.mkdir('fetched')",
          "for name in sftp.listdir('results'): sftp.get('results/' + name, 'fetched/' + name)",
        ]),
    ],
  ] as const)('%s fetches all of them', async (_name, fetchAll) => {
    const got = await fetchAll();
    expect(got, got.output).toMatchObject({ code: 0 });
    const fetched = path.join(folder.path, 'fetched');
    const names = ['run-1.csv', 'run-1.txt', 'run-2.csv', 'run-2.txt'].map(named);
    expect((await readdir(fetched)).sort()).toEqual(names);
    expect(await readFile(path.join(fetched, named('run-1.txt')), 'utf8')).toContain(
      'Maple Grove, run 1',
    );
  });

  test('curl lists and fetches', async () => {
    const listed = await fetchWithCurl(folder, login, '/results/');
    expect(listed.output).toContain(named('run-1.csv'));
    const got = await fetchWithCurl(folder, login, `/results/${named('run-1.txt')}`);
    expect(got).toMatchObject({ code: 0, output: expect.stringContaining('Maple Grove, run 1') });
  });

  test("PuTTY's psftp fetches", async () => {
    const key = await createKeyPair(folder, 'own');
    await addPublicKey(ctx, nobody, district, { name: '', text: key.publicKey });
    const { ed25519, ecdsa, rsa } = await hostKeyFingerprints(ctx);
    const got = await runPsftp(folder, login, key, {
      commands: ['ls results', `get results/${named('run-2.csv')} got.csv`],
      hostKeys: [ed25519, ecdsa ?? '', rsa ?? ''],
    });
    expect(got, got.output).toMatchObject({ code: 0 });
    expect(await readFile(path.join(folder.path, 'got.csv'), 'utf8')).toContain('users.csv');
  });
});

describe('nothing can be changed there', () => {
  test('a file sent there is refused in words, and is not received', async () => {
    const file = await folder.write('users.csv', 'sourcedId\n1\n');
    const curl = await runCurl(folder, login, file, '/results/users.csv', [
      '--ftp-create-dirs',
      '-v',
    ]);
    expect(curl.code).not.toBe(0);
    const sent = await runParamikoWith(folder, login, [`sftp.put('${file}', 'results/users.csv')`]);
    expect(sent.output).toContain('read-only');
    expect(await district.received()).toEqual([]);
  });

  test('no request changes anything, and each is told why not', async () => {
    const sftp = await openSftp(await signInOrFail(login));
    const report = `/results/${named('run-1.txt')}`;
    const before = await listReports(ctx, district);
    for (const ask of [
      (done: (error?: Error | null) => void) => sftp.unlink(report, done),
      (done: (error?: Error | null) => void) => sftp.rename(report, '/users.csv', done),
      (done: (error?: Error | null) => void) => sftp.rename('/users.csv', '/results/a.csv', done),
      (done: (error?: Error | null) => void) => sftp.rename('/results', '/reports', done),
      (done: (error?: Error | null) => void) => sftp.mkdir('/results/more', done),
      (done: (error?: Error | null) => void) => sftp.rmdir('/results', done),
      (done: (error?: Error | null) => void) => sftp.setstat(report, { size: 0 }, done),
    ])
      expect(await answerOf(ask)).toContain('read-only');
    for (const flags of ['w', 'a', 'r+'] as const)
      expect((await openFile(sftp, report, flags)).message).toContain('read-only');
    expect((await openFile(sftp, '/results/notes.txt', 'r')).message).toContain('No such file');
    expect((await openFile(sftp, '/results/2026-01-01_run-1.txt', 'r')).message).toContain(
      'No such',
    );
    expect(await listReports(ctx, district)).toEqual(before);
    sftp.end();
  });
});

test('what a report says follows its run, and a length that was listed is the one that is sent', async () => {
  const own = await createDistrict();
  const whole = districtFiles({ students: 100, staff: 2 });
  await own.check(whole);
  // Four in ten are gone.
  await own.check(
    districtFiles(
      { students: 100, staff: 2 },
      {
        change: (id, row, fileName) =>
          fileName === 'users.csv' && /^u[1-4]\d$/.test(id) ? null : row,
      },
    ),
  );
  const read = async (): Promise<string> => {
    const list = await runOpenSshSftp(folder, own.login, ['ls -l results']);
    await runOpenSshSftp(folder, own.login, [`get results/${named('run-2.txt')} now.txt`]);
    const text = await readFile(path.join(folder.path, 'now.txt'));
    expect(sizesOf(list.output)[named('run-2.txt')]).toBe(text.length);
    return text.toString();
  };
  const run = { tenantId_number: { tenantId: own.tenantId, number: 2 } };
  const { state } = await ctx.db.prisma.syncRun.findUniqueOrThrow({ where: run });
  expect(state).toBe('HELD');
  expect(await read()).toContain('Under review');
  ctx.clock.advance(3600_000);
  await ctx.db.prisma.syncRun.update({
    where: run,
    data: { state: 'EXPIRED', finishedAt: ctx.clock.now() },
  });
  expect(await read()).toContain('Expired');
  const others = await listReports(ctx, district);
  expect(others.map(({ id }) => id)).not.toContain((await listReports(ctx, own))[0]?.id);
  ctx.clock.advance(31 * 24 * 3600_000);
  expect(await listReports(ctx, own)).toEqual([]);
  ctx.clock.advance(-31 * 24 * 3600_000 - 3600_000);
});

test('an attendance file has a report where it has problems', async () => {
  const own = await createDistrict();
  await createRoster(ctx, { id: own.connectionId, tenantId: own.tenantId }, smallRoster(10));
  await addTerm(ctx, own.tenantId);
  const attendance = districtOf(ctx, own.tenantId, own.connectionId);
  const row = (student: string, category: string) => `school-1,${student},${day()},${category},,,`;
  const fine = [ATTENDANCE_HEADER, row('s1', 'Unexcused Absence')].join('\r\n');
  const faulty = [fine, row('s3', 'Unexcused Absence'), 'school-1,s5,soon,Tardy,,,'].join('\r\n');
  await attendance.send('attendance.csv', `${fine}\r\n`);
  ctx.clock.advance(1000);
  await attendance.send('attendance.csv', `${faulty}\r\n`);
  const list = await runOpenSshSftp(folder, own.login, [
    'ls -l results',
    `get results/${named('attendance-file-*')}`,
  ]);
  expect(
    Object.keys(sizesOf(list.output))
      .filter((name) => name.includes('attendance'))
      .sort(),
  ).toEqual(['attendance-file-2.csv', 'attendance-file-2.txt'].map(named));
  const text = await readFile(path.join(folder.path, named('attendance-file-2.txt')), 'utf8');
  expect(text).toContain('attendance.csv (file 2)');
  expect(text).toMatch(/attendance\.csv +3 +2 +1/);
  const csv = await readFile(path.join(folder.path, named('attendance-file-2.csv')), 'utf8');
  expect(csv).toMatch(/^attendance\.csv,4,/m);
});

test('a report has an end, and says where the rest is', async () => {
  const own = await createDistrict();
  await own.check(districtFiles({ students: 30, staff: 2 }));
  const [report] = await listReports(ctx, own);
  const runId = report?.id ?? 0;
  const group = await ctx.db.prisma.runIssueGroup.create({
    data: {
      ...{ tenantId: own.tenantId, runId, fileName: 'users.csv', code: 'LANGUAGE_UNKNOWN' },
      ...{ level: 'warning', effect: 'none', count: 6_000, storedCount: 6_000 },
    },
  });
  await ctx.db.prisma.runIssue.createMany({
    data: Array.from({ length: REPORTED_PROBLEMS + 1_000 }, (_, at) => ({
      ...{ tenantId: own.tenantId, runId, groupId: group.id },
      line: at + 2,
    })),
  });
  const name = named('run-1.csv');
  await runOpenSshSftp(folder, own.login, [`get results/${name}`]);
  const lines = (await readFile(path.join(folder.path, name), 'utf8')).trimEnd().split('\r\n');
  expect(lines).toHaveLength(1 + REPORTED_PROBLEMS + 1);
  expect(lines.at(-1)).toMatch(/1,00\d more: http/);
});
