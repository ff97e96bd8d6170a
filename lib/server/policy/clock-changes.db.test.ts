// A pause that was planned means midnight in the district's zone: also on the days on which clocks are changed, where a
// day has 23 or 25 hours, and in zones that change them at midnight or not at all.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { findStandstill } from './standstill';

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
    return (await findStandstill(ctx.db.pool, { id, tenantId: tenant.id }, { now })).isNow;
  };
  expect([
    await isPausedAt(starts, -SECOND),
    await isPausedAt(starts, 0),
    await isPausedAt(ends, -SECOND),
    await isPausedAt(ends, 0),
  ]).toEqual([false, true, true, false]);
});
