// The list of districts: filtered, sorted and paged by the row that remembers how each stands, which says what the pages
// of the district say.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connectionStatuses, type ConnectionStatus } from '@/lib/core/sync-run/status-labels';
import type { SyncRunState } from '@/lib/core/sync-run/states';
import { createConnection, createPerson, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { getTenantBySlug } from '../tenants/queries/list-tenants';
import { tenantStatus } from '../tenants/queries/tenant-status';
import { listDistricts, type DistrictQuery } from './queries/list-districts';

const NOW = '2026-11-21T16:42:00Z';
const everything: DistrictQuery = {
  scope: null,
  sort: 'attention',
  direction: 'asc',
  page: 1,
  pageSize: 100,
};

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: NOW });
});
afterAll(() => ctx.close());
beforeEach(async () => {
  ctx.clock.set(NOW);
  await ctx.db.prisma.syncRun.deleteMany();
  await ctx.db.prisma.tenant.deleteMany();
});

interface NewDistrict {
  password?: boolean;
  state?: SyncRunState;
  /** Of its newest files. */
  at?: string;
  breakAt?: string;
  tenant?: Parameters<typeof createTenant>[1];
}

async function createDistrict(name: string, values: NewDistrict = {}) {
  const { password = true, state, at = '2026-11-21T10:00:00Z', breakAt } = values;
  const tenant = await createTenant(ctx, { name, ...values.tenant });
  const connection = await createConnection(ctx, tenant);
  const key = { tenantId: tenant.id, connectionId: connection.id };
  if (password)
    await ctx.db.prisma.sftpCredential.create({ data: { ...key, kind: 'PASSWORD', hash: 'x' } });
  const run = state
    ? await ctx.db.prisma.syncRun.create({
        data: { ...key, state, createdAt: at, lastArrivalAt: at, finishedAt: at },
      })
    : null;
  if (breakAt)
    await ctx.db.prisma.circuitBreak.create({
      data: { ...key, kind: 'LIMITS', openedAt: breakAt },
    });
  return { ...key, slug: tenant.slug, runId: run?.id ?? 0 };
}

const namesOf = async (query: Partial<DistrictQuery> = {}): Promise<string[]> =>
  (await listDistricts(ctx, { ...everything, ...query })).rows.map(({ name }) => name);

test('what needs somebody comes first, longest wait before shorter ones', async () => {
  await createDistrict('Up to date', { state: 'APPLIED' });
  await createDistrict('Fix', { state: 'INVALID' });
  await createDistrict('Short review', { state: 'HELD', breakAt: '2026-11-21T12:00:00Z' });
  await createDistrict('Long review!', { state: 'HELD', breakAt: '2026-11-19T12:00:00Z' });

  expect(await namesOf()).toEqual(['Long review!', 'Short review', 'Fix', 'Up to date']);
  expect(await namesOf({ direction: 'desc' })).toEqual([
    'Up to date',
    'Fix',
    'Short review',
    'Long review!',
  ]);
  expect(await namesOf({ status: 'UNDER_REVIEW', sort: 'name', direction: 'desc' })).toEqual([
    'Short review',
    'Long review!',
  ]);
  expect(await namesOf({ search: 'REVIEW', page: 2, pageSize: 1 })).toEqual(['Short review']);
  expect(await namesOf({ owner: 'district' })).toEqual(['Fix']);
  expect(await namesOf({ owner: 'nobody' })).toEqual(['Up to date']);
  expect(await namesOf({ owner: 'TalkingPoints', status: 'NEEDS_YOUR_FIX' })).toEqual([]);
  expect(await listDistricts(ctx, { ...everything, page: 9 })).toMatchObject({
    rows: [],
    total: 4,
  });
  expect(await listDistricts(ctx, everything)).toMatchObject({
    counts: { UNDER_REVIEW: 2, UP_TO_DATE: 1, LATE: 0 },
    oldestReviewAt: new Date('2026-11-19T12:00Z'),
    tenantCount: 4,
  });
});

test('every other column sorts too, and nothing counts as the least', async () => {
  const [one, two] = [
    await createDistrict('Aspen', {
      state: 'APPLIED',
      at: '2026-11-21T09:00:00Z',
      tenant: { firstDayOfSchoolDate: new Date('2026-12-20') },
    }),
    await createDistrict('birch', {
      state: 'APPLIED',
      at: '2026-11-21T08:00:00Z',
      tenant: { firstDayOfSchoolDate: new Date('2026-12-01') },
    }),
  ];
  await createDistrict('Cedar');
  const count = (tenantId: number, students: number) => ({
    tenantId,
    entity: 'students',
    facet: '',
    value: '',
    count: students,
  });
  await ctx.db.prisma.rosterCount.createMany({
    data: [count(one.tenantId, 9), count(two.tenantId, 90)],
  });
  for (const { connectionId, runId } of [one, two])
    await ctx.db.prisma.connection.update({
      where: { id: connectionId },
      data: { baselineRunId: runId },
    });
  expect(await namesOf({ sort: 'name' })).toEqual(['Aspen', 'birch', 'Cedar']);
  expect(await namesOf({ sort: 'applied', direction: 'desc' })).toEqual([
    'Aspen',
    'birch',
    'Cedar',
  ]);
  expect(await namesOf({ sort: 'students', direction: 'desc' })).toEqual([
    'birch',
    'Aspen',
    'Cedar',
  ]);
  expect(await namesOf({ sort: 'students' })).toEqual(['Cedar', 'Aspen', 'birch']);
  expect(await namesOf({ sort: 'date' })).toEqual(['birch', 'Aspen', 'Cedar']);
  const { rows } = await listDistricts(ctx, { ...everything, search: 'birch' });
  expect(rows).toMatchObject([
    { nextDate: { date: '2026-12-01', kind: 'FIRST_DAY' }, studentCount: 90 },
  ]);
});

test('the last runs are marks, oldest first, without those that newer files replaced', async () => {
  const { tenantId, connectionId } = await createDistrict('Aspen', { state: 'APPLIED' });
  const states: SyncRunState[] = ['INVALID', 'SUPERSEDED', 'NO_CHANGE', 'REJECTED'];
  await ctx.db.prisma.syncRun.createMany({
    data: states.map((state, day) => ({
      tenantId,
      connectionId,
      state,
      createdAt: `2026-11-1${day}T10:00:00Z`,
    })),
  });
  const { rows } = await listDistricts(ctx, everything);
  expect(rows[0]?.lastRuns.map(({ outcome }) => outcome)).toEqual([
    'NOT_USED',
    'NO_CHANGE',
    'NOT_APPLIED',
    'APPLIED',
  ]);
});

test('districts of somebody are those that name them, as implementer or as PSM', async () => {
  const me = await createPerson(ctx, { name: 'Robin Ash' });
  const psm = await createPerson(ctx, { name: 'Sam Elm', role: 'PSM' });
  const named = await createDistrict('Implemented', { tenant: { implementerId: me.id } });
  await createDistrict('Looked after', { tenant: { psmId: psm.id } });
  await createDistrict('Nobody’s');
  expect(await namesOf({ mine: me.id })).toEqual(['Implemented']);
  expect(await namesOf({ mine: psm.id })).toEqual(['Looked after']);
  expect(await namesOf({ psm: 'Sam Elm' })).toEqual(['Looked after']);
  expect(await namesOf({ implementer: 'Robin Ash' })).toEqual(['Implemented']);
  expect(await listDistricts(ctx, everything)).toMatchObject({
    psmNames: ['Sam Elm'],
    implementerNames: ['Robin Ash'],
  });
  const limited = await listDistricts(ctx, { ...everything, scope: [named.tenantId] });
  expect(limited).toMatchObject({ total: 1, tenantCount: 1, psmNames: [] });
});

test('every district is counted once, and the oldest review is one of those counted', async () => {
  const [long, short] = ['2026-11-01T12:00:00Z', '2026-11-20T12:00:00Z'];
  await createDistrict('Receiving', { state: 'RECEIVING', breakAt: long });
  await createDistrict('Fix', { state: 'INVALID', breakAt: long });
  await createDistrict('Fine', { state: 'NO_CHANGE' });
  const before = await listDistricts(ctx, everything);
  // Newer files arrived: the review waits behind them, under another word.
  expect(before).toMatchObject({
    oldestReviewAt: null,
    reviewsBehind: { RECEIVING: 1, NEEDS_YOUR_FIX: 1 },
    counts: { UNDER_REVIEW: 0 },
  });
  await createDistrict('Review', { state: 'HELD', breakAt: short });
  const list = await listDistricts(ctx, everything);
  expect(list.oldestReviewAt).toEqual(new Date(short));
  expect(Object.values(list.counts).reduce((sum, count) => sum + count, 0)).toBe(4);
  expect(Object.keys(list.counts).sort()).toEqual([...connectionStatuses].sort());
});

/** What became known of a district whose sets came at these times; a Wednesday's morning in Los Angeles is asked about. */
const arrivals: [
  name: string,
  setsAt: readonly string[],
  expected: ConnectionStatus,
  around?: (tenant: { id: number }, connectionId: number) => Promise<unknown>,
][] = [
  ['a set of last night', ['2026-11-18T10:00:00Z'], 'UP_TO_DATE'],
  ['due an hour ago', ['2026-11-17T10:00:00Z'], 'UP_TO_DATE'],
  ['due a day ago', ['2026-11-16T10:00:00Z'], 'LATE'],
  ['stopped a month ago', ['2026-10-16T10:00:00Z'], 'LATE'],
  [
    'stopped a month ago, and attendance goes on',
    ['2026-10-16T10:00:00Z'],
    'LATE',
    (tenant, connectionId) =>
      ctx.db.prisma.delivery.create({
        data: {
          tenantId: tenant.id,
          connectionId,
          fileName: 'attendance.csv',
          state: 'RECEIVED',
          storageKey: 'a',
          sourceAddress: '127.0.0.1',
          receivedAt: ctx.clock.now(),
        },
      }),
  ],
  [
    'stopped a month ago, and paused',
    ['2026-10-16T10:00:00Z'],
    'PAUSED',
    (_, id) =>
      ctx.db.prisma.connection.update({ where: { id }, data: { pausedAt: ctx.clock.now() } }),
  ],
  [
    'stopped a month ago, in a blackout',
    ['2026-10-16T10:00:00Z'],
    'PAUSED',
    (tenant) => blackout(tenant, '2026-11-01', '2026-11-18'),
  ],
  [
    'the day after a blackout',
    ['2026-10-16T10:00:00Z'],
    'UP_TO_DATE',
    (tenant) => blackout(tenant, '2026-11-01', '2026-11-17'),
  ],
  [
    'a blackout long over',
    ['2026-10-16T10:00:00Z'],
    'LATE',
    (tenant) => blackout(tenant, '2026-10-17', '2026-11-01'),
  ],
  [
    'a pause that ended yesterday',
    ['2026-10-16T10:00:00Z'],
    'UP_TO_DATE',
    (tenant, connectionId) =>
      ctx.db.prisma.connectionPause.create({
        data: {
          tenantId: tenant.id,
          connectionId,
          reason: 'Moved to another SIS',
          startedAt: new Date('2026-10-17T10:00Z'),
          endedAt: new Date('2026-11-17T20:00Z'),
        },
      }),
  ],
  [
    'days that the calendar gives off',
    ['2026-11-13T10:00:00Z'],
    'UP_TO_DATE',
    (tenant) =>
      ctx.db.prisma.attendanceDay.createMany({
        data: ['2026-11-13', '2026-11-16', '2026-11-17'].map((date) => ({
          tenantId: tenant.id,
          date: new Date(date),
        })),
      }),
  ],
  [
    'the terms of its roster are over',
    ['2026-10-16T10:00:00Z'],
    'UP_TO_DATE',
    (_, id) =>
      ctx.db.prisma.connection.update({
        where: { id },
        data: {
          schoolTerms: [
            ['2026-08-01', '2026-10-15'],
            ['2026-12-01', '2027-05-01'],
          ],
        },
      }),
  ],
  [
    'an export of Sundays',
    ['2026-11-15T10:00:00Z', '2026-11-08T10:00:00Z', '2026-11-01T10:00:00Z'],
    'UP_TO_DATE',
  ],
  [
    'an export of Sundays that missed one',
    ['2026-11-08T10:00:00Z', '2026-11-01T10:00:00Z', '2026-10-25T10:00:00Z'],
    'UP_TO_DATE',
  ],
  [
    'an export of Sundays that missed two',
    ['2026-11-01T10:00:00Z', '2026-10-25T10:00:00Z', '2026-10-18T10:00:00Z'],
    'LATE',
  ],
  ['nothing ever came', [], 'WAITING_FOR_FIRST_FILES'],
];

async function blackout(tenant: { id: number }, from: string, to: string): Promise<void> {
  await ctx.db.prisma.policyWindow.create({
    data: {
      tenantId: tenant.id,
      kind: 'BLACKOUT',
      reason: 'Fall break',
      startDate: new Date(from),
      endDate: new Date(to),
      createdAt: ctx.clock.now(),
    },
  });
}

test('files that stopped coming are late on the list and in the district', async () => {
  // 3 AM in the district.
  ctx.clock.set('2026-11-18T11:00:00Z');
  const expected = new Map<string, ConnectionStatus>();
  for (const [name, setsAt, status, around] of arrivals) {
    const tenant = await createTenant(ctx, { name });
    const connection = await createConnection(ctx, tenant);
    await ctx.db.prisma.sftpCredential.create({
      data: { tenantId: tenant.id, connectionId: connection.id, kind: 'PASSWORD', hash: 'x' },
    });
    await ctx.db.prisma.syncRun.createMany({
      data: setsAt.map((at) => ({
        tenantId: tenant.id,
        connectionId: connection.id,
        state: 'APPLIED' as const,
        createdAt: new Date(at),
        lastArrivalAt: new Date(at),
        finishedAt: new Date(at),
      })),
    });
    await around?.(tenant, connection.id);
    expected.set(name, status);
  }
  const { rows, counts } = await listDistricts(ctx, everything);
  const found = rows.filter(({ name }) => expected.has(name));
  expect(new Map(found.map(({ name, status }) => [name, status]))).toEqual(expected);
  expect(counts.LATE).toBe([...expected.values()].filter((status) => status === 'LATE').length);
  // The pages of one district ask for its row alone.
  for (const { slug, status } of found)
    expect(tenantStatus(await getTenantBySlug(ctx, slug))).toBe(status);
});
