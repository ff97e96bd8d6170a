import { afterAll, beforeAll, expect, test } from 'vitest';
import { nextDay } from '@/lib/synthetic/district';
import { createPerson } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { actorOf, createLiveDistrict, targetOf } from '@/lib/testing/reviews';
import { untilWaiting } from '@/lib/testing/waiting';
import { answerQuestion, askDistrict } from './commands/questions';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-09-01T15:00:00Z' });
});
afterAll(() => ctx.close());

test('a district that answers waits for whoever is deciding, and locks nothing meanwhile', async () => {
  const district = await createLiveDistrict(ctx, { seed: 'answer-race' });
  const { tenantId } = district;
  const contact = await createPerson(ctx, { tenants: [{ id: tenantId }] });
  const target = await targetOf(ctx, await district.receiveDay(nextDay(district.day, 'promotion')));
  const asked = await askDistrict(ctx, district.actor, target);
  if (!asked.ok) throw new Error(asked.code);
  const { questionId } = asked;
  const deciding = await ctx.db.pool.connect();
  await deciding.query('BEGIN');
  await deciding.query('SELECT 1 FROM circuit_break WHERE id = $1 FOR UPDATE', [target.breakId]);
  let answered: Promise<unknown> = Promise.resolve();
  try {
    answered = answerQuestion(ctx, actorOf(contact), {
      tenantId,
      questionId,
      contactId: contact.id,
      answer: 'EXPECTED',
      comment: '',
    });
    await untilWaiting(ctx, 1);
    // What a decision does next. Locked by the answer, one of the two would be killed as a deadlock.
    await deciding.query('SELECT 1 FROM circuit_break_question WHERE id = $1 FOR UPDATE NOWAIT', [
      questionId,
    ]);
  } finally {
    await deciding.query('ROLLBACK');
    deciding.release();
  }
  expect(await answered).toEqual({ ok: true });
});
