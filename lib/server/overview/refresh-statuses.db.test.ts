// The row that lists filter and sort by says what the pages of the district say: after every write that a status is
// decided from, and where only time has passed.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectionStatuses } from '@/lib/core/sync-run/status-labels';
import type { SyncRunState } from '@/lib/core/sync-run/states';
import { createConnection, createPerson, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { getTenantBySlug } from '../tenants/queries/list-tenants';
import { tenantStatus } from '../tenants/queries/tenant-status';
import { listDistricts } from './queries/list-districts';
import { refreshStatuses } from './refresh-statuses';

/** A Wednesday's morning in Los Angeles. */
const MORNING = '2026-11-18T16:00:00Z';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: MORNING });
});
afterAll(() => ctx.close());

const statusRow = (tenantId: number) =>
  ctx.db.prisma.tenantStatus.findUniqueOrThrow({ where: { tenantId } });

test('the row follows every write and every hour', async () => {
  const { prisma } = ctx.db;
  const tenant = await createTenant(ctx, { name: 'Aspen' });
  const key = { tenantId: tenant.id };
  const seen = new Set<string>();
  const step = async (what: string, expected: string): Promise<void> => {
    await refreshStatuses(ctx);
    const [row, live] = [await statusRow(tenant.id), await getTenantBySlug(ctx, tenant.slug)];
    expect([what, row.status]).toEqual([what, tenantStatus(live)]);
    expect([what, row.status]).toEqual([what, expected]);
    expect({ what, ...row }).toMatchObject({
      what,
      openBreakAt: live.openBreakAt,
      lastReceivedAt: live.lastDeliveryAt,
      lastAppliedAt: live.lastAppliedAt,
      studentCount: live.studentCount,
    });
    seen.add(row.status);
  };
  const ownerOf = async (): Promise<string> => {
    await refreshStatuses(ctx);
    return (await statusRow(tenant.id)).owner;
  };
  const wait = (minutes: number): void => ctx.clock.advance(minutes * 60_000);

  await step('created', 'NOT_SET_UP');
  expect(await ownerOf()).toBe('TalkingPoints');
  const contact = await createPerson(ctx, { tenants: [tenant] });
  expect(await ownerOf()).toBe('district');
  await prisma.user.update({ where: { id: contact.id }, data: { disabledAt: ctx.clock.now() } });
  expect(await ownerOf()).toBe('TalkingPoints');
  const { id: connectionId } = await createConnection(ctx, tenant);
  const of = { ...key, connectionId };
  await step('a connection without a password', 'NOT_SET_UP');
  const password = await prisma.sftpCredential.create({
    data: { ...of, kind: 'PASSWORD', hash: 'x' },
  });
  await step('a password', 'WAITING_FOR_FIRST_FILES');

  const upload = await prisma.delivery.create({
    data: {
      ...of,
      fileName: 'users.csv',
      state: 'RECEIVING',
      storageKey: 'x',
      sourceAddress: '203.0.113.4',
      touchedAt: ctx.clock.now(),
    },
  });
  await step('an upload', 'RECEIVING');
  wait(16);
  await step('an upload that fell silent', 'WAITING_FOR_FIRST_FILES');
  await prisma.delivery.update({ where: { id: upload.id }, data: { touchedAt: ctx.clock.now() } });
  await step('an upload that goes on', 'RECEIVING');
  await prisma.delivery.update({
    where: { id: upload.id },
    data: { state: 'RECEIVED', receivedAt: ctx.clock.now() },
  });
  await step('a file', 'WAITING_FOR_FIRST_FILES');

  const name = await prisma.attendanceFileName.create({
    data: {
      ...key,
      fileName: 'attendance.csv',
      kind: 'ATTENDANCE',
      state: 'LEARNED',
      firstSeenAt: ctx.clock.now(),
    },
  });
  const attendance = await prisma.attendanceRun.create({
    data: {
      ...of,
      deliveryId: upload.id,
      kind: 'ATTENDANCE',
      fileName: name.fileName,
      fileNameId: name.id,
      sha256: 'x',
      byteCount: 1,
      receivedAt: ctx.clock.now(),
      receivedDate: new Date('2026-11-18'),
      receivedMinute: 500,
    },
  });
  await prisma.attendanceRun.update({ where: { id: attendance.id }, data: { state: 'INVALID' } });
  await step('attendance that cannot be read', 'NEEDS_YOUR_FIX');
  await prisma.attendanceFileName.update({ where: { id: name.id }, data: { state: 'REFUSED' } });
  await step('a name nobody uses', 'WAITING_FOR_FIRST_FILES');

  const arrive = async (state: SyncRunState, values: { finishedAt?: Date } = {}) =>
    prisma.syncRun.create({
      data: { ...of, state, createdAt: ctx.clock.now(), lastArrivalAt: ctx.clock.now(), ...values },
    });
  const first = await arrive('RECEIVING');
  const moves: [SyncRunState, string][] = [
    ['RECEIVING', 'RECEIVING'],
    ['QUEUED', 'CHECKING'],
    ['PROCESSING', 'CHECKING'],
    ['FAILED', 'DELAYED'],
    ['INCOMPLETE', 'NEEDS_YOUR_FIX'],
    ['DEFERRED', 'READY'],
    ['HELD', 'UNDER_REVIEW'],
  ];
  for (const [state, expected] of moves) {
    await prisma.syncRun.update({ where: { id: first.id }, data: { state } });
    await step(state, expected);
  }
  const held = await prisma.circuitBreak.create({
    data: { ...of, kind: 'ONBOARDING', openedAt: ctx.clock.now() },
  });
  const version = { breakId: held.id, version: 1 };
  await prisma.circuitBreakVersion.create({
    data: { ...key, ...version, runId: first.id, fingerprint: 'f' },
  });
  const question = await prisma.circuitBreakQuestion.create({
    data: { ...key, ...version, askedAt: ctx.clock.now(), expiresAt: ctx.clock.now() },
  });
  await step('a review', 'UNDER_REVIEW');
  expect((await statusRow(tenant.id)).openQuestions).toBe(1);
  await prisma.circuitBreakQuestion.update({
    where: { id: question.id },
    data: { answeredAt: ctx.clock.now() },
  });
  await step('an answer', 'UNDER_REVIEW');
  expect((await statusRow(tenant.id)).openQuestions).toBe(0);
  await prisma.circuitBreak.update({ where: { id: held.id }, data: { state: 'APPROVED' } });
  await prisma.syncRun.update({ where: { id: first.id }, data: { state: 'APPLYING' } });
  await step('approved', 'APPLYING');
  await prisma.rosterCount.create({
    data: { ...key, entity: 'students', facet: '', value: '', count: 412 },
  });
  await prisma.connection.update({
    where: { id: connectionId },
    data: { baselineRunId: first.id },
  });
  await prisma.syncRun.update({
    where: { id: first.id },
    data: { state: 'APPLIED', finishedAt: ctx.clock.now() },
  });
  await step('applied', 'UP_TO_DATE');
  expect((await statusRow(tenant.id)).studentCount).toBe(412);
  await prisma.circuitBreakVersion.update({
    where: { breakId_version: version },
    data: { heldBackCount: 3 },
  });
  await step('a part left out', 'IN_PART');
  await prisma.syncRun.update({
    where: { id: first.id },
    data: { removalsUndoneAt: ctx.clock.now() },
  });
  await step('removals undone', 'REMOVALS_UNDONE');
  const second = await arrive('APPLIED', { finishedAt: ctx.clock.now() });
  await prisma.syncRun.update({ where: { id: second.id }, data: { undoneAt: ctx.clock.now() } });
  await step('undone', 'UNDONE');
  wait(1);
  await arrive('NO_CHANGE', { finishedAt: ctx.clock.now() });
  await step('the same again', 'UP_TO_DATE');

  await prisma.connection.update({
    where: { id: connectionId },
    data: { pausedAt: ctx.clock.now() },
  });
  await step('paused', 'PAUSED');
  await prisma.connection.update({ where: { id: connectionId }, data: { pausedAt: null } });
  await step('resumed', 'UP_TO_DATE');
  const window = await prisma.policyWindow.create({
    data: {
      ...key,
      kind: 'BLACKOUT',
      reason: 'Fall break',
      startDate: new Date('2026-11-19'),
      endDate: new Date('2026-11-20'),
      createdAt: ctx.clock.now(),
    },
  });
  await step('a pause to come', 'UP_TO_DATE');
  expect(await statusRow(tenant.id)).toMatchObject({
    nextDate: new Date('2026-11-19'),
    nextDateKind: 'PAUSE_STARTS',
  });
  ctx.clock.set('2026-11-19T08:00:00Z');
  await step('the first minute of a planned pause', 'PAUSED');
  ctx.clock.set('2026-11-20T16:00:00Z');
  await step('its last day', 'PAUSED');
  expect(await statusRow(tenant.id)).toMatchObject({
    nextDate: new Date('2026-11-20'),
    nextDateKind: 'PAUSE_ENDS',
  });
  ctx.clock.set('2026-11-21T08:00:00Z');
  await step('the first minute after it', 'UP_TO_DATE');
  await prisma.policyWindow.update({
    where: { id: window.id },
    data: { endedAt: new Date('2026-11-19T09:00:00Z') },
  });
  ctx.clock.set('2026-11-21T12:59:00Z');
  await step('it ended on its first day, and a school day brought nothing', 'UP_TO_DATE');
  ctx.clock.set('2026-11-21T13:00:00Z');
  await step('five in the morning', 'LATE');
  const closed = (day: string) => ({ ...key, date: new Date(day) });
  await prisma.attendanceDay.createMany({ data: ['2026-11-20', '2026-11-22'].map(closed) });
  await step('no school on that day', 'UP_TO_DATE');
  await prisma.attendanceDay.updateMany({ where: key, data: { schoolsInSession: 1 } });
  await step('school after all', 'LATE');
  await prisma.connection.update({
    where: { id: connectionId },
    data: {
      schoolTerms: [
        ['2026-08-01', '2026-11-18'],
        ['2027-01-10', '2027-05-01'],
      ],
    },
  });
  await step('between the terms', 'UP_TO_DATE');
  await prisma.sftpCredential.update({
    where: { id: password.id },
    data: { expiresAt: new Date('2026-11-21T14:00:00Z') },
  });
  await step('a password that ends', 'UP_TO_DATE');
  ctx.clock.set('2026-11-21T14:00:00Z');
  await step('a password that ended', 'NO_PASSWORD');
  await prisma.sftpCredential.update({ where: { id: password.id }, data: { expiresAt: null } });
  await step('and works again', 'UP_TO_DATE');
  await prisma.tenant.update({
    where: { id: tenant.id },
    data: { firstDayOfSchoolDate: new Date('2026-12-01') },
  });
  await step('a first day of school', 'UP_TO_DATE');
  expect(await statusRow(tenant.id)).toMatchObject({
    nextDate: new Date('2026-12-01'),
    nextDateKind: 'FIRST_DAY',
  });
  await prisma.connectionFeed.deleteMany({ where: { ...key, feed: 'ROSTER' } });
  await step('nothing that brings its roster', 'NOT_SET_UP');
  // Those of a district whose roster is fetched are held in lib/server/pulls/district-status.db.test.ts.
  const ofPulls = /^(NOT_TESTED|TEST_FAILED|WAITING_FOR_FIRST_PULL|WAITING_FOR_SOURCE|PULL.*)$/;
  expect([...seen].sort()).toEqual(
    connectionStatuses.filter((status) => !ofPulls.test(status)).sort(),
  );
});

test('what nothing happened to is not written again, and a list finds what is new by itself', async () => {
  const tenant = await createTenant(ctx, { name: 'Birch' });
  await refreshStatuses(ctx);
  const { computedAt } = await statusRow(tenant.id);
  ctx.clock.advance(60_000);
  await refreshStatuses(ctx);
  expect((await statusRow(tenant.id)).computedAt).toEqual(computedAt);
  const other = await createTenant(ctx, { name: 'Cedar' });
  const query = {
    scope: [other.id],
    sort: 'name',
    direction: 'asc',
    page: 1,
    pageSize: 50,
  } as const;
  expect((await listDistricts(ctx, query)).rows.map(({ name }) => name)).toEqual(['Cedar']);
});

test('of many at the same time none is left behind', async () => {
  const tenants = await Promise.all(Array.from({ length: 12 }, () => createTenant(ctx)));
  await Promise.all(Array.from({ length: 6 }, () => refreshStatuses(ctx, 5)));
  await refreshStatuses(ctx);
  for (const { id } of tenants) expect((await statusRow(id)).status).toBe('NOT_SET_UP');
  expect(await ctx.db.prisma.tenantStatusChange.count()).toBe(0);
});

const listAll = (scope: number[]) =>
  listDistricts(ctx, { scope, sort: 'name', direction: 'asc', page: 1, pageSize: 500 });

test('districts without a row, as after an upgrade, are all listed and counted', async () => {
  const { prisma, pool } = ctx.db;
  await prisma.tenant.createMany({
    data: Array.from({ length: 260 }, (_, at) => ({
      slug: `upgraded-${at}`,
      name: `Upgraded ${at}`,
      state: 'CO',
      timeZone: 'America/Denver',
    })),
  });
  const ids = (
    await prisma.tenant.findMany({
      where: { slug: { startsWith: 'upgraded-' } },
      select: { id: true },
    })
  ).map(({ id }) => id);
  await pool.query('DELETE FROM tenant_status');
  await pool.query('DELETE FROM tenant_status_change');
  const { rows, total, counts, tenantCount } = await listAll(ids);
  expect([rows.length, total, tenantCount]).toEqual([260, 260, 260]);
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(260);
});

test('a district whose facts cannot be read holds up no other, and is tried again', async () => {
  const [broken, whole] = [await createTenant(ctx), await createTenant(ctx)];
  const setZone = (timeZone: string) =>
    ctx.db.prisma.tenant.update({ where: { id: broken.id }, data: { timeZone } });
  await refreshStatuses(ctx);
  await setZone('America/Nowhere');
  const { id: connectionId } = await createConnection(ctx, whole);
  await ctx.db.prisma.sftpCredential.create({
    data: { tenantId: whole.id, connectionId, kind: 'PASSWORD', hash: 'x' },
  });
  expect((await listAll([whole.id])).counts.WAITING_FOR_FIRST_FILES).toBe(1);
  await refreshStatuses(ctx);
  expect((await statusRow(whole.id)).status).toBe('WAITING_FOR_FIRST_FILES');
  expect((await statusRow(broken.id)).status).toBe('NOT_SET_UP');
  await setZone('America/New_York');
  ctx.clock.advance(1_000);
  await refreshStatuses(ctx);
  expect((await statusRow(broken.id)).computedAt).toEqual(ctx.clock.now());
  expect(await ctx.db.prisma.tenantStatusChange.count()).toBe(0);
});
