// Pulls from a server that behaves, by every way of signing in: whole, and then as files that a district had sent.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDistrict } from '@/lib/synthetic/district';
import {
  startOneRosterSimulator,
  type OneRosterSimulator,
} from '@/lib/simulators/oneroster/simulator';
import {
  createApiDistrict,
  pullWorkerFor,
  reaching,
  type ApiDistrict,
} from '@/lib/testing/api-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { workOnRuns } from '../../../jobs/handlers/work-on-runs';
import { askForPull } from '../../../pulls/commands/ask-for-pull';
import { findPull } from '../../../pulls/queries/list-pulls';
import { assembleSyncRuns } from '../../../sync-runs/assemble';

let ctx: TestContext;
let simulator: OneRosterSimulator;
beforeAll(async () => {
  simulator = await startOneRosterSimulator({
    day: createDistrict({ students: 300, seed: 'pulls' }),
  });
  ctx = reaching(await createTestContext({ now: '2026-09-01T15:00:00Z' }), simulator.base);
});
afterAll(async () => {
  await ctx.close();
  await simulator.close();
});

async function pulled({ tenantId, connectionId, actor }: ApiDistrict) {
  const asked = await askForPull(ctx, actor, tenantId, { connectionId, purpose: 'UPDATE' });
  if (!asked.ok) throw new Error(asked.code);
  const worker = pullWorkerFor(ctx);
  await worker.takeUpDue(ctx);
  await worker.idle();
  await worker.stop();
  return findPull(ctx, tenantId, asked.number);
}

test.each(['OAUTH2', 'OAUTH1_SHA1', 'OAUTH1_SHA256'] as const)('by %s', async (authorization) => {
  const district = await createApiDistrict(ctx, simulator, { authorization });
  const pull = await pulled(district);
  expect(pull).toMatchObject({ status: 'UPDATE', troubleCode: null });
  await assembleSyncRuns(ctx);
  await workOnRuns(ctx);
  const runs = await ctx.db.prisma.syncRun.findMany({ where: { tenantId: district.tenantId } });
  expect(runs.map(({ state }) => state)).toEqual(['HELD']);
});
