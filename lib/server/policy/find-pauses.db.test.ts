// A pause that was planned means midnight in the district's zone: also on the days on which clocks are changed, where a
// day has 23 or 25 hours, and in zones that change them at midnight or not at all. Lists ask SQL, everybody else
// lib/core/pause; what one says, the other says.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { KINDS_OF_PAUSE, type PausedWork } from '@/lib/core/pause/kinds-of-pause';
import { findStop, type Pause } from '@/lib/core/pause/pauses';
import {
  blackoutEndDateSql,
  isStopped,
  isStoppedSql,
  listPauses,
  pausedSinceSql,
  pauseEndDateSql,
  stoppedSinceSql,
} from './find-pauses';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

const SECOND = 1_000;

test.each([
  [
    'an ordinary day',
    'America/Chicago',
    '2026-10-14',
    '2026-10-14',
    '2026-10-14T05:00Z',
    '2026-10-15T05:00Z',
  ],
  [
    'the day of 23 hours',
    'America/Chicago',
    '2026-03-08',
    '2026-03-08',
    '2026-03-08T06:00Z',
    '2026-03-09T05:00Z',
  ],
  [
    'the day of 25 hours',
    'America/Chicago',
    '2026-11-01',
    '2026-11-01',
    '2026-11-01T05:00Z',
    '2026-11-02T06:00Z',
  ],
  [
    'from winter into summer',
    'America/Los_Angeles',
    '2026-03-07',
    '2026-03-09',
    '2026-03-07T08:00Z',
    '2026-03-10T07:00Z',
  ],
  [
    'from summer into winter',
    'America/Los_Angeles',
    '2026-10-31',
    '2026-11-02',
    '2026-10-31T07:00Z',
    '2026-11-03T08:00Z',
  ],
  [
    'a zone that never changes',
    'America/Phoenix',
    '2026-03-08',
    '2026-03-08',
    '2026-03-08T07:00Z',
    '2026-03-09T07:00Z',
  ],
  [
    'the same island, a day behind',
    'Pacific/Honolulu',
    '2026-11-01',
    '2026-11-01',
    '2026-11-01T10:00Z',
    '2026-11-02T10:00Z',
  ],
  [
    'east of the date line',
    'Pacific/Guam',
    '2026-03-08',
    '2026-03-08',
    '2026-03-07T14:00Z',
    '2026-03-08T14:00Z',
  ],
  [
    'a midnight that is skipped',
    'America/Havana',
    '2026-03-08',
    '2026-03-08',
    '2026-03-08T05:00Z',
    '2026-03-09T04:00Z',
  ],
  [
    'a midnight that comes twice',
    'America/Havana',
    '2026-11-01',
    '2026-11-01',
    '2026-11-01T04:00Z',
    '2026-11-02T05:00Z',
  ],
  [
    'half an hour of change',
    'Australia/Lord_Howe',
    '2026-10-04',
    '2026-10-04',
    '2026-10-03T13:30Z',
    '2026-10-04T13:00Z',
  ],
])('%s', async (_what, timeZone, startDate, endDate, starts, ends) => {
  const tenant = await createTenant(ctx, { timeZone });
  const { id } = await createConnection(ctx, tenant);
  await ctx.db.prisma.policyWindow.create({
    data: {
      tenantId: tenant.id,
      kind: 'BLACKOUT',
      startDate: new Date(startDate),
      endDate: new Date(endDate),
      reason: 'planned',
      createdAt: new Date('2026-01-01T00:00Z'),
    },
  });
  const isPausedAt = async (instant: string, shift: number): Promise<boolean> => {
    const now = new Date(new Date(instant).getTime() + shift);
    const connection = { id, tenantId: tenant.id };
    const isNow = await isStopped(ctx.db.prisma, connection, 'CHECK_ROSTER', now);
    expect(await askSql(connection, [now])).toMatchObject([{ isStopped: isNow }]);
    return isNow;
  };
  expect([
    await isPausedAt(starts, -SECOND),
    await isPausedAt(starts, 0),
    await isPausedAt(ends, -SECOND),
    await isPausedAt(ends, 0),
  ]).toEqual([false, true, true, false]);
});

type Asked = Record<PausedWork, Date | null> & {
  isStopped: boolean;
  pausedSince: Date | null;
  lastDay: string | null;
  overOn: string | null;
};

const WORKS = Object.keys(KINDS_OF_PAUSE.PAUSE.stops) as PausedWork[];

/** Of every instant, in their order: since when each work stands still, and what else lists show. */
async function askSql(
  { id, tenantId }: { id: number; tenantId: number },
  instants: readonly Date[],
): Promise<Asked[]> {
  const place = { tenant: 'c.tenant_id', connection: 'c.id' };
  const works = WORKS.map((work) => `${stoppedSinceSql(work, place, 'asked.at')} AS "${work}"`);
  const { rows } = await ctx.db.pool.query<Asked>(
    `SELECT ${works.join(', ')}, ${isStoppedSql('CHECK_ROSTER', place, 'asked.at')} AS "isStopped",
       ${pausedSinceSql(place, 'asked.at')} AS "pausedSince", ${blackoutEndDateSql(place, 'asked.at')} AS "lastDay",
       ${pauseEndDateSql(place, 't.time_zone', 'asked.at')} AS "overOn"
     FROM connection c JOIN tenant t ON t.id = c.tenant_id
     CROSS JOIN unnest($3::timestamptz[]) WITH ORDINALITY AS asked (at, place)
     WHERE c.tenant_id = $1 AND c.id = $2 ORDER BY asked.place`,
    [tenantId, id, instants],
  );
  return rows;
}

test('SQL and core say the same of every work at every instant at which something begins or ends', async () => {
  const tenant = await createTenant(ctx, { timeZone: 'America/Chicago' });
  const { id } = await createConnection(ctx, tenant, { pausedAt: new Date('2026-11-20T12:00Z') });
  const neighbor = await createTenant(ctx, { timeZone: 'Pacific/Guam' });
  const tenantId = tenant.id;
  const window = (
    startDate: string,
    endDate: string,
    endedAt: string | null = null,
    of: { tenantId: number; kind: 'BLACKOUT' | 'TRANSITION' } = { tenantId, kind: 'BLACKOUT' },
  ) => ({
    ...of,
    startDate: new Date(startDate),
    endDate: new Date(endDate),
    endedAt: endedAt === null ? null : new Date(endedAt),
    reason: 'planned',
    createdAt: new Date('2026-01-01T00:00Z'),
  });
  await ctx.db.prisma.policyWindow.createMany({
    data: [
      window('2026-03-07', '2026-03-08'),
      window('2026-10-31', '2026-11-01'),
      window('2026-09-01', '2026-09-10', '2026-09-03T17:00Z'),
      window('2026-09-02', '2026-09-04', '2026-09-20T17:00Z'),
      window('2026-10-01', '2026-10-05', '2026-09-28T17:00Z'),
      window('2026-10-12', '2026-10-13', '2026-10-12T05:00Z'),
      window('2026-11-24', '2026-11-29'),
      window('2026-06-01', '2026-06-10', null, { tenantId, kind: 'TRANSITION' }),
      window('2026-06-01', '2026-06-10', null, { tenantId: neighbor.id, kind: 'BLACKOUT' }),
    ],
  });
  await ctx.db.prisma.connectionPause.createMany({
    data: [
      ['2026-07-01T12:00Z', '2026-08-01T12:00Z'],
      ['2026-09-03T12:00Z', '2026-09-03T18:00Z'],
      ['2026-11-20T12:00Z', null],
    ].map(([startedAt, endedAt]) => ({
      tenantId,
      connectionId: id,
      reason: 'pressed',
      startedAt: new Date(startedAt ?? ''),
      endedAt: endedAt ? new Date(endedAt) : null,
    })),
  });
  const pauses = await listPauses(ctx.db.pool, { id, tenantId });
  expect(pauses).toHaveLength(8);
  expect(await listPauses(ctx.db.prisma, { id, tenantId })).toEqual(pauses);
  const edges = pauses.flatMap(({ startsAt, endsAt }) => [startsAt, ...(endsAt ? [endsAt] : [])]);
  const instants = edges.flatMap((edge) => [-1, 0, 1].map((ms) => new Date(edge.getTime() + ms)));
  const asked = [...instants, new Date('2026-06-05T12:00Z')];
  const expected = asked.map((now) => ({
    ...Object.fromEntries(
      WORKS.map((work) => [work, findStop(work, pauses, now)?.startsAt ?? null]),
    ),
    isStopped: findStop('CHECK_ROSTER', pauses, now) !== null,
    pausedSince: runningOf('PAUSE', pauses, now)?.startsAt ?? null,
  }));
  expect(await askSql({ id, tenantId }, asked)).toMatchObject(expected);
});

function runningOf(kind: Pause['kind'], pauses: readonly Pause[], now: Date): Pause | null {
  const ofKind = pauses.filter((pause) => pause.kind === kind);
  return findStop('CHECK_ROSTER', ofKind, now);
}

test.each([
  ['none yet', '2026-09-30T12:00Z', { lastDay: null, overOn: null }],
  ['the longer one of two', '2026-10-02T12:00Z', { lastDay: '2026-10-04', overOn: null }],
  ['one of two is over', '2026-10-04T04:59Z', { lastDay: '2026-10-04', overOn: '2026-10-02' }],
  ['both are over', '2026-10-05T05:00Z', { lastDay: null, overOn: '2026-10-04' }],
  ['one was ended', '2026-10-21T12:00Z', { lastDay: null, overOn: '2026-10-20' }],
  [
    'the next one follows at once',
    '2026-11-06T12:00Z',
    { lastDay: '2026-11-10', overOn: '2026-10-20' },
  ],
  ['the next one comes a day later', '2026-11-10T12:00Z', { lastDay: '2026-11-10' }],
  ['one was called off', '2026-11-21T12:00Z', { lastDay: null, overOn: '2026-11-13' }],
  ['a pause is over', '2026-12-02T12:00Z', { lastDay: null, overOn: '2026-12-01' }],
])('the last days that lists show: %s', async (_name, now, expected) => {
  const tenant = await createTenant(ctx, { timeZone: 'America/Chicago' });
  const { id } = await createConnection(ctx, tenant);
  const tenantId = tenant.id;
  const windows = [
    ['2026-10-01', '2026-10-02', null],
    ['2026-10-02', '2026-10-04', null],
    ['2026-10-18', '2026-10-25', '2026-10-21T04:30Z'],
    ['2026-11-05', '2026-11-06', null],
    ['2026-11-07', '2026-11-10', null],
    ['2026-11-12', '2026-11-13', null],
    ['2026-11-28', '2026-11-30', '2026-11-20T12:00Z'],
  ] as const;
  await ctx.db.prisma.policyWindow.createMany({
    data: windows.map(([startDate, endDate, endedAt]) => ({
      tenantId,
      kind: 'BLACKOUT' as const,
      reason: 'planned',
      createdAt: new Date(0),
      startDate: new Date(startDate),
      endDate: new Date(endDate),
      endedAt: endedAt === null ? null : new Date(endedAt),
    })),
  });
  await ctx.db.prisma.connectionPause.create({
    data: {
      tenantId,
      connectionId: id,
      reason: 'pressed',
      startedAt: new Date('2026-12-01T12:00Z'),
      endedAt: new Date('2026-12-02T05:30Z'),
    },
  });
  expect(await askSql({ id, tenantId }, [new Date(now)])).toMatchObject([expected]);
});
