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
import { openDatabase } from '../../../db';
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

test('the database is cut off in the middle, and the pull goes on where it was', async () => {
  const district = await createApiDistrict(ctx, simulator);
  await ctx.db.prisma.apiAccount.updateMany({ data: { pageSize: 50 } });
  // Slow enough that it is not over before it is cut.
  simulator.misbehave({ kind: 'slow', milliseconds: 30 });
  const asked = await askForPull(ctx, district.actor, district.tenantId, {
    connectionId: district.connectionId,
    purpose: 'PREVIEW',
  });
  if (!asked.ok) throw new Error(asked.code);
  const { tenantId } = district;
  // Sessions of its own, which are not cut.
  const watching = { ...ctx, db: openDatabase(ctx.databaseUrl) };
  const pages = () => watching.db.prisma.pullPage.count({ where: { tenantId, pullId: asked.id } });
  const isOpen = async (): Promise<boolean> =>
    (await findPull(watching, tenantId, asked.number))?.state !== 'COMPLETE';
  let cuts = 0;
  while (await isOpen()) {
    const worker = pullWorkerFor(ctx);
    await worker.takeUpDue(ctx);
    let isAtWork = true;
    const idle = worker.idle().finally(() => {
      isAtWork = false;
    });
    // Each time two more pages are there, whatever is on its way just then.
    for (let kept = await pages(); isAtWork; kept = await pages()) {
      while (isAtWork && (await pages()) < kept + 2)
        await new Promise((resolve) => setTimeout(resolve, 5));
      cuts += 1;
      await ctx.asOwner(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '${ctx.db.sessionName}'`,
      );
    }
    await idle;
    await worker.stop();
    // As another process finds it a minute later: no one says any more that it is there.
    ctx.clock.advance(61_000);
    await ctx.asOwner(`UPDATE pull SET taken_at = NULL WHERE id = ${asked.id}`);
  }
  expect(cuts).toBeGreaterThan(3);
  const pull = await findPull(watching, tenantId, asked.number);
  await watching.db.close();
  expect(pull?.status).toBe('PREVIEW');
  for (const { name, rowCount, total, repeated, restarts } of pull?.collections ?? [])
    expect({ name, rowCount, repeated, restarts }).toEqual({
      name,
      rowCount: total,
      repeated: 0,
      restarts: 0,
    });
});
