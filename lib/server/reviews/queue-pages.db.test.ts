// The list of reviews a page at a time: as many as there are, each once, in the order of the whole.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { holdForReview } from '@/lib/testing/waiting-district';
import { listReviews, type QueueFilter } from './queries/queue';

const COUNT = 105;
const MINUTE = 60_000;

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-09-01T15:00:00Z' });
  for (let at = 0; at < COUNT; at += 1) {
    const tenant = await createTenant(ctx);
    const connection = await createConnection(ctx, tenant);
    const openedAt = new Date(ctx.clock.now().getTime() - at * MINUTE);
    const id = await holdForReview(
      ctx,
      { tenantId: tenant.id, connectionId: connection.id },
      { openedAt },
    );
    // Every third was decided.
    if (at % 3 === 0)
      await ctx.db.prisma.circuitBreak.update({
        where: { id },
        data: { state: 'REJECTED', decidedAt: openedAt, reason: 'not now' },
      });
  }
});
afterAll(() => ctx.close());

const idsOf = async (filter: QueueFilter) => {
  const { rows, total } = await listReviews(ctx, filter);
  return { ids: rows.map(({ breakId }) => breakId), total };
};

describe.each([
  ['waiting', true, 70],
  ['decided', false, 35],
])('%s', (_, isOpen, total) => {
  test('pages hold every review once, in the order of the whole', async () => {
    const whole = await idsOf({ isOpen, limit: 1000 });
    expect(whole.total).toBe(total);
    expect(new Set(whole.ids).size).toBe(total);
    const pages = [];
    for (let offset = 0; offset < total + 20; offset += 20)
      pages.push(await idsOf({ isOpen, offset, limit: 20 }));
    expect(pages.flatMap(({ ids }) => ids)).toEqual(whole.ids);
    expect(pages.map((page) => page.total)).toEqual(pages.map(() => total));
  });

  test('the total is of what the filters leave', async () => {
    expect(await idsOf({ isOpen, kind: 'ONBOARDING', limit: 20 })).toEqual({ ids: [], total: 0 });
    expect((await idsOf({ isOpen, asked: 'not-asked', limit: 1 })).total).toBe(total);
    expect((await idsOf({ isOpen, asked: 'waiting', limit: 1 })).total).toBe(0);
    expect((await idsOf({ isOpen, tenantIds: [], limit: 1 })).total).toBe(0);
  });
});

test('of those in one state of their clock only those are counted', async () => {
  const states = ['stopped', 'in-time', 'overdue', 'breached'] as const;
  const counts = await Promise.all(
    states.map(async (due) => (await idsOf({ isOpen: true, due, limit: 1 })).total),
  );
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(70);
});
