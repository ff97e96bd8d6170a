import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileOfSet } from '@/lib/core/sync-run/set-files';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { districtFiles } from '@/lib/testing/counted-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { queueRun, textFile, type GivenFile } from '@/lib/testing/deliver';
import {
  beginDelivery,
  cutDelivery,
  receiveDelivery,
  recordProgress,
} from '../../intake/deliveries';
import { workOnRuns } from '../../jobs/handlers/work-on-runs';
import { assembleSyncRuns } from '../../sync-runs/assemble';
import { getTenantBySlug } from './list-tenants';
import { loadConnectionView } from './connection-view';
import { findRosterConnection } from '../../connections/queries/list-connections';
import { loadBanner } from './load-banner';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

const required = [
  'academicSessions',
  'classes',
  'courses',
  'enrollments',
  'manifest',
  'orgs',
  'users',
];

async function createDistrict() {
  const connection = await createConnection(ctx, await createTenant(ctx));
  const key = { tenantId: connection.tenantId, connectionId: connection.id };
  const view = () => loadConnectionView(ctx, connection);
  return {
    view,
    async send(...names: string[]) {
      for (const fileName of names) {
        const { id, writer } = await beginDelivery(ctx, key, {
          fileName,
          sourceAddress: '192.0.2.7',
        });
        await writer.close();
        await receiveDelivery(ctx, key, id, { byteCount: 0, sha256: '0'.repeat(64) });
      }
      await assembleSyncRuns(ctx);
    },
    async cut(fileName: string) {
      const { id, writer } = await beginDelivery(ctx, key, {
        fileName,
        sourceAddress: '192.0.2.7',
      });
      await writer.close();
      await cutDelivery(ctx, key, id, 10);
      await assembleSyncRuns(ctx);
    },
    async check(files: readonly GivenFile[]) {
      await queueRun(ctx, connection, files);
      await workOnRuns(ctx);
    },
    async states() {
      const { current } = await view();
      return Object.fromEntries(
        required.map((name) => [name, fileOfSet(current, `${name}.csv`).state]),
      );
    },
  };
}

const whole = districtFiles({ students: 30, staff: 2 });
const all = (state: string, changes: Record<string, string> = {}) => ({
  ...Object.fromEntries(required.map((name) => [name, state])),
  ...changes,
});

test('a file that stops its set is named, the others were not used, and nothing has a tick', async () => {
  const district = await createDistrict();
  expect(await district.states()).toEqual(all('missing'));
  await district.check(whole);
  // No family contacts: the district cannot go live with them.
  expect(await district.states()).toEqual(all('checked', { users: 'problems' }));
  await district.check(
    whole.map((file) => (file.name === 'users.csv' ? textFile('users.csv', 'a,b\nc,d\n') : file)),
  );
  expect((await district.view()).latest).toMatchObject({ state: 'INVALID', undoneAt: null });
  expect(await district.states()).toEqual(all('not-used', { users: 'refused' }));
});

test('files of an earlier set do not count, nor do names that are none', async () => {
  const district = await createDistrict();
  await district.check(whole);
  ctx.clock.advance(24 * 3600_000);
  await district.send('users.csv', 'Orgs.csv', 'notes.txt');
  const { set, latest } = await district.view();
  expect(latest?.state).toBe('RECEIVING');
  expect(set).toMatchObject({ receivedCount: 1, awaitedCount: 7, isClientConnected: false });
  expect(set?.missing).toContain('orgs.csv');
  expect(await district.states()).toEqual(all('missing', { users: 'received' }));
});

test('an upload that no set has yet is on its way, of the open set only', async () => {
  const district = await createDistrict();
  await district.send('users.csv');
  const connection = await ctx.db.prisma.connection.findFirstOrThrow({ orderBy: { id: 'desc' } });
  const key = { tenantId: connection.tenantId, connectionId: connection.id };
  const { writer } = await beginDelivery(ctx, key, {
    fileName: 'orgs.csv',
    sourceAddress: '192.0.2.7',
  });
  await writer.close();
  expect(await district.states()).toEqual(all('missing', { users: 'received', orgs: 'receiving' }));
  expect((await district.view()).set).toMatchObject({ arriving: ['orgs.csv'] });
});

test('the first file of the next set begins the list anew, before it is a set', async () => {
  const district = await createDistrict();
  await district.check(whole);
  expect(await district.states()).toMatchObject({ orgs: 'checked', users: 'problems' });
  ctx.clock.advance(24 * 3600_000);
  const connection = await ctx.db.prisma.connection.findFirstOrThrow({ orderBy: { id: 'desc' } });
  const key = { tenantId: connection.tenantId, connectionId: connection.id };
  const begin = async (fileName: string): Promise<number> => {
    const { id, writer } = await beginDelivery(ctx, key, { fileName, sourceAddress: '192.0.2.7' });
    await writer.close();
    return id;
  };
  await begin('notes.csv');
  expect(await district.states()).toMatchObject({ orgs: 'checked', users: 'problems' });
  const id = await begin('orgs.csv');
  expect(await district.states()).toEqual(all('missing', { orgs: 'receiving' }));
  await receiveDelivery(ctx, key, id, { byteCount: 12, sha256: '0'.repeat(64) });
  expect(await district.states()).toEqual(all('missing', { orgs: 'received' }));
  await assembleSyncRuns(ctx);
  expect(await district.states()).toEqual(all('missing', { orgs: 'received' }));
});

test('how far a file on its way is, beside the last one of its name', async () => {
  const connection = await createConnection(ctx, await createTenant(ctx));
  const key = { tenantId: connection.tenantId, connectionId: connection.id };
  const begin = async (fileName: string): Promise<number> => {
    const { id, writer } = await beginDelivery(ctx, key, { fileName, sourceAddress: '192.0.2.7' });
    await writer.close();
    return id;
  };
  const last = await begin('users.csv');
  await receiveDelivery(ctx, key, last, { byteCount: 1000, sha256: '0'.repeat(64) });
  const uploads = [await begin('users.csv'), await begin('orgs.csv')];
  await recordProgress(
    ctx,
    uploads.map((deliveryId) => ({ tenantId: key.tenantId, deliveryId, byteCount: 430 })),
  );
  const { current } = await loadConnectionView(ctx, connection);
  const receiving = { state: 'receiving', byteCount: 430, rowsRead: null };
  expect(fileOfSet(current, 'users.csv')).toMatchObject({ ...receiving, percentOfLast: 43 });
  expect(fileOfSet(current, 'orgs.csv')).toMatchObject({ ...receiving, percentOfLast: null });
});

test('an archive that was cut is all that is missing, and one file that was cut has come in part', async () => {
  const archive = await createDistrict();
  await archive.cut('export.zip');
  expect((await archive.view()).set).toMatchObject({
    receivedCount: 0,
    awaitedCount: 1,
    archiveName: 'export.zip',
    isQuiet: false,
    missing: ['export.zip'],
    cut: ['export.zip'],
  });
  const loose = await createDistrict();
  await loose.send(...required.filter((name) => name !== 'orgs').map((name) => `${name}.csv`));
  ctx.clock.advance(1000);
  await loose.cut('users.csv');
  expect((await loose.view()).set).toMatchObject({
    receivedCount: 5,
    awaitedCount: 7,
    archiveName: null,
    missing: ['orgs.csv', 'users.csv'],
    cut: ['users.csv'],
  });
  ctx.clock.advance(3600_000);
  expect((await loose.view()).set).toMatchObject({ isQuiet: true });
});

test.each(['a pause', 'a blackout'])('%s promises no check', async (kind) => {
  const district = await createDistrict();
  await district.send(...required.map((name) => `${name}.csv`));
  const connection = await ctx.db.prisma.connection.findFirstOrThrow({
    orderBy: { id: 'desc' },
    include: { tenant: true },
  });
  const now = ctx.clock.now();
  const banner = async () => {
    const row = await getTenantBySlug(ctx, connection.tenant.slug);
    const found = await findRosterConnection(ctx, connection.tenantId);
    if (!found) throw new Error('no connection');
    return loadBanner(ctx, { ...row, hasCredentials: true }, found, { isStaff: false });
  };
  expect((await banner()).words.sentences.join(' ')).toContain('The check starts at');
  if (kind === 'a pause')
    await ctx.db.prisma.connection.update({
      where: { id: connection.id },
      data: { pausedAt: now },
    });
  else
    await ctx.db.prisma.policyWindow.create({
      data: {
        tenantId: connection.tenantId,
        kind: 'BLACKOUT',
        reason: 'moving servers',
        startDate: new Date(now.getTime() - 86_400_000),
        createdAt: now,
        endDate: new Date(now.getTime() + 86_400_000),
      },
    });
  const { words } = await banner();
  expect(words).toMatchObject({ canCheckNow: false, countdownTo: null });
  // Nobody knows when a pause by button ends.
  expect(words.title).toMatch(kind === 'a pause' ? /^Paused$/ : /^Paused until [A-Z]/);
  expect(words.sentences.join(' ')).not.toMatch(/starts at/);
});
