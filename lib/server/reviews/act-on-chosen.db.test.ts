// Several reviews at once: how many were done, and which were not.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nextDay } from '@/lib/synthetic/district';
import { createPerson } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { actorOf, createLiveDistrict, targetOf } from '@/lib/testing/reviews';
import { actOnReviews } from './commands/act-on-chosen';
import { reject } from './commands/reject';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

async function held(seed: string) {
  const district = await createLiveDistrict(ctx, { seed, students: 60 });
  const runId = await district.receiveDay(nextDay(district.day, 'promotion'));
  const target = await targetOf(ctx, runId);
  const { name } = await ctx.db.prisma.tenant.findUniqueOrThrow({
    where: { id: district.tenantId },
  });
  return { ...district, name, target, breakId: target.breakId };
}

const NO_SUCH_REVIEW = 1_000_000;

test('each is done by itself, counted once, and who was refused is named', async () => {
  const [one, two, decided, hidden] = [
    await held('chosen-1'),
    await held('chosen-2'),
    await held('chosen-3'),
    await held('chosen-4'),
  ];
  const lead = await createPerson(ctx, { role: 'ADMIN' });
  const actor = actorOf(lead);
  await reject(ctx, actor, { ...decided.target, reason: 'not yet' });
  const act = (chosen: readonly number[]) =>
    actOnReviews(ctx, actor, chosen, { kind: 'assign', assigneeId: lead.id }, (tenantId) =>
      Promise.resolve(tenantId !== hidden.tenantId),
    );
  expect(await act([one.breakId, two.breakId, one.breakId])).toEqual({ ok: true, done: 2 });
  expect(await act([one.breakId, decided.breakId, hidden.breakId, NO_SUCH_REVIEW])).toEqual({
    ok: false,
    code: 'SOME_REFUSED',
    done: 1,
    refused: [decided.name, '2 unknown reviews'],
    left: [decided.breakId, hidden.breakId, NO_SUCH_REVIEW],
  });
  const assigned = await ctx.db.prisma.circuitBreak.findMany({
    where: { assigneeId: lead.id },
    orderBy: { id: 'asc' },
  });
  expect(assigned.map(({ id }) => id)).toEqual([one.breakId, two.breakId]);
});

test('a district with nobody to ask is named, the others are asked', async () => {
  const [asked, nobody] = [await held('chosen-asked'), await held('chosen-nobody')];
  await createPerson(ctx, { tenants: [{ id: asked.tenantId }] });
  expect(
    await actOnReviews(ctx, asked.actor, [asked.breakId, nobody.breakId], { kind: 'ask' }, () =>
      Promise.resolve(true),
    ),
  ).toEqual({
    ok: false,
    code: 'SOME_REFUSED',
    done: 1,
    refused: [nobody.name],
    left: [nobody.breakId],
  });
  const questions = await ctx.db.prisma.circuitBreakQuestion.findMany({
    where: { breakId: { in: [asked.breakId, nobody.breakId] } },
  });
  expect(questions.map(({ breakId }) => breakId)).toEqual([asked.breakId]);
});
