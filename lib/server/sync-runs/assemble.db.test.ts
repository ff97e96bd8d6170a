import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createConnection,
  createPerson,
  createTenant,
  type NewTestConnection,
} from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { zipBytes } from '@/lib/testing/zip-bytes';
import {
  beginDelivery,
  cutDelivery,
  receiveDelivery,
  removeDelivery,
  renameDelivery,
} from '../intake/deliveries';
import { listFilesNotRead } from '../connections/queries/files-not-read';
import { recordSessions } from '../connections/client-sessions';
import { assembleSyncRuns } from './assemble';
import { checkNow } from './commands/check-now';
import { moveSyncRun } from './move-sync-run';
import { waitingFor } from './queries/waiting-for';

let ctx: TestContext;

beforeAll(async () => {
  ctx = await createTestContext();
});
/** Many an upload here never ends. */
const begun: { close(): Promise<void> }[] = [];
afterAll(async () => {
  await Promise.all(begun.map((writer) => writer.close()));
  await ctx.close();
});

/** What the run will read, in the order of the names. */
const filesOfRun = (tenantId: number, runId: number) =>
  ctx.db.prisma.delivery.findMany({
    where: { tenantId, syncRunId: runId, state: 'RECEIVED', replacedById: null },
    orderBy: [{ fileName: 'asc' }, { id: 'asc' }],
  });

const manifest = (modes: Record<string, string> = {}) =>
  [
    'propertyName,value',
    'manifest.version,1.0',
    'oneroster.version,1.1',
    ...Object.entries({
      academicSessions: 'bulk',
      classes: 'bulk',
      courses: 'bulk',
      demographics: 'absent',
      enrollments: 'bulk',
      orgs: 'bulk',
      users: 'bulk',
      ...modes,
    }).map(([file, mode]) => `file.${file},${mode}`),
    '',
  ].join('\r\n');

const OTHERS = ['academicSessions', 'classes', 'courses', 'enrollments', 'orgs'].map(
  (name) => `${name}.csv`,
);

async function createDistrict(values: NewTestConnection = {}) {
  const tenant = await createTenant(ctx);
  const contact = await createPerson(ctx, { tenants: [tenant] });
  const connection = await createConnection(ctx, tenant, { quietSeconds: 600, ...values });
  const key = { tenantId: tenant.id, connectionId: connection.id };
  const session = { id: randomUUID(), ...key };
  const begin = async (fileName: string) => {
    const upload = await beginDelivery(ctx, key, { fileName, sourceAddress: '192.0.2.7' });
    begun.push(upload.writer);
    return upload;
  };
  return {
    ...key,
    contact,
    begin,
    /** A client that is signed in now. */
    connect: () => recordSessions(ctx, [session]),
    disconnect: () => recordSessions(ctx, [session], { haveEnded: true }),
    async checkNow() {
      return checkNow(ctx, { kind: 'person', userId: contact.id, sourceAddress: null }, tenant.id);
    },
    async send(fileName: string, content: string | Buffer = fileName) {
      const { id, writer } = await begin(fileName);
      await writer.write(Buffer.from(content), 0);
      await writer.sync();
      await writer.close();
      const sha256 = createHash('sha256').update(content).digest('hex');
      await receiveDelivery(ctx, key, id, { byteCount: Buffer.byteLength(content), sha256 });
      return id;
    },
    async sendSet() {
      for (const name of [...OTHERS, 'users.csv']) await this.send(name);
      await this.send('manifest.csv', manifest());
    },
    async cut(fileName: string) {
      const { id, writer } = await begin(fileName);
      await writer.close();
      await cutDelivery(ctx, key, id, 10);
    },
    rename: (from: string, to: string) => renameDelivery(ctx, key, from, to),
    remove: (fileName: string) => removeDelivery(ctx, key, fileName),
    runs: () =>
      ctx.db.prisma.syncRun.findMany({
        where: { connectionId: connection.id },
        orderBy: { id: 'asc' },
      }),
    async states() {
      return (await this.runs()).map((run) => run.state);
    },
    async lastRunId() {
      return (await this.runs()).at(-1)?.id ?? 0;
    },
    async waiting() {
      return waitingFor(ctx, tenant.id, await this.lastRunId());
    },
    async move(runId: number, ...states: Parameters<typeof moveSyncRun>[2][]) {
      for (const state of states)
        await ctx.db.prisma.$transaction((tx) =>
          moveSyncRun(tx, { id: runId, tenantId: tenant.id }, state, { now: ctx.clock.now() }),
        );
    },
  };
}

type District = Awaited<ReturnType<typeof createDistrict>>;

const minutes = (count: number) => ctx.clock.advance(count * 60_000);

test('a whole set whose sender stays connected is queued when nothing has arrived for the quiet period, once', async () => {
  const district = await createDistrict();
  await district.connect();
  await district.sendSet();
  await assembleSyncRuns(ctx);
  expect(await district.states()).toEqual(['RECEIVING']);
  minutes(9);
  await district.send('users.csv', 'a later one');
  await assembleSyncRuns(ctx);
  minutes(9);
  await district.connect();
  await assembleSyncRuns(ctx);
  expect(await district.states()).toEqual(['RECEIVING']);
  minutes(1);
  await district.connect();
  await Promise.all([assembleSyncRuns(ctx), assembleSyncRuns(ctx)]);
  await assembleSyncRuns(ctx);
  expect(await district.states()).toEqual(['QUEUED']);

  const runId = await district.lastRunId();
  const files = await filesOfRun(district.tenantId, runId);
  expect(files.map((file) => file.fileName)).toEqual([
    'academicSessions.csv',
    'classes.csv',
    'courses.csv',
    'enrollments.csv',
    'manifest.csv',
    'orgs.csv',
    'users.csv',
  ]);
  expect(files.at(-1)?.sha256).toBe(createHash('sha256').update('a later one').digest('hex'));
  expect(await filesOfRun(district.tenantId + 1, runId)).toEqual([]);
});

test('missing files are waited for and named, then given up with a mail', async () => {
  const district = await createDistrict();
  await district.send('users.csv');
  await district.send('Orgs.csv');
  await district.send('upload/classes.csv');
  await assembleSyncRuns(ctx);
  expect(await district.waiting()).toMatchObject({
    receivedFileNames: ['Orgs.csv', 'upload/classes.csv', 'users.csv'],
    missingFileNames: [...OTHERS, 'manifest.csv'].sort(),
    quietUntil: null,
  });
  await district.send('manifest.csv', manifest({ courses: 'absent', demographics: 'bulk' }));
  await assembleSyncRuns(ctx);
  expect((await district.waiting())?.missingFileNames).toEqual([
    'academicSessions.csv',
    'classes.csv',
    'demographics.csv',
    'enrollments.csv',
    'orgs.csv',
  ]);
  minutes(359);
  await assembleSyncRuns(ctx);
  expect(await district.states()).toEqual(['RECEIVING']);
  minutes(1);
  await assembleSyncRuns(ctx);
  expect(await district.states()).toEqual(['INCOMPLETE']);
  const [mail, ...more] = await ctx.db.prisma.outboxMail.findMany({
    where: { tenantId: district.tenantId },
  });
  expect(more).toEqual([]);
  expect(mail).toMatchObject({ kind: 'files-incomplete', toAddress: district.contact.email });
  expect(mail?.text).toContain('enrollments.csv');
  expect(await waitingFor(ctx, district.tenantId, await district.lastRunId())).toBeNull();
});

test('a running upload, a rename and a file under a temporary name keep the set open', async () => {
  const district = await createDistrict();
  await district.connect();
  await district.sendSet();
  minutes(9);
  const running = await district.begin('notes.csv');
  minutes(2);
  await assembleSyncRuns(ctx);
  expect(await district.states()).toEqual(['RECEIVING']);
  await running.writer.close();
  await cutDelivery(ctx, district, running.id, 0);
  await district.send('users.csv.part', 'whole, to be renamed');
  minutes(9);
  expect(await district.rename('users.csv.part', 'users.csv')).toEqual({ ok: true });
  minutes(9);
  await district.connect();
  await assembleSyncRuns(ctx);
  expect(await district.states()).toEqual(['RECEIVING']);
  minutes(1);
  await assembleSyncRuns(ctx);
  expect(await district.states()).toEqual(['QUEUED']);
  const files = await filesOfRun(district.tenantId, await district.lastRunId());
  const users = files.find((file) => file.fileName === 'users.csv');
  expect(Number(users?.byteCount)).toBe('whole, to be renamed'.length);
});

test('a cut upload is never read: its file is waited for until it comes whole', async () => {
  const district = await createDistrict();
  await district.sendSet();
  minutes(1);
  await district.cut('enrollments.csv');
  minutes(60);
  await assembleSyncRuns(ctx);
  expect((await district.waiting())?.missingFileNames).toEqual(['enrollments.csv']);
  await district.send('enrollments.csv', 'whole');
  minutes(10);
  await assembleSyncRuns(ctx);
  expect(await district.states()).toEqual(['QUEUED']);
});

test('a cut upload noticed after the set was queued starts no set of its own', async () => {
  const district = await createDistrict();
  const lost = await district.begin('users.csv');
  await lost.writer.close();
  await ctx.db.prisma.delivery.update({
    where: { id: lost.id },
    data: { startedAt: new Date(ctx.clock.now().getTime() - 1000) },
  });
  await district.sendSet();
  await cutDelivery(ctx, district, lost.id, 5);
  minutes(10);
  await assembleSyncRuns(ctx);
  await assembleSyncRuns(ctx);
  expect(await district.states()).toEqual(['QUEUED']);
});

test('a file taken back before the set is whole leaves it; a set with nothing left is gone', async () => {
  const district = await createDistrict();
  await district.sendSet();
  await assembleSyncRuns(ctx);
  expect(await district.remove('users.csv')).toEqual({ ok: true, wasUsed: false });
  minutes(10);
  await assembleSyncRuns(ctx);
  expect((await district.waiting())?.missingFileNames).toEqual(['users.csv']);
  for (const name of [...OTHERS, 'manifest.csv']) await district.remove(name);
  await assembleSyncRuns(ctx);
  expect(await district.states()).toEqual([]);
});

test('a set is gone as well when its last file had been sent twice before it was taken back', async () => {
  const district = await createDistrict();
  await district.send('users.csv');
  await assembleSyncRuns(ctx);
  await district.send('users.csv', 'a later one');
  await assembleSyncRuns(ctx);
  expect(await district.states()).toEqual(['RECEIVING']);
  expect(await district.remove('users.csv')).toEqual({ ok: true, wasUsed: false });
  await assembleSyncRuns(ctx);
  expect(await district.states()).toEqual([]);
});

test('a used file can neither be renamed nor taken out of its run', async () => {
  const district = await createDistrict({ quietSeconds: 0 });
  await district.sendSet();
  await assembleSyncRuns(ctx);
  expect(await district.states()).toEqual(['QUEUED']);
  expect(await district.rename('users.csv', 'old.csv')).toEqual({
    ok: false,
    code: 'ALREADY_USED',
  });
  expect(await district.remove('users.csv')).toEqual({ ok: true, wasUsed: true });
  const files = await filesOfRun(district.tenantId, await district.lastRunId());
  expect(files).toHaveLength(7);
});

test('one run of a connection at a time; a checked one and a held one stay beside the newer set', async () => {
  const district = await createDistrict({ quietSeconds: 0 });
  await district.sendSet();
  await assembleSyncRuns(ctx);
  const first = await district.lastRunId();
  await district.sendSet();
  await assembleSyncRuns(ctx);
  expect(await district.states()).toEqual(['QUEUED', 'RECEIVING']);
  await district.move(first, 'PROCESSING', 'DEFERRED');
  await assembleSyncRuns(ctx);
  expect(await district.states()).toEqual(['DEFERRED', 'QUEUED']);
  await district.move(await district.lastRunId(), 'PROCESSING', 'HELD');
  await district.sendSet();
  await assembleSyncRuns(ctx);
  expect(await district.states()).toEqual(['DEFERRED', 'HELD', 'QUEUED']);
});

test('a paused connection keeps its files and starts nothing until it goes on', async () => {
  const district = await createDistrict({ quietSeconds: 0, pausedAt: ctx.clock.now() });
  await district.sendSet();
  minutes(24 * 60);
  await assembleSyncRuns(ctx);
  expect(await district.states()).toEqual(['RECEIVING']);
  expect((await district.waiting())?.isPaused).toBe(true);
  await ctx.db.prisma.connection.update({
    where: { id: district.connectionId },
    data: { pausedAt: null },
  });
  await assembleSyncRuns(ctx);
  expect(await district.states()).toEqual(['QUEUED']);
});

test('a blackout keeps files and starts nothing until its last day is over where the district is', async () => {
  const district = await createDistrict({ quietSeconds: 0 });
  const start = ctx.clock.now();
  const date = (days: number) => new Date(start.getTime() + days * 86_400_000);
  ctx.clock.set(`${start.toISOString().slice(0, 10)}T20:00:00Z`);
  await ctx.db.prisma.policyWindow.create({
    data: {
      tenantId: district.tenantId,
      kind: 'BLACKOUT',
      reason: 'moving servers',
      startDate: date(0),
      endDate: date(1),
      createdAt: start,
    },
  });
  await district.sendSet();
  minutes(24 * 60);
  await assembleSyncRuns(ctx);
  expect(await district.states()).toEqual(['RECEIVING']);
  expect((await district.waiting())?.isPaused).toBe(true);
  // Midnight of Greenwich: the afternoon of that day in Los Angeles.
  minutes(6 * 60);
  await assembleSyncRuns(ctx);
  expect(await district.states()).toEqual(['RECEIVING']);
  minutes(6 * 60);
  await assembleSyncRuns(ctx);
  expect(await district.states()).toEqual(['QUEUED']);
  ctx.clock.set(start);
});

test('a zip alone is a set, six files are one where no manifest is required, attendance is none', async () => {
  const zipped = await createDistrict();
  await zipped.send('lakeview.zip');
  const without = await createDistrict({ manifestRequired: false });
  for (const name of [...OTHERS, 'users.csv']) await without.send(name);
  const attendance = await createDistrict();
  await attendance.send('attendance_elementary.csv');
  minutes(10);
  await assembleSyncRuns(ctx);
  expect(await zipped.states()).toEqual(['QUEUED']);
  expect(await without.states()).toEqual(['QUEUED']);
  expect(await attendance.states()).toEqual([]);
});

const rosterZip = (text = 'x'): Buffer =>
  zipBytes([
    { name: 'manifest.csv', content: manifest() },
    ...[...OTHERS, 'users.csv'].map((name) => ({ name, content: text })),
  ]);
const photosZip = (): Buffer =>
  zipBytes(Array.from({ length: 60 }, (_, i) => ({ name: `IMG_${i}.jpg`, content: 'x' })));

describe('what belongs to no set', () => {
  test.each<[string, string | Buffer, string]>([
    ['upload.done', 'ok', 'UNKNOWN_NAME'],
    ['export.log', 'ok', 'UNKNOWN_NAME'],
    ['test.txt', 'hello', 'UNKNOWN_NAME'],
    ['readme.md', 'hello', 'UNKNOWN_NAME'],
    ['users.csv.md5', 'abc', 'UNKNOWN_NAME'],
    ['users.csv-7fK2xQ9a', 'sourcedId', 'TEMPORARY_NAME'],
    ['export.zip.part', 'PK', 'TEMPORARY_NAME'],
    ['photos.zip', photosZip(), 'OTHER_ARCHIVE'],
  ])('%s opens none and is listed', async (name, content, because) => {
    const district = await createDistrict();
    await district.send(name, content);
    for (let hours = 0; hours < 24; hours += 1) {
      await assembleSyncRuns(ctx);
      minutes(60);
    }
    expect(await district.states()).toEqual([]);
    const { tenantId, connectionId } = district;
    expect(await listFilesNotRead(ctx, tenantId, connectionId)).toMatchObject([
      { fileName: name, because },
    ]);
    expect(await listFilesNotRead(ctx, tenantId + 1, connectionId)).toEqual([]);
  });

  test('a calendar by itself, spelled in its own way, opens none either', async () => {
    const district = await createDistrict();
    for (const name of ['calendar_2026-27.csv', 'Calendar.csv', 'school calendar.csv'])
      await district.send(name);
    minutes(600);
    await assembleSyncRuns(ctx);
    expect(await district.states()).toEqual([]);
  });

  test.each(['Users.csv', 'user.csv', 'users.xlsx'])(
    '%s does, and the right name is told',
    async (name) => {
      const district = await createDistrict();
      await district.send(name);
      await assembleSyncRuns(ctx);
      expect(await district.states()).toEqual(['RECEIVING']);
    },
  );

  test('an archive of photos beside half a set ends no wait, and the set becomes whole without it', async () => {
    const district = await createDistrict();
    await district.send('users.csv');
    await district.send('photos.zip', photosZip());
    minutes(11);
    await assembleSyncRuns(ctx);
    expect(await district.waiting()).toMatchObject({ receivedFileNames: ['users.csv'] });
    await district.sendSet();
    await district.send('upload.done');
    minutes(11);
    await assembleSyncRuns(ctx);
    expect(await district.states()).toEqual(['QUEUED']);
  });
});

describe('archives of one set', () => {
  test('a newer one that was cut is waited for, then given up', async () => {
    const district = await createDistrict();
    await district.send('export_1.zip', rosterZip());
    minutes(1);
    await district.cut('export_2.zip');
    minutes(11);
    await assembleSyncRuns(ctx);
    expect(await district.waiting()).toMatchObject({ missingFileNames: ['export_2.zip'] });
    await district.send('export_2.zip', rosterZip());
    minutes(11);
    await assembleSyncRuns(ctx);
    expect(await district.states()).toEqual(['QUEUED']);
  });

  test('an older one that was cut is not', async () => {
    const district = await createDistrict();
    await district.cut('export_1.zip');
    minutes(1);
    await district.send('export_2.zip', rosterZip());
    minutes(11);
    await assembleSyncRuns(ctx);
    expect(await district.states()).toEqual(['QUEUED']);
  });

  test('whatever is wrong with one, it is a set, so that it is told', async () => {
    for (const bytes of [
      Buffer.from('PK'),
      zipBytes([]),
      zipBytes([{ name: 'a.zip', content: 'x' }]),
    ]) {
      const district = await createDistrict();
      await district.send('export.zip', bytes);
      minutes(11);
      await assembleSyncRuns(ctx);
      expect(await district.states()).toEqual(['QUEUED']);
    }
  });
});

test('a rename reaches the set that waits for the worker, and none that is being read', async () => {
  const district = await createDistrict();
  await district.sendSet();
  minutes(11);
  await assembleSyncRuns(ctx);
  const runId = await district.lastRunId();
  expect(await district.rename('users.csv', 'users_1.csv')).toEqual({ ok: true });
  expect(await district.rename('users_1.csv', 'users.csv')).toEqual({ ok: true });
  expect(await district.rename('users.csv', 'courses.csv')).toEqual({ ok: true });
  const names = (await filesOfRun(district.tenantId, runId)).map((file) => file.fileName);
  expect(names.filter((name) => name === 'courses.csv')).toHaveLength(1);
  expect(names).not.toContain('users.csv');
  await district.move(runId, 'PROCESSING');
  expect(await district.rename('orgs.csv', 'classes.csv')).toEqual({
    ok: false,
    code: 'ALREADY_USED',
  });
});

describe('once the client has gone', () => {
  const seconds = (count: number) => ctx.clock.advance(count * 1000);

  test('a whole set is queued after a minute, counted from when the last client went', async () => {
    const district = await createDistrict();
    await district.connect();
    await district.sendSet();
    minutes(3);
    await district.connect();
    await assembleSyncRuns(ctx);
    expect(await district.waiting()).toMatchObject({
      isClientConnected: true,
      settledSeconds: 60,
      quietUntil: new Date(ctx.clock.now().getTime() + 7 * 60_000),
    });
    await district.disconnect();
    seconds(59);
    await assembleSyncRuns(ctx);
    expect(await district.states()).toEqual(['RECEIVING']);
    expect(await district.waiting()).toMatchObject({
      isClientConnected: false,
      quietUntil: new Date(ctx.clock.now().getTime() + 1_000),
    });
    seconds(1);
    await assembleSyncRuns(ctx);
    expect(await district.states()).toEqual(['QUEUED']);
  });

  test('a server that died leaves nobody connected for ever', async () => {
    const district = await createDistrict();
    await district.connect();
    await district.sendSet();
    seconds(61);
    await assembleSyncRuns(ctx);
    expect(await district.states()).toEqual(['QUEUED']);
  });

  test('the end of a session stays its end, whatever is told of it later', async () => {
    const district = await createDistrict();
    await district.disconnect();
    await district.connect();
    await district.sendSet();
    await assembleSyncRuns(ctx);
    expect((await district.waiting())?.isClientConnected).toBe(false);
  });

  test('a client of another district is nobody here', async () => {
    const [district, other] = [await createDistrict(), await createDistrict()];
    await other.connect();
    await district.sendSet();
    await assembleSyncRuns(ctx);
    expect((await district.waiting())?.isClientConnected).toBe(false);
  });

  test.each([
    ['a file is missing', async (d: District) => d.remove('users.csv'), {}],
    ['an upload runs', async (d: District) => d.begin('users.csv'), {}],
    ['an upload was cut', async (d: District) => d.cut('users.csv'), {}],
    ['a newer file has a temporary name', async (d: District) => d.send('users.csv.part'), {}],
    [
      'no manifest says what to expect',
      async (d: District) => d.remove('manifest.csv'),
      { manifestRequired: false },
    ],
    ['the manifest cannot be read', async (d: District) => d.send('manifest.csv', '\0'), {}],
    ['the district wants ten minutes', async () => {}, { settledSeconds: 600 }],
  ])('a minute is not enough where %s', async (_case, change, values) => {
    const district = await createDistrict(values);
    await district.sendSet();
    seconds(1);
    await change(district);
    seconds(120);
    await assembleSyncRuns(ctx);
    expect(await district.states()).toEqual(['RECEIVING']);
  });

  test('names that no manifest asks for do not count', async () => {
    const district = await createDistrict();
    await district.sendSet();
    await district.send('Orgs.csv');
    await district.remove('enrollments.csv');
    await assembleSyncRuns(ctx);
    const waiting = await district.waiting();
    expect(waiting?.awaitedFileNames).toEqual([...OTHERS, 'manifest.csv', 'users.csv'].sort());
    expect(waiting?.missingFileNames).toEqual(['enrollments.csv']);
  });
});

describe('check now', () => {
  test('a whole set is queued at once, by whom is kept', async () => {
    const district = await createDistrict();
    await district.connect();
    await district.sendSet();
    const runId = (await district.runs()).length === 0 ? null : await district.lastRunId();
    expect(runId).toBeNull();
    const result = await district.checkNow();
    expect(result).toEqual({ ok: true, runId: await district.lastRunId() });
    expect(await district.states()).toEqual(['QUEUED']);
    const audit = await ctx.db.prisma.auditEvent.findMany({
      where: { tenantId: district.tenantId, action: 'sync-run.check-now' },
    });
    expect(audit).toMatchObject([{ actorId: district.contact.id }]);
    expect(await district.checkNow()).toEqual({ ok: false, code: 'ALREADY_CHECKING' });
  });

  test.each<[string, (district: District) => Promise<unknown>, object]>([
    ['nothing came', async () => {}, { code: 'NOTHING_WAITING' }],
    ['only attendance came', (d) => d.send('attendance.csv'), { code: 'NOTHING_WAITING' }],
    [
      'a file is missing',
      async (d) => {
        await d.sendSet();
        await d.remove('users.csv');
      },
      { code: 'FILES_MISSING', fileNames: ['users.csv'] },
    ],
    [
      'an upload was cut',
      async (d) => {
        await d.sendSet();
        minutes(1);
        await d.cut('orgs.csv');
      },
      { code: 'FILES_MISSING', fileNames: ['orgs.csv'] },
    ],
    [
      'an upload runs',
      async (d) => {
        await d.sendSet();
        await d.begin('orgs.csv');
      },
      { code: 'STILL_ARRIVING', fileNames: ['orgs.csv'] },
    ],
    [
      'the district is paused',
      async (d) => {
        await d.sendSet();
        await ctx.db.prisma.connection.update({
          where: { id: d.connectionId },
          data: { pausedAt: ctx.clock.now() },
        });
      },
      { code: 'PAUSED' },
    ],
    [
      'earlier files are being checked',
      async (d) => {
        await d.sendSet();
        await d.checkNow();
        await d.sendSet();
      },
      { code: 'BUSY' },
    ],
  ])('refused where %s', async (_case, prepare, refusal) => {
    const district = await createDistrict();
    await prepare(district);
    const before = await district.states();
    expect(await district.checkNow()).toEqual({ ok: false, ...refusal });
    expect((await district.states()).filter((state) => state !== 'RECEIVING')).toEqual(
      before.filter((state) => state !== 'RECEIVING'),
    );
  });
});
