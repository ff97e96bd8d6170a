// A kind of connection that nobody here has: an entry in the table of kinds, a table for its account, and an intake that leaves
// deliveries behind. Nothing else of the product knows of it.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  KINDS_OF_CONNECTION,
  kindOfConnection,
  type KindOfConnection,
} from '@/lib/core/connections/kinds';
import type { Feed } from '@/lib/core/feeds/feeds';
import { attendanceCsv, districtOf } from '@/lib/testing/attendance';
import { createPerson, createTenant } from '@/lib/testing/builders';
import { districtFiles, without, type DayOf } from '@/lib/testing/counted-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import type { GivenFile } from '@/lib/testing/deliver';
import { actorOf, createLiveDistrict, targetOf } from '@/lib/testing/reviews';
import { queueAttendanceFiles } from '../attendance/queue-files';
import { findNextFile } from '../attendance/queries/next-file';
import { beginDelivery, receiveDelivery } from '../intake/deliveries';
import { workOnRuns } from '../jobs/handlers/work-on-runs';
import { pauseDeliveries } from '../policy/pauses';
import { approve } from '../reviews/commands/approve';
import { findRosterVersion } from '../roster/version';
import { identifyRun } from '../sync-runs/queries/identify-run';
import { assembleSyncRuns } from '../sync-runs/assemble';
import { checkNow } from '../sync-runs/commands/check-now';
import { getTenantBySlug } from '../tenants/queries/list-tenants';
import { tenantStatus } from '../tenants/queries/tenant-status';
import { createConnection } from './commands/create-connection';
import { findRosterConnection, listConnections } from './queries/list-connections';
import { listFilesNotRead } from './queries/files-not-read';
import { generatePassword } from './commands/passwords';
import { updateConnection } from './commands/update-connection';

const NAME = 'PIGEON_POST';

/** A set is whole when its last file, the manifest, has landed: nobody waits for quiet. */
const pigeonPost: KindOfConnection = {
  feeds: ['ROSTER', 'ATTENDANCE'],
  completeness: ({ files, now }) =>
    files.some(({ name, isComplete }) => name === 'manifest.csv' && isComplete)
      ? { kind: 'complete' }
      : {
          kind: 'receiving',
          missing: ['manifest.csv'],
          quietUntil: now,
          checkAgainAt: now,
          canSettle: false,
        },
  canPause: false,
  api: null,
  words: {
    name: 'OneRoster files by pigeon',
    setUp: 'Tie one file to each pigeon, and the manifest to the last.',
    beforeFirst: 'When pigeons land, their files are listed here.',
  },
};

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-09-01T15:00:00Z' });
  Object.assign(KINDS_OF_CONNECTION, { [NAME]: pigeonPost });
  await ctx.asOwner(
    `CREATE TABLE pigeon_account (tenant_id int, connection_id int, loft text NOT NULL, PRIMARY KEY (tenant_id, connection_id),
       FOREIGN KEY (tenant_id, connection_id) REFERENCES connection (tenant_id, id) ON DELETE CASCADE)`,
  );
});
afterAll(async () => {
  Reflect.deleteProperty(KINDS_OF_CONNECTION, NAME);
  await ctx.close();
});

/** What the folder of the kind would do: an account, and deliveries. */
async function openLoft(tenantId: number, feeds: readonly Feed[]) {
  const { id: connectionId } = await ctx.db.prisma.connection.create({
    data: {
      tenantId,
      kind: NAME,
      applySlot: 'ON_ARRIVAL',
      createdAt: ctx.clock.now(),
      feeds: { create: feeds.map((feed) => ({ feed })) },
    },
  });
  await ctx.db.pool.query('INSERT INTO pigeon_account VALUES ($1, $2, $3)', [
    tenantId,
    connectionId,
    'on the roof',
  ]);
  const key = { tenantId, connectionId };
  const land = async (...files: readonly GivenFile[]): Promise<void> => {
    for (const { name, chunks } of files) {
      const content = Buffer.concat([...chunks]);
      const { id, writer } = await beginDelivery(ctx, key, {
        fileName: name,
        sourceAddress: 'a pigeon',
      });
      await writer.write(content, 0);
      await writer.sync();
      await writer.close();
      const sha256 = createHash('sha256').update(content).digest('hex');
      await receiveDelivery(ctx, key, id, { byteCount: content.length, sha256 });
    }
  };
  const states = async (): Promise<string[]> =>
    (
      await ctx.db.prisma.syncRun.findMany({
        where: { tenantId, connectionId },
        orderBy: { id: 'asc' },
      })
    ).map(({ state }) => state);
  return { ...key, land, states };
}

/** The manifest last. */
const rosterFiles = (day: DayOf = {}): GivenFile[] => {
  const [manifest, ...rest] = districtFiles(
    { schools: 2, students: 60, staff: 3, classes: 4 },
    day,
  );
  return manifest ? [...rest, manifest] : [];
};

test('an added kind brings a roster, and SFTP the attendance of the same district', async () => {
  const tenant = await createTenant(ctx);
  const tenantId = tenant.id;
  const actor = actorOf(await createPerson(ctx));
  const pigeons = await openLoft(tenantId, ['ROSTER']);
  const sftp = await createConnection(ctx, actor, tenantId);
  if (!sftp.ok) throw new Error(sftp.code);
  expect(
    (await listConnections(ctx, tenantId)).map(({ kind, feeds }) => [
      kindOfConnection(kind).words.name,
      ...feeds.map(({ feed }) => feed),
    ]),
  ).toEqual([
    ['OneRoster files by pigeon', 'ROSTER'],
    ['OneRoster 1.1 files by SFTP', 'ATTENDANCE', 'CALENDAR'],
  ]);

  // Whole by its own rule: not before the last file, and then at once.
  const files = rosterFiles();
  await pigeons.land(...files.slice(0, -1));
  await assembleSyncRuns(ctx);
  expect(await pigeons.states()).toEqual(['RECEIVING']);
  expect(await checkNow(ctx, actor, tenantId)).toMatchObject({ fileNames: ['manifest.csv'] });
  await pigeons.land(...files.slice(-1));
  await assembleSyncRuns(ctx);
  expect(await pigeons.states()).toEqual(['QUEUED']);

  // Then as files that came by SFTP.
  await workOnRuns(ctx);
  expect(await pigeons.states()).toEqual(['HELD']);
  const { id: runId } = await ctx.db.prisma.syncRun.findFirstOrThrow({ where: { tenantId } });
  await ctx.db.prisma.gateResult.updateMany({ where: { runId }, data: { outcome: 'passed' } });
  const target = await targetOf(ctx, runId);
  expect(await approve(ctx, actor, { ...target, comment: 'looked at' })).toMatchObject({
    ok: true,
  });
  await workOnRuns(ctx);
  expect(await pigeons.states()).toEqual(['APPLIED']);
  await pigeons.land(...rosterFiles({ change: without('u', 1) }));
  await assembleSyncRuns(ctx);
  await workOnRuns(ctx);
  expect(await pigeons.states()).toEqual(['APPLIED', 'APPLIED']);

  // Whoever asks for the roster of the district asks through the connection that brings it.
  const live = await findRosterVersion(ctx, tenantId);
  const { baselineRunId } = (await findRosterConnection(ctx, tenantId)) ?? {};
  expect(await identifyRun(ctx, tenantId, { number: live?.runNumber ?? 0 })).toMatchObject({
    id: baselineRunId,
  });
  expect(tenantStatus(await getTenantBySlug(ctx, tenant.slug))).toBe('UP_TO_DATE');
  const attendance = districtOf(ctx, tenantId, sftp.connectionId);
  const row = { school: 's1', student: 'u3', date: '2026-09-01' };
  const sent = await attendance.send('attendance.csv', attendanceCsv([row]));
  expect(sent).toMatchObject({ state: 'APPLIED', events: { added: 1 } });

  // What a connection does not bring is kept, and not read.
  await districtOf(ctx, tenantId, pigeons.connectionId).leave(
    'attendance_pigeons.csv',
    attendanceCsv([row]),
  );
  expect(await queueAttendanceFiles(ctx)).toBe(0);
  await attendance.leave('users.csv', 'sourcedId\n');
  await assembleSyncRuns(ctx);
  expect(await ctx.db.prisma.syncRun.count({ where: { tenantId } })).toBe(2);
  for (const connectionId of [pigeons.connectionId, sftp.connectionId])
    expect(await listFilesNotRead(ctx, tenantId, connectionId)).toMatchObject([
      { because: 'OTHER_CONNECTION' },
    ]);

  // What the kind has not, nobody can change; what every connection has, anybody may.
  expect(await pauseDeliveries(ctx, actor, tenantId, 'summer')).toMatchObject({
    code: 'CANNOT_PAUSE',
  });
  const change = (changes: object) =>
    updateConnection(ctx, actor, tenantId, pigeons.connectionId, changes);
  expect(await change({ quietSeconds: 60 })).toMatchObject({ code: 'NO_SFTP_ACCOUNT' });
  expect(await change({ applyAt: '03:00' })).toEqual({ ok: true });

  // Attendance waits while its own connection is paused.
  const nextFile = async () => (await findNextFile(ctx, tenantId)).isRead;
  expect(await nextFile()).toBe('NOW');
  await ctx.db.prisma.connection.update({
    where: { id: sftp.connectionId },
    data: { pausedAt: ctx.clock.now() },
  });
  expect(await nextFile()).toBe('AFTER_PAUSE');
});

test('a feed comes through one connection, and a second for all of them is refused', async () => {
  const { id: tenantId } = await createTenant(ctx);
  const actor = actorOf(await createPerson(ctx));
  await openLoft(tenantId, ['ROSTER', 'ATTENDANCE']);
  await expect(openLoft(tenantId, ['ROSTER'])).rejects.toThrow(/Unique constraint/);
  expect(await createConnection(ctx, actor, tenantId)).toMatchObject({ ok: true });
  expect(await createConnection(ctx, actor, tenantId)).toEqual({
    ok: false,
    code: 'CONNECTION_EXISTS',
  });
  const brought = await ctx.db.prisma.connectionFeed.groupBy({
    by: ['feed'],
    where: { tenantId },
    _count: true,
  });
  expect(brought.map(({ _count }) => _count)).toEqual([1, 1, 1]);
});

test('of two that are created at once one is, and neither reaches into another district', async () => {
  const [mine, theirs] = [await createTenant(ctx), await createTenant(ctx)];
  const actor = actorOf(await createPerson(ctx));
  const created = await Promise.all([1, 2].map(() => createConnection(ctx, actor, mine.id)));
  expect(created.map((result) => (result.ok ? 'ok' : result.code)).sort()).toEqual([
    'CONNECTION_EXISTS',
    'ok',
  ]);
  const [connection] = await listConnections(ctx, mine.id);
  const connectionId = connection?.id ?? 0;
  await expect(
    ctx.db.prisma.connectionFeed.create({
      data: { tenantId: theirs.id, feed: 'ROSTER', connectionId },
    }),
  ).rejects.toThrow(/Foreign key/);
  expect(await findRosterConnection(ctx, theirs.id)).toBeNull();
});

test('a connection without an account has no password, and one of an unknown kind keeps nobody waiting', async () => {
  const actor = actorOf(await createPerson(ctx));
  const [one, other] = [await createTenant(ctx), await createTenant(ctx)];
  const unknown = await openLoft(one.id, ['ROSTER']);
  expect(await generatePassword(ctx, actor, one.id, unknown.connectionId)).toMatchObject({
    code: 'NO_SFTP_ACCOUNT',
  });
  const known = await openLoft(other.id, ['ROSTER']);
  await unknown.land(...rosterFiles());
  await known.land(...rosterFiles());
  // Of a version that came later, say.
  await ctx.db.prisma.connection.update({
    where: { id: unknown.connectionId },
    data: { kind: 'SMOKE_SIGNALS' },
  });
  await assembleSyncRuns(ctx);
  expect([await unknown.states(), await known.states()]).toEqual([[], ['QUEUED']]);
});

test('a live roster that another connection brings from now on is compared, not loaded anew', async () => {
  const { tenantId, connectionId, baselineRunId } = await createLiveDistrict(ctx, {
    seed: 'pigeons',
    students: 60,
  });
  const pigeons = await openLoft(tenantId, []);
  // In one transaction, as docs/decisions/062-kinds-of-connection.md asks.
  await ctx.db.prisma.$transaction([
    ctx.db.prisma.connectionFeed.update({
      where: { tenantId_feed: { tenantId, feed: 'ROSTER' } },
      data: { connectionId: pigeons.connectionId },
    }),
    ctx.db.prisma.connection.update({ where: { id: connectionId }, data: { baselineRunId: null } }),
    ctx.db.prisma.connection.update({
      where: { id: pigeons.connectionId },
      data: { baselineRunId },
    }),
  ]);
  const live = await identifyRun(ctx, tenantId, { id: baselineRunId });
  expect(await findRosterVersion(ctx, tenantId)).toMatchObject({ runNumber: live?.number });
  await pigeons.land(...rosterFiles());
  await assembleSyncRuns(ctx);
  await workOnRuns(ctx);
  const run = await ctx.db.prisma.syncRun.findFirstOrThrow({
    where: { tenantId, connectionId: pigeons.connectionId },
  });
  expect(run).toMatchObject({ planKind: 'INCREMENTAL', state: 'HELD' });
});
