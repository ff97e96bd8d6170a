// Eight of the sixteen ways in which nothing arrives, those of files, each played by a program that districts use: what the
// connection page says of it, and that it says so no more once it is answered. The other eight: sign-in-hints.db.test.ts
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { districtFiles } from '@/lib/testing/counted-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { createHintedDistrict, type HintedDistrict } from '@/lib/testing/hinted-district';
import {
  createClientFolder,
  eventually,
  killClient,
  runLftp,
  runOpenSshSftp,
  runParamikoWith,
  runRclone,
  startOpenSshSftp,
  type ClientFolder,
} from '@/lib/testing/sftp';
import { zipBytes, type ZipPart } from '@/lib/testing/zip-bytes';
import { findRosterConnection } from '../connections/queries/list-connections';
import { startSftpServer, type SftpServer } from '../intake/sftp/sftp-server';
import { workOnRuns } from '../jobs/handlers/work-on-runs';
import { applySyncRun } from '../pipeline/apply-sync-run';
import { assembleSyncRuns } from '../sync-runs/assemble';
import { moveSyncRun } from '../sync-runs/move-sync-run';
import { getTenantBySlug } from './queries/list-tenants';
import { loadBanner } from './queries/load-banner';

const FILES_PER_DAY = 30;

let ctx: TestContext;
let server: SftpServer;
let folder: ClientFolder;

const set = districtFiles({ students: 30, staff: 2 }).map(({ name, chunks }) => ({
  name,
  content: Buffer.concat([...chunks]),
}));

beforeAll(async () => {
  ctx = await createTestContext({ settings: { sftpPort: 0 } });
  server = await startSftpServer(ctx, { limits: { filesPerDay: FILES_PER_DAY } });
});
beforeEach(async () => {
  folder = await createClientFolder();
  for (const { name, content } of set) await folder.write(`set/${name}`, content);
  return () => folder.remove();
});
afterAll(async () => {
  await server.stop();
  await ctx.close();
});

const create = () => createHintedDistrict(ctx, server.port);

async function lftp({ login }: HintedDistrict, ...commands: string[]): Promise<void> {
  const sent = await runLftp(folder, login, commands);
  expect(sent, sent.output).toMatchObject({ code: 0 });
  ctx.clock.advance(1000);
}

test('a name in the wrong case, with lftp', async () => {
  const district = await create();
  await lftp(district, 'put set/users.csv -o Users.csv');
  expect(await district.hint('WRONG_NAME')).toBe(
    'We received Users.csv; the name must be users.csv. Names are case sensitive.',
  );
  await lftp(district, 'put set/users.csv');
  await district.isAnswered('WRONG_NAME');
});

test('a wrong folder, with rclone and several transfers at once', async () => {
  const district = await create();
  const copy = (to: string) =>
    runRclone(folder, district.login, ['copy', 'set', to, '--transfers=4', '--checkers=2']);
  expect(await copy(':sftp:/export')).toMatchObject({ code: 0 });
  expect(await district.hint('FOLDER_INSTEAD_OF_ROOT')).toContain(
    'We received export/users.csv inside a folder. Send users.csv to the root folder (/).',
  );
  expect(await copy(':sftp:/')).toMatchObject({ code: 0 });
  await district.isAnswered('FOLDER_INSTEAD_OF_ROOT');
});

test('the folder of reports for a wrong folder, with lftp', async () => {
  const district = await create();
  const refused = await runLftp(folder, district.login, ['put -O results set/users.csv']);
  expect(refused.output).toContain('read-only');
  expect(await district.hint('REFUSED')).toMatch(
    /^results\/users\.csv from 127\.0\.0\.1 was refused.*: the results folder is read-only; send the files to the root folder/,
  );
  await lftp(district, 'put set/users.csv');
  await district.isAnswered('REFUSED');
});

test('a file that is missing, with lftp', async () => {
  const district = await create();
  await lftp(district, 'mput set/*.csv', 'rm enrollments.csv');
  await assembleSyncRuns(ctx);
  expect(await district.hint('WAITING_FOR_FILES')).toBe(
    `${set.length - 1} of ${set.length} files arrived; waiting for enrollments.csv.`,
  );
  const connection = await findRosterConnection(ctx, district.tenantId);
  if (!connection) throw new Error('no connection');
  const row = await getTenantBySlug(ctx, district.slug);
  const { words } = await loadBanner(ctx, row, connection, { isStaff: false });
  expect([words.title, ...words.sentences].join(' ')).toContain('enrollments.csv');
  await lftp(district, 'put set/enrollments.csv');
  await assembleSyncRuns(ctx);
  await district.isAnswered('WAITING_FOR_FILES');
});

test('an upload that is cut, with OpenSSH', async () => {
  const district = await create();
  await folder.write('users.csv', Buffer.alloc(4_000_000, 'x'));
  await lftp(district, 'put users.csv');
  const client = await startOpenSshSftp(folder, district.login, ['put users.csv'], ['-l', '4000']);
  await eventually(
    () =>
      ctx.db.prisma.delivery.findFirst({
        where: { connectionId: district.connectionId, state: 'RECEIVING' },
        select: { byteCount: true },
      }),
    (delivery) => delivery !== null && delivery.byteCount > 0,
  );
  killClient(client);
  expect(await district.hint('UPLOAD_STOPPED')).toMatch(
    /^The upload of users\.csv stopped at [\d.]+\u00a0% \(.*\); it was not used\. Send it again\.$/,
  );
  await lftp(district, 'put users.csv');
  await district.isAnswered('UPLOAD_STOPPED');
});

test('a day’s quota, with paramiko, whose log has the reason', async () => {
  const district = await create();
  await folder.write('notes.csv', 'nothing');
  const sent = await runParamikoWith(folder, district.login, [
    `for i in range(${FILES_PER_DAY}): sftp.put('notes.csv', 'notes-%d.csv' % i)`,
    "sftp.put('notes.csv', 'users.csv')",
  ]);
  expect(sent.output).toContain('files besides attendance were sent within 24 hours');
  expect(await district.hint('REFUSED')).toMatch(
    /^users\.csv from 127\.0\.0\.1 was refused at .*: the daily limit on the number of files was reached; try again tomorrow\.$/,
  );
  ctx.clock.advance(25 * 3600_000);
  await lftp(district, 'put set/users.csv');
  await district.isAnswered('REFUSED');
});

const zipped = (parts: readonly ZipPart[]) => folder.write('export.zip', zipBytes(parts));

test('a zip with a folder inside, with OpenSSH', async () => {
  const district = await create();
  const put = () => runOpenSshSftp(folder, district.login, ['put export.zip']);
  await zipped(
    set.map(({ name, content }) => ({
      name: name === 'users.csv' ? `people/${name}` : name,
      content,
    })),
  );
  expect(await put()).toMatchObject({ code: 0 });
  await assembleSyncRuns(ctx);
  expect(await district.hint('ARCHIVE_FOLDERS')).toMatch(
    /^We received export\.zip from 127\.0\.0\.1 at .*\. Some of its files are inside a folder and will not be read: people\/users\.csv\. Place all files at the top level/,
  );
  ctx.clock.advance(1000);
  await zipped(set.map(({ name, content }) => ({ name: `all/${name}`, content })));
  expect(await put()).toMatchObject({ code: 0 });
  await assembleSyncRuns(ctx);
  await district.isAnswered('ARCHIVE_FOLDERS');
});

test('a zip with a method that cannot be read, with lftp, also once it was checked', async () => {
  const district = await create();
  const says =
    /^We received export\.zip from 127\.0\.0\.1 at .*, and it cannot be used\. users\.csv is compressed with the method LZMA\. Supported methods are Deflate and Store\. Create the archive with Deflate/;
  await zipped(
    set.map(({ name, content }) => ({
      ...{ name, content },
      ...(name === 'users.csv' ? { method: 14 } : {}),
    })),
  );
  await lftp(district, 'put export.zip');
  expect(await district.hint('ARCHIVE_UNUSABLE')).toMatch(says);
  await check(district);
  expect(await district.hint('ARCHIVE_UNUSABLE')).toMatch(says);
  await zipped(set);
  await lftp(district, 'put export.zip');
  await district.isAnswered('ARCHIVE_UNUSABLE');
});

test('the same files again, with rclone', async () => {
  const district = await create();
  const copy = () =>
    runRclone(folder, district.login, [
      'copy',
      'set',
      ':sftp:/',
      '--transfers=4',
      '--ignore-times',
    ]);
  const send = async () => {
    expect(await copy()).toMatchObject({ code: 0 });
    return check(district);
  };
  expect(await send()).toBe('HELD');
  await apply(district);
  expect(await send()).toBe('NO_CHANGE');
  expect(await district.hint('SAME_FILES')).toMatch(
    /^The last set of files, received up to .*, is the same byte for byte as run 1 \(.*\), so nothing was changed\. If you expected changes, check that your SIS exports again/,
  );
  await folder.write(
    `set/orgs.csv`,
    (set.find(({ name }) => name === 'orgs.csv')?.content.toString() ?? '').replace(
      'School 1',
      'One',
    ),
  );
  await send();
  await district.isAnswered('SAME_FILES');
});

/** Whole and quiet: checked now. The state of the newest run afterwards. */
async function check({ tenantId }: HintedDistrict): Promise<string> {
  await assembleSyncRuns(ctx);
  ctx.clock.advance(700_000);
  await assembleSyncRuns(ctx);
  await workOnRuns(ctx);
  const run = await ctx.db.prisma.syncRun.findFirstOrThrow({
    where: { tenantId },
    orderBy: { id: 'desc' },
  });
  return run.state;
}

async function apply({ tenantId }: HintedDistrict): Promise<void> {
  const run = await ctx.db.prisma.syncRun.findFirstOrThrow({
    where: { tenantId },
    orderBy: { id: 'desc' },
    select: { id: true, tenantId: true },
  });
  await ctx.db.prisma.$transaction((tx) =>
    moveSyncRun(tx, run, 'APPLYING', { now: ctx.clock.now() }),
  );
  expect(await applySyncRun(ctx, run)).toEqual({ ok: true });
}
