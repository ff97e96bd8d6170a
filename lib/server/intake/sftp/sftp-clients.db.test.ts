// Programs that districts really use, against the real server, database and folder.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import {
  answerOf,
  createClientFolder,
  eventually,
  hasProgram,
  killClient,
  openFile,
  openSftp,
  runCurl,
  runLftp,
  runOpenSshSftp,
  runRclone,
  sendFile,
  signInOrFail,
  startOpenSshSftp,
  type ClientFolder,
  type SftpLogin,
} from '@/lib/testing/sftp';
import { generatePassword } from '../../connections/commands/passwords';
import { startSftpServer, type SftpServer } from './sftp-server';

const SET = [
  'academicSessions.csv',
  'classes.csv',
  'courses.csv',
  'enrollments.csv',
  'manifest.csv',
  'orgs.csv',
  'users.csv',
];
const nobody = { kind: 'command-line', userId: null, sourceAddress: null } as const;

let ctx: TestContext;
let server: SftpServer;

beforeAll(async () => {
  ctx = await createTestContext({ settings: { sftpPort: 0 } });
  server = await startSftpServer(ctx);
});
afterAll(async () => {
  await server.stop();
  await ctx.close();
});

interface District {
  login: SftpLogin;
  connectionId: number;
  folder: ClientFolder;
  received(): Promise<
    { fileName: string; state: string; byteCount: number; sha256: string | null }[]
  >;
}

async function withDistrict(work: (district: District) => Promise<void>): Promise<void> {
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant);
  const made = await generatePassword(ctx, nobody, tenant.id, connection.id);
  if (!made.ok) throw new Error(made.code);
  const folder = await createClientFolder();
  try {
    await work({
      folder,
      connectionId: connection.id,
      login: {
        port: server.port,
        userName: connection.sftp.userName,
        password: made.password,
      },
      received: async () => {
        const rows = await ctx.db.prisma.delivery.findMany({
          where: { connectionId: connection.id, replacedById: null, state: { not: 'REMOVED' } },
          orderBy: { fileName: 'asc' },
        });
        return rows.map(({ fileName, state, byteCount, sha256 }) => ({
          fileName,
          state,
          byteCount: Number(byteCount),
          sha256,
        }));
      },
    });
  } finally {
    await folder.remove();
  }
}

/** Of the only file of a district: some of it has come, and more is on its way. */
const isPartlyThere = ([file]: { state: string; byteCount: number }[]): boolean =>
  file?.state === 'RECEIVING' && file.byteCount > 0;

const whole = (fileName: string, content: string | Buffer) => ({
  fileName,
  state: 'RECEIVED',
  byteCount: Buffer.byteLength(content),
  sha256: createHash('sha256').update(content).digest('hex'),
});

describe('OpenSSH sftp', () => {
  test('put, list, rename, overwrite and remove', () =>
    withDistrict(async ({ folder, login, received }) => {
      const large = Buffer.alloc(3_000_000, 'sourcedId,status\n');
      await folder.write('users.csv', large);
      await folder.write('orgs.csv', 'one');
      await folder.write('orgs-again.csv', 'two');
      const sent = await runOpenSshSftp(folder, login, [
        'put -p users.csv users.csv.tmp',
        'rename users.csv.tmp users.csv',
        'put orgs.csv',
        'put orgs-again.csv orgs.csv',
        'put orgs.csv notes.csv',
        'rm notes.csv',
        'ls -l',
      ]);
      expect(sent.output).toContain('users.csv');
      expect(sent.output).toMatch(/3000000 .* users\.csv/);
      expect(sent.output).not.toMatch(/^-.* notes\.csv/m);
      expect(sent.code).toBe(0);
      expect(await received()).toEqual([whole('orgs.csv', 'two'), whole('users.csv', large)]);
    }));

  test('a folder is kept with its name, fetching and deeper folders are refused', () =>
    withDistrict(async ({ folder, login, received }) => {
      await folder.write('users.csv', 'inside');
      const sent = await runOpenSshSftp(folder, login, [
        'mkdir upload',
        'cd upload',
        'put users.csv',
        'ls -1',
        '-mkdir deeper',
        '-get users.csv fetched.csv',
      ]);
      expect(sent.code).toBe(0);
      expect(sent.output).toMatch(/^users\.csv$/m);
      expect(sent.output).toContain('Permission denied');
      expect(await received()).toEqual([whole('upload/users.csv', 'inside')]);
    }));

  test('a client that dies in the middle leaves an incomplete delivery', () =>
    withDistrict(async ({ folder, login, received, connectionId }) => {
      await folder.write('enrollments.csv', Buffer.alloc(4_000_000, 'x'));
      const client = await startOpenSshSftp(folder, login, ['put enrollments.csv'], ['-l', '4000']);
      await eventually(received, isPartlyThere);
      killClient(client);
      const [delivery] = await eventually(received, (rows) => rows[0]?.state === 'INCOMPLETE');
      expect(delivery?.sha256).toBeNull();
      expect(delivery?.byteCount).toBeGreaterThan(0);
      expect(delivery?.byteCount).toBeLessThan(4_000_000);
      const kinds = await eventually(
        () => ctx.db.prisma.sftpEvent.findMany({ where: { connectionId }, orderBy: { id: 'asc' } }),
        (events) => events.some((event) => event.kind === 'UPLOAD_CUT'),
      );
      expect(kinds.map((event) => event.kind)).toEqual(
        expect.arrayContaining(['CONNECTED', 'SIGNED_IN', 'UPLOAD_STARTED', 'UPLOAD_CUT']),
      );
    }));

  test('of a cut upload nothing is there to resume: lftp begins again, OpenSSH says so', () =>
    withDistrict(async ({ folder, login, received }) => {
      const content = Buffer.alloc(4_000_000, 'x');
      await folder.write('users.csv', content);
      const client = await startOpenSshSftp(folder, login, ['put users.csv'], ['-l', '4000']);
      await eventually(received, isPartlyThere);
      killClient(client);
      await eventually(received, (rows) => rows[0]?.state === 'INCOMPLETE');
      const resumed = await runOpenSshSftp(folder, login, ['reput users.csv']);
      expect(resumed.output).toMatch(/No such file|not found/i);
      const continued = await runLftp(folder, login, ['put -c users.csv']);
      expect(continued, continued.output).toMatchObject({ code: 0 });
      expect((await received()).filter(({ state }) => state === 'RECEIVED')).toEqual([
        whole('users.csv', content),
      ]);
      // A file that is there is not appended to: the client is told, and what is there stays.
      await folder.write('users.csv', Buffer.concat([content, Buffer.from('more')]));
      const appended = await runOpenSshSftp(folder, login, ['reput users.csv']);
      expect(appended.code).not.toBe(0);
      expect((await received()).filter(({ state }) => state === 'RECEIVED')).toEqual([
        whole('users.csv', content),
      ]);
    }));

  test('a wrong password does not sign in', () =>
    withDistrict(async ({ folder, login }) => {
      const refused = await runOpenSshSftp(folder, { ...login, password: 'wrong' }, ['ls']);
      expect(refused.code).not.toBe(0);
      expect(refused.output).toContain('Permission denied');
    }));
});

describe.runIf(hasProgram('curl'))('curl', () => {
  test('uploads, also into a folder', () =>
    withDistrict(async ({ folder, login, received }) => {
      const content = Buffer.alloc(500_000, 'line\n');
      const file = await folder.write('users.csv', content);
      expect(await runCurl(folder, login, file, '/users.csv')).toEqual({ code: 0, output: '' });
      expect(
        await runCurl(folder, login, file, '/export/users.csv', ['--ftp-create-dirs']),
      ).toEqual({ code: 0, output: '' });
      expect(await received()).toEqual([
        whole('export/users.csv', content),
        whole('users.csv', content),
      ]);
    }));
});

describe.runIf(hasProgram('lftp'))('lftp', () => {
  test('sends a set under temporary names, and sends one file again', () =>
    withDistrict(async ({ folder, login, received }) => {
      for (const name of SET) await folder.write(`set/${name}`, `content of ${name}`);
      await folder.write('users.csv', 'second');
      const sent = await runLftp(folder, login, [
        'set xfer:use-temp-file yes',
        'mput set/*.csv',
        'put users.csv',
        'cls -1',
      ]);
      expect(sent, sent.output).toMatchObject({ code: 0 });
      expect(
        sent.output
          .trim()
          .split('\n')
          .filter((name) => name !== 'results/'),
      ).toEqual(SET);
      expect(await received()).toEqual(
        SET.map((name) => whole(name, name === 'users.csv' ? 'second' : `content of ${name}`)),
      );
    }));

  test('mirrors a folder twice, deleting what it replaces', () =>
    withDistrict(async ({ folder, login, received }) => {
      for (const name of SET) await folder.write(`set/${name}`, `first ${name}`);
      expect(await runLftp(folder, login, ['mirror -R set .'])).toEqual({ code: 0, output: '' });
      for (const name of SET) await folder.write(`set/${name}`, `second and longer ${name}`);
      expect(await runLftp(folder, login, ['mirror -R set .'])).toEqual({ code: 0, output: '' });
      expect(await received()).toEqual(SET.map((name) => whole(name, `second and longer ${name}`)));
    }));
});

describe.runIf(hasProgram('rclone'))('rclone', () => {
  test('copies a folder with its defaults, which are four transfers at once', () =>
    withDistrict(async ({ folder, login, received }) => {
      const names = [...SET, 'demographics.csv', 'attendance.csv'];
      for (const name of names) await folder.write(`set/${name}`, Buffer.alloc(200_000, name));
      const copied = await runRclone(folder, login, ['copy', 'set', ':sftp:/']);
      expect(copied, copied.output).toMatchObject({ code: 0 });
      expect((await received()).map(({ fileName, state }) => `${fileName} ${state}`)).toEqual(
        names.sort().map((name) => `${name} RECEIVED`),
      );
    }));

  test('copies a folder with several connections, and again after a change', () =>
    withDistrict(async ({ folder, login, received }) => {
      for (const name of SET) await folder.write(`set/${name}`, `first ${name}`);
      const copy = ['copy', 'set', ':sftp:/', '--transfers=2', '--checkers=2'];
      const first = await runRclone(folder, login, copy);
      expect(first, first.output).toMatchObject({ code: 0 });
      await folder.write('set/users.csv', 'second and longer');
      const second = await runRclone(folder, login, copy);
      expect(second, second.output).toMatchObject({ code: 0 });
      expect(await received()).toEqual(
        SET.map((name) =>
          whole(name, name === 'users.csv' ? 'second and longer' : `first ${name}`),
        ),
      );
    }));
});

/** WinSCP itself runs on Windows: the requests that its documentation of resuming describes. */
test('as WinSCP does: a temporary name, cut, looked for again, sent whole and renamed', () =>
  withDistrict(async ({ login, received }) => {
    const content = Buffer.alloc(900_000, 'row\n');
    const first = await signInOrFail(login);
    const cut = await openSftp(first);
    const { handle } = await openFile(cut, 'users.csv.filepart', 'w');
    if (!handle) throw new Error('not opened');
    await answerOf((done) => cut.write(handle, content, 0, 30_000, 0, done));
    first.destroy();
    await eventually(received, (rows) => rows[0]?.state === 'INCOMPLETE');

    const second = await signInOrFail(login);
    const sftp = await openSftp(second);
    const seen = await answerOf((done) => sftp.stat('users.csv.filepart', (error) => done(error)));
    expect(seen).toContain('No such file');
    // A client that goes on all the same is told, whatever it opened the file with.
    expect((await openFile(sftp, 'users.csv.filepart', 'a')).message).toContain(
      'Send the whole file again from its beginning.',
    );
    expect(await sendFile(sftp, 'users.csv.filepart', content)).toBe('');
    const renamed = await answerOf((done) => sftp.rename('users.csv.filepart', 'users.csv', done));
    expect(renamed).toBe('');
    second.end();
    expect((await received()).filter(({ state }) => state === 'RECEIVED')).toEqual([
      whole('users.csv', content),
    ]);
  }));
