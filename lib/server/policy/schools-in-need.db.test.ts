import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnection, createPerson, createTenant } from '@/lib/testing/builders';
import { districtFiles, type DayOf } from '@/lib/testing/counted-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { queueRun } from '@/lib/testing/deliver';
import { actorOf, targetOf } from '@/lib/testing/reviews';
import { workOnRuns } from '../jobs/handlers/work-on-runs';
import { previewPart } from '../reviews/queries/approval-effect';
import { approve, approveAdditions } from '../reviews/commands/approve';
import { reject } from '../reviews/commands/reject';
import { findOrg } from '../roster/records';
import { listSchoolsInNeed } from './schools-in-need';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-09-01T15:00:00Z' });
});
afterAll(() => ctx.close());

const comment = 'looked at it';

async function live() {
  const of = { schools: 6, students: 300 };
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant);
  const lead = actorOf(await createPerson(ctx, { role: 'ADMIN' }));
  const receive = async (change?: DayOf['change']): Promise<number> => {
    const { id } = await queueRun(ctx, connection, districtFiles(of, change ? { change } : {}));
    await workOnRuns(ctx);
    return id;
  };
  const first = await receive();
  await ctx.db.prisma.gateResult.updateMany({
    where: { runId: first },
    data: { outcome: 'passed' },
  });
  await approve(ctx, lead, { ...(await targetOf(ctx, first)), comment });
  await workOnRuns(ctx);
  const inNeed = async (): Promise<string[]> =>
    (await listSchoolsInNeed(ctx, tenant.id)).map(({ schoolSourcedId }) => schoolSourcedId);
  return { tenantId: tenant.id, lead, receive, inNeed };
}

const lostSchool: DayOf['change'] = (id, row) => (id === 's6' ? null : row);

test('a school gone from orgs.csv needs somebody until files have it again, whatever was decided', async () => {
  const { tenantId, lead, receive, inNeed } = await live();
  expect(await inNeed()).toEqual([]);
  const run = await receive(lostSchool);
  expect(await inNeed()).toEqual(['s6']);
  expect((await findOrg(ctx, tenantId, 's6'))?.missingInRunNumber).toBe(2);
  expect((await findOrg(ctx, tenantId, 's5'))?.missingInRunNumber).toBeNull();
  await reject(ctx, lead, { ...(await targetOf(ctx, run)), reason: 'the school is open' });
  expect(await inNeed(), 'turned down, and still not in the files').toEqual(['s6']);

  const again = await receive((id, row) =>
    id === 'u1' ? row.replace('Ana', 'Anna') : id === 's6' ? null : row,
  );
  const preview = await previewPart(ctx, { id: again, tenantId }, { scope: 'ADDITIONS' });
  if (!preview.ok) throw new Error(preview.code);
  const { applyCount } = preview.effect;
  const target = await targetOf(ctx, again);
  expect(await approveAdditions(ctx, lead, { ...target, comment, applyCount })).toMatchObject({
    outcome: 'DECIDED',
  });
  await workOnRuns(ctx);
  expect(await inNeed(), 'its removal was left out').toEqual(['s6']);
  await receive();
  expect(await inNeed()).toEqual([]);
});

test('another school whose id changed does not hide it, and another district does not see it', async () => {
  const { receive, inNeed } = await live();
  const other = await live();
  await receive((id, row) => (id === 's5' ? row.replace(/^s5,/, 'x5,') : id === 's6' ? null : row));
  expect(await inNeed()).toEqual(['s5', 's6']);
  expect(await other.inNeed()).toEqual([]);
});
