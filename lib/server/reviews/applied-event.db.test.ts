import { afterAll, beforeAll, expect, test } from 'vitest';
import { nextDay } from '@/lib/synthetic/district';
import { createPerson } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { actorOf, createLiveDistrict, targetOf } from '@/lib/testing/reviews';
import { workOnRuns } from '../jobs/handlers/work-on-runs';
import { approve } from './commands/approve';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

test('what is applied and the line of the timeline that says so come together or not at all', async () => {
  const district = await createLiveDistrict(ctx, { seed: 'applied-event', students: 60 });
  const { tenantId, connectionId, baselineRunId } = district;
  const runId = await district.receiveDay(nextDay(district.day, 'promotion'));
  const target = await targetOf(ctx, runId);
  const words = { ...target, comment: 'a new year' };
  await approve(ctx, actorOf(await createPerson(ctx, { role: 'ADMIN' })), words);
  await approve(ctx, district.actor, words);
  expect(await district.stateOf(runId)).toBe('APPLYING');

  await ctx.asOwner(
    `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no room'; END $$;
     CREATE TRIGGER refuse BEFORE INSERT ON circuit_break_event FOR EACH ROW EXECUTE FUNCTION refuse()`,
  );
  await workOnRuns(ctx);
  expect(await district.stateOf(runId)).toBe('APPLYING');
  const connection = await ctx.db.prisma.connection.findFirstOrThrow({
    where: { tenantId, id: connectionId },
  });
  expect(connection.baselineRunId).toBe(baselineRunId);

  await ctx.asOwner('DROP TRIGGER refuse ON circuit_break_event');
  ctx.clock.advance(3_600_000);
  await workOnRuns(ctx);
  expect(await district.stateOf(runId)).toBe('APPLIED');
  const events = await ctx.db.prisma.circuitBreakEvent.findMany({
    where: { tenantId, breakId: target.breakId, kind: 'APPLIED' },
  });
  expect(events).toMatchObject([{ version: 1, actorKind: 'worker', detail: { runId } }]);
});
