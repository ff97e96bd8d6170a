// What is told of an act is told with it: whatever comes after the commit may be lost.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nextDay } from '@/lib/synthetic/district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { createLiveDistrict } from '@/lib/testing/reviews';
import { workOnRuns } from './handlers/work-on-runs';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-09-01T15:00:00Z' });
});
afterAll(() => ctx.close());

test('a roster that was applied is in the audit log, also if tidying up after it fails', async () => {
  const district = await createLiveDistrict(ctx, { seed: 'after-commit' });
  const { tenantId, connectionId: id } = district;
  await ctx.db.prisma.connection.update({ where: { id }, data: { applySlot: 'OVERNIGHT' } });
  const runId = await district.receiveDay(nextDay(district.day, { kind: 'churn', share: 0.02 }));
  expect(await district.stateOf(runId)).toBe('DEFERRED');
  const view = `CREATE VIEW staging.in_the_way AS SELECT sourced_id FROM staging.run_${runId}_org`;
  await ctx.db.pool.query(view);
  ctx.clock.advance(24 * 3_600_000);
  await workOnRuns(ctx);
  await ctx.db.pool.query('DROP VIEW staging.in_the_way');
  expect(await district.stateOf(runId)).toBe('APPLIED');
  const audited = await ctx.db.prisma.auditEvent.count({
    where: { tenantId, action: 'sync-run.applied', objectId: String(runId) },
  });
  expect(audited).toBe(1);
});
