import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPerson } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { createWaitingDistrict, holdForReview } from '@/lib/testing/waiting-district';
import { findQuestionByToken } from './commands/questions';
import { listDistrictQuestions } from './queries/district-questions';

const TODAY = '2026-11-19';
const DAY_MS = 86_400_000;

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-11-20T01:00:00Z' });
});
afterAll(() => ctx.close());

test('a district reads what it was asked and what it said, and where it can still answer', async () => {
  const district = await createWaitingDistrict(ctx, TODAY);
  const other = await createWaitingDistrict(ctx, TODAY);
  const { tenantId } = district;
  const contact = await createPerson(ctx, { tenants: [{ id: tenantId }] });
  const breakId = await holdForReview(ctx, district);
  await ctx.db.prisma.circuitBreakQuestion.create({
    data: {
      ...{ tenantId: other.tenantId, breakId: await holdForReview(ctx, other), version: 1 },
      ...{ askedAt: ctx.clock.now(), expiresAt: new Date(ctx.clock.now().getTime() + DAY_MS) },
    },
  });
  const now = ctx.clock.now();
  const ask = (more: object) =>
    ctx.db.prisma.circuitBreakQuestion.create({
      data: {
        ...{ tenantId, breakId, version: 1, askedAt: now },
        ...{ expiresAt: new Date(now.getTime() + DAY_MS), ...more },
      },
    });
  await ask({ closedAt: now });
  await ask({
    answeredAt: now,
    answeredById: contact.id,
    answer: 'STOP',
    comment: 'A broken export',
  });
  await ask({ message: 'Did a school close?' });

  const questions = await listDistrictQuestions(ctx, tenantId);
  const { name } = await ctx.db.prisma.user.findUniqueOrThrow({ where: { id: contact.id } });
  expect(questions).toMatchObject([
    { state: 'open', message: 'Did a school close?', answer: null },
    { state: 'answered', answer: 'STOP', comment: 'A broken export', answeredByName: name },
    { state: 'closed' },
  ]);
  // The link is the one that the mail has.
  const token = questions[0]?.url.split('/').at(-1) ?? '';
  expect(await findQuestionByToken(ctx, token)).toMatchObject({ tenantId, state: 'open' });

  ctx.clock.advance(2 * DAY_MS);
  expect((await listDistrictQuestions(ctx, tenantId)).map(({ state }) => state)).toEqual([
    'expired',
    'answered',
    'closed',
  ]);
});
