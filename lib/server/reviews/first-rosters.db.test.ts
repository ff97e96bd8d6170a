import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnection, createPerson, createTenant } from '@/lib/testing/builders';
import { districtFiles, studentRow, type DayOf } from '@/lib/testing/counted-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { queueRun } from '@/lib/testing/deliver';
import { actorOf, targetOf } from '@/lib/testing/reviews';
import { workOnRuns } from '../jobs/handlers/work-on-runs';
import { previewPart } from './queries/approval-effect';
import { approve, approveSlice } from './commands/approve';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-09-01T15:00:00Z' });
});
afterAll(() => ctx.close());

const comment = 'looked at it';

async function connect() {
  const of = { schools: 2, students: 60 };
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant);
  const receive = async (day: DayOf = {}): Promise<number> => {
    const { id } = await queueRun(ctx, connection, districtFiles(of, day));
    await workOnRuns(ctx);
    return id;
  };
  return { tenantId: tenant.id, receive };
}

test('first rosters that differ in a row with a problem alone are not the same changes', async () => {
  const { receive } = await connect();
  const row = studentRow('n1', { agents: ['nobody'] });
  const withRow = (text: string): DayOf => ({ more: { 'users.csv': [text] } });
  const one = await targetOf(ctx, await receive(withRow(row)));
  const other = await targetOf(ctx, await receive(withRow(row.replace('Ana', 'Eva'))));
  expect(other).toMatchObject({ breakId: one.breakId, version: 2 });
  expect(other.fingerprint).not.toBe(one.fingerprint);
  const again = await targetOf(ctx, await receive(withRow(row.replace('Ana', 'Eva'))));
  expect(again.fingerprint).toBe(other.fingerprint);
});

test('a school that comes back shows what a new one does, also in a part', async () => {
  const { tenantId, receive } = await connect();
  const lead = actorOf(await createPerson(ctx, { role: 'ADMIN' }));
  const colleague = actorOf(await createPerson(ctx));
  const pass = async (runId: number): Promise<void> => {
    await ctx.db.prisma.gateResult.updateMany({ where: { runId }, data: { outcome: 'passed' } });
    for (const actor of [colleague, lead])
      await approve(ctx, actor, { ...(await targetOf(ctx, runId)), comment });
    await workOnRuns(ctx);
    const { state } = await ctx.db.prisma.syncRun.findUniqueOrThrow({ where: { id: runId } });
    expect(state).toBe('APPLIED');
  };
  await pass(await receive());
  await pass(await receive({ change: (id, row) => (id === 's2' ? null : row) }));
  const back = await receive();
  await ctx.db.prisma.gateResult.updateMany({
    where: { runId: back, schoolSourcedId: 's2', criterion: 'studentsInClass' },
    data: { outcome: 'failed' },
  });
  const groups = [{ entity: 'orgs', action: 'REACTIVATE', schoolSourcedId: 's2' }] as const;
  const preview = await previewPart(ctx, { id: back, tenantId }, { scope: 'SLICE', groups });
  if (!preview.ok) throw new Error(preview.code);
  const { applyCount } = preview.effect;
  const target = await targetOf(ctx, back);
  expect(await approveSlice(ctx, lead, { ...target, comment, groups, applyCount })).toEqual({
    ok: false,
    code: 'GATE_NOT_PASSED',
  });
});
