// What follow-ups of an approval never let pass, whatever their size.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnection, createPerson, createTenant } from '@/lib/testing/builders';
import { districtFiles, studentRow, type DayOf } from '@/lib/testing/counted-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { queueRun } from '@/lib/testing/deliver';
import { actorOf, targetOf } from '@/lib/testing/reviews';
import { workOnRuns } from '../jobs/handlers/work-on-runs';
import { pauseDeliveries, resumeDeliveries } from '../policy/pauses';
import { preClearFollowUps } from './commands/after-approval';
import { previewPart } from './queries/approval-effect';
import { approve, approveAdditions } from './commands/approve';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-09-01T15:00:00Z' });
});
afterAll(() => ctx.close());

const comment = 'looked at it';

/** Live for over a month, with the limits of a normal school week. */
async function live(of: Parameters<typeof districtFiles>[0]) {
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant);
  const lead = actorOf(await createPerson(ctx, { role: 'ADMIN' }));
  const colleague = actorOf(await createPerson(ctx));
  const receive = async (day: DayOf = {}): Promise<{ id: number; state: string }> => {
    const { id } = await queueRun(ctx, connection, districtFiles(of, day));
    await workOnRuns(ctx);
    return { id, state: await stateOf(id) };
  };
  const stateOf = async (id: number): Promise<string> =>
    (await ctx.db.prisma.syncRun.findUniqueOrThrow({ where: { id } })).state;
  const first = await receive();
  await ctx.db.prisma.gateResult.updateMany({
    where: { runId: first.id },
    data: { outcome: 'passed' },
  });
  await approve(ctx, lead, { ...(await targetOf(ctx, first.id)), comment });
  await workOnRuns(ctx);
  await ctx.db.pool.query(
    `UPDATE sync_run SET applied_at = applied_at - interval '40 days' WHERE id = $1`,
    [first.id],
  );
  ctx.clock.advance(3_600_000);
  return { tenantId: tenant.id, lead, colleague, receive, stateOf };
}

const newStudents = (from: number, to: number): DayOf => ({
  more: {
    'users.csv': Array.from({ length: to - from + 1 }, (_, at) => studentRow(`n${from + at}`)),
  },
});

test('the first files after a pause are held although the pause before was pre-cleared', async () => {
  const { tenantId, lead, receive, stateOf } = await live({ students: 400 });
  const pause = async (): Promise<void> => {
    await pauseDeliveries(ctx, lead, tenantId, 'moving servers');
    ctx.clock.advance(3_600_000);
    await resumeDeliveries(ctx, lead, tenantId);
  };
  await pause();
  const held = await receive(newStudents(1, 5));
  expect(held.state).toBe('HELD');
  await approve(ctx, lead, { ...(await targetOf(ctx, held.id)), comment, preClear: true });
  await workOnRuns(ctx);
  expect(await stateOf(held.id)).toBe('APPLIED');
  await pause();
  expect((await receive(newStudents(1, 6))).state).toBe('HELD');
});

test('another school that goes needs its two people', async () => {
  const { lead, colleague, receive, stateOf } = await live({ schools: 30, students: 300 });
  const gone = (...ids: string[]): DayOf => ({
    change: (id, row) => (ids.includes(id) ? null : row),
  });
  const held = await receive(gone('s30'));
  const target = await targetOf(ctx, held.id);
  await approve(ctx, colleague, { ...target, comment });
  await approve(ctx, lead, { ...target, comment, preClear: true });
  await workOnRuns(ctx);
  expect(await stateOf(held.id)).toBe('APPLIED');
  expect((await receive(gone('s30', 's29'))).state).toBe('HELD');
});

test('what an approval left out is no measure for what may follow', async () => {
  const { tenantId, lead, receive, stateOf } = await live({ students: 400 });
  const held = await receive({ ...newStudents(1, 5), ...without30(1) });
  const target = await targetOf(ctx, held.id);
  const preview = await previewPart(ctx, { id: held.id, tenantId }, { scope: 'ADDITIONS' });
  if (!preview.ok) throw new Error(preview.code);
  const { applyCount } = preview.effect;
  await approveAdditions(ctx, lead, { ...target, comment, applyCount });
  await workOnRuns(ctx);
  expect(await stateOf(held.id)).toBe('APPLIED');
  expect(await preClearFollowUps(ctx, lead, target)).toEqual({ ok: false, code: 'NOT_APPLIED' });
  // Thirty others.
  expect((await receive({ ...newStudents(1, 5), ...without30(101) })).state).toBe('HELD');
});

function without30(first: number): DayOf {
  const isGone = (id: string): boolean => {
    const number = Number(/^u(\d+)$/.exec(id)?.[1] ?? 0);
    return number >= first && number < first + 30;
  };
  return { change: (id, row) => (isGone(id) ? null : row) };
}
