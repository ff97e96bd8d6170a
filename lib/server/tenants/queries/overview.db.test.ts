import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnection, createPerson, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import type { Actor } from '../../app-context';
import { updateConnection } from '../../connections/commands/update-connection';
import { listLanguageOverrides } from './language-overrides';
import { removeLanguageOverride, saveLanguageOverride } from '../commands/language-overrides';
import { pausedUntil } from '@/lib/core/sync-run/connection-status';
import type { ConnectionStatus } from '@/lib/core/sync-run/status-labels';
import { getOverview, overviewOf, tenantStatus, type Overview, type OverviewRow } from './overview';
import { getTenantBySlug } from './list-tenants';

const query = { sort: 'attention', direction: 'asc', page: 1, pageSize: 50 } as const;

let ctx: TestContext;
let actor: Actor;

beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-11-21T16:42:00Z' });
  const person = await createPerson(ctx, { role: 'IMPLEMENTATION' });
  actor = { kind: 'person', userId: person.id, sourceAddress: null };
});

afterAll(() => ctx.close());

test('what needs somebody comes first, longest wait before shorter ones', async () => {
  await createTenant(ctx, { name: 'Aspen' });
  const { rows } = await getOverview(ctx, query);
  const [aspen] = rows;
  if (!aspen) throw new Error('no row');
  const row = (name: string, changes: Partial<OverviewRow>): OverviewRow => ({
    ...aspen,
    id: name.length,
    name,
    ...changes,
  });
  const all = [
    row('Up to date', { status: 'UP_TO_DATE', studentCount: 900 }),
    row('Fix', { status: 'NEEDS_YOUR_FIX' }),
    row('Short review', { status: 'UNDER_REVIEW', openBreakAt: new Date('2026-11-21T12:00Z') }),
    row('Long review!', { status: 'UNDER_REVIEW', openBreakAt: new Date('2026-11-19T12:00Z') }),
  ];
  const names = (changes: Partial<Parameters<typeof overviewOf>[1]>) =>
    overviewOf(all, { ...query, ...changes }).rows.map(({ name }) => name);

  expect(names({})).toEqual(['Long review!', 'Short review', 'Fix', 'Up to date']);
  expect(names({ status: 'UNDER_REVIEW', sort: 'name', direction: 'desc' })).toEqual([
    'Short review',
    'Long review!',
  ]);
  expect(names({ search: 'REVIEW', page: 2, pageSize: 1 })).toEqual(['Short review']);
  expect(names({ sort: 'students', direction: 'desc' })[0]).toBe('Up to date');
  expect(overviewOf(all, query)).toMatchObject({
    counts: { UNDER_REVIEW: 2, UP_TO_DATE: 1, LATE: 0 },
    oldestReviewAt: new Date('2026-11-19T12:00Z'),
    tenantCount: 4,
  });
});

test('every district is counted once, and the oldest review is one of those counted', async () => {
  const { rows } = await getOverview(ctx, query);
  const [some] = rows;
  if (!some) throw new Error('no row');
  const row = (status: ConnectionStatus, openBreakAt: Date | null = null): OverviewRow => ({
    ...some,
    status,
    openBreakAt,
  });
  const long = new Date('2026-11-01T12:00Z');
  const short = new Date('2026-11-20T12:00Z');
  const cases: [OverviewRow[], Partial<Overview>][] = [
    [[], { oldestReviewAt: null }],
    [[row('UP_TO_DATE')], { oldestReviewAt: null }],
    // Newer files are arriving: the review waits behind them, under another tile.
    [[row('RECEIVING', long)], { oldestReviewAt: null }],
    [[row('PAUSED', long), row('UNDER_REVIEW', short)], { oldestReviewAt: short }],
    [[row('NEEDS_YOUR_FIX', long), row('CHECKING', long)], { oldestReviewAt: null }],
    [[row('UNDER_REVIEW', short), row('UNDER_REVIEW', long)], { oldestReviewAt: long }],
  ];
  for (const [all, expected] of cases) {
    const overview = overviewOf(all, query);
    expect(overview).toMatchObject(expected);
    const counted = Object.values(overview.counts).reduce((sum, count) => sum + count, 0);
    expect(counted).toBe(all.length);
    expect(overview.counts.UNDER_REVIEW > 0).toBe(overview.oldestReviewAt !== null);
    const behind = all.filter(
      ({ status, openBreakAt }) => openBreakAt && status !== 'UNDER_REVIEW',
    );
    for (const { status } of behind) expect(overview.reviewsBehind[status]).toBeGreaterThan(0);
  }
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
  const before = ctx.clock.now();
  // 3 AM in the district.
  ctx.clock.set('2026-11-18T11:00:00Z');
  const expected = new Map<string, ConnectionStatus>();
  for (const [name, setsAt, status, around] of arrivals) {
    const tenant = await createTenant(ctx, { name });
    const connection = await createConnection(ctx, tenant);
    await ctx.db.prisma.sftpPassword.create({
      data: { tenantId: tenant.id, connectionId: connection.id, hash: 'x' },
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
  const { rows, counts } = await getOverview(ctx, query);
  const found = rows.filter(({ name }) => expected.has(name));
  expect(new Map(found.map(({ name, status }) => [name, status]))).toEqual(expected);
  expect(counts.LATE).toBe([...expected.values()].filter((status) => status === 'LATE').length);
  // The pages of one district ask for its row alone.
  for (const { slug, status } of found)
    expect(tenantStatus(await getTenantBySlug(ctx, slug))).toBe(status);
  ctx.clock.set(before);
});

test('a pause names its last day where it has one, and what its open set lacks; an ended password is named', async () => {
  const tenant = await createTenant(ctx, { name: 'Silent', timeZone: 'America/Chicago' });
  const connection = await createConnection(ctx, tenant);
  const shared = { tenantId: tenant.id, connectionId: connection.id };
  const now = ctx.clock.now();
  const told = async () => {
    const row = await getTenantBySlug(ctx, tenant.slug);
    return [tenantStatus(row), pausedUntil(row), row.lacksFilesInPause];
  };
  const password = await ctx.db.prisma.sftpPassword.create({ data: { ...shared, hash: 'x' } });
  const run = await ctx.db.prisma.syncRun.create({
    data: { ...shared, state: 'RECEIVING', createdAt: now, lastArrivalAt: now },
  });
  const file = await ctx.db.prisma.delivery.create({
    data: {
      ...shared,
      syncRunId: run.id,
      fileName: 'users.csv',
      state: 'RECEIVED',
      storageKey: 'x',
      sourceAddress: '203.0.113.4',
      receivedAt: now,
      touchedAt: now,
    },
  });
  expect(await told()).toEqual(['RECEIVING', null, false]);
  await blackout(tenant, '2026-11-19', '2026-11-22');
  await blackout(tenant, '2026-11-21', '2026-11-24');
  await blackout(tenant, '2026-11-25', '2026-11-30');
  // Nobody is asked for files in a silence that was announced.
  expect(await told()).toEqual(['PAUSED', '2026-11-30', false]);
  const pausedAt = now;
  await ctx.db.prisma.connection.update({ where: { id: connection.id }, data: { pausedAt } });
  expect(await told()).toEqual(['PAUSED', null, true]);
  const { rows } = await getOverview(ctx, { ...query, search: 'Silent' });
  expect(rows.map(({ lacksFilesInPause }) => lacksFilesInPause)).toEqual([true]);
  await ctx.db.prisma.delivery.create({
    data: {
      ...shared,
      fileName: 'orgs.csv',
      state: 'RECEIVING',
      storageKey: 'y',
      sourceAddress: '203.0.113.4',
      touchedAt: now,
    },
  });
  expect(await told()).toEqual(['PAUSED', null, false]);
  await ctx.db.prisma.sftpPassword.update({ where: { id: password.id }, data: { expiresAt: now } });
  expect((await told())[0]).toBe('NO_PASSWORD');
  await ctx.db.prisma.delivery.update({ where: { id: file.id }, data: { syncRunId: null } });
  await ctx.db.prisma.syncRun.delete({ where: { id: run.id } });
  expect((await told())[0]).toBe('NOT_SET_UP');
});

test("a district's own words for languages are saved, replaced and removed, in that district alone", async () => {
  const [one, other] = [await createTenant(ctx), await createTenant(ctx)];
  await saveLanguageOverride(ctx, actor, one.id, { text: 'DL-SPAN', code: 'pt' });
  await saveLanguageOverride(ctx, actor, one.id, { text: 'DL-SPAN', code: 'es' });
  await saveLanguageOverride(ctx, actor, one.id, { text: 'N/K', code: '' });
  await removeLanguageOverride(ctx, actor, other.id, 'N/K');
  expect(await listLanguageOverrides(ctx, one.id)).toEqual([
    { text: 'DL-SPAN', code: 'es', languageName: 'Spanish' },
    { text: 'N/K', code: null, languageName: null },
  ]);
  expect(await listLanguageOverrides(ctx, other.id)).toEqual([]);
});

test('the times of a connection change only for its own district', async () => {
  const [one, other] = [await createTenant(ctx), await createTenant(ctx)];
  const connection = await createConnection(ctx, one);
  const changes = { applySlot: 'ON_ARRIVAL', applyAt: '03:30', quietMinutes: 15 } as const;
  expect(await updateConnection(ctx, actor, other.id, connection.id, changes)).toEqual({
    ok: false,
    code: 'NO_SUCH_CONNECTION',
  });
  expect(await updateConnection(ctx, actor, one.id, connection.id, changes)).toEqual({ ok: true });
  expect(
    await ctx.db.prisma.connection.findUniqueOrThrow({
      where: { id: connection.id },
      include: { sftp: true },
    }),
  ).toMatchObject({ applySlot: 'ON_ARRIVAL', applyAt: '03:30', sftp: { quietSeconds: 900 } });
});
