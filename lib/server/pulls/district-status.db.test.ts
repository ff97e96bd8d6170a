// How a district whose roster is fetched stands, from its connection's first moment on, with a pause in between.
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
import { planPulls } from '../intake/api/pulls/plan-pulls';
import { workOnRuns } from '../jobs/handlers/work-on-runs';
import { queueLateMails } from '../overview/queue-late-mails';
import { refreshStatuses } from '../overview/refresh-statuses';
import { pauseDeliveries, resumeDeliveries } from '../policy/pauses';
import { assembleSyncRuns } from '../sync-runs/assemble';
import { askForPull } from './commands/ask-for-pull';
import { askForTest } from './commands/ask-for-test';

const HOUR_MS = 3_600_000;
let ctx: TestContext;
let simulator: OneRosterSimulator;
beforeAll(async () => {
  simulator = await startOneRosterSimulator({
    day: createDistrict({ students: 60, seed: 'statuses' }),
  });
  ctx = reaching(await createTestContext({ now: '2026-09-15T15:00:00Z' }), simulator.base);
});
afterAll(async () => {
  await ctx.close();
  await simulator.close();
});

/** From the row that lists read: a trigger noted whatever changed. */
async function statusOf({ tenantId }: ApiDistrict): Promise<string> {
  await refreshStatuses(ctx);
  const { status } = await ctx.db.prisma.tenantStatus.findUniqueOrThrow({ where: { tenantId } });
  return status;
}

async function work({ tests = false } = {}): Promise<void> {
  const worker = pullWorkerFor(ctx);
  if (tests) await worker.testConnections(ctx);
  await worker.takeUpDue(ctx);
  await worker.idle();
  await worker.stop();
}

async function ask({ tenantId, connectionId, actor }: ApiDistrict): Promise<void> {
  const asked = await askForPull(ctx, actor, tenantId, { connectionId, purpose: 'UPDATE' });
  if (!asked.ok) throw new Error(asked.code);
}

async function check(): Promise<void> {
  await assembleSyncRuns(ctx);
  await workOnRuns(ctx);
}

const runsOf = async ({ tenantId }: ApiDistrict) =>
  (await ctx.db.prisma.syncRun.findMany({ where: { tenantId }, orderBy: { id: 'asc' } })).map(
    ({ state }) => state,
  );

test('never tested, test failed, tested, pulling, failed, waiting for the source, checked', async () => {
  const district = await createApiDistrict(ctx, { ...simulator, secret: 'not the secret' });
  const { tenantId, connectionId, actor } = district;
  expect(await statusOf(district)).toBe('NOT_TESTED');
  await askForTest(ctx, actor, tenantId, connectionId);
  await work({ tests: true });
  expect(await statusOf(district)).toBe('TEST_FAILED');
  await ctx.db.prisma.apiAccount.updateMany({
    where: { tenantId },
    data: { testedAt: ctx.clock.now() },
  });
  expect(await statusOf(district)).toBe('WAITING_FOR_FIRST_PULL');
  await ask(district);
  expect(await statusOf(district)).toBe('PULLING');
  await work();
  expect(await statusOf(district)).toBe('PULL_FAILED');

  const other = await createApiDistrict(ctx, simulator);
  await ctx.db.prisma.apiAccount.updateMany({
    where: { tenantId: other.tenantId },
    data: { testedAt: ctx.clock.now() },
  });
  await ask(other);
  await ctx.db.prisma.pull.updateMany({
    where: { tenantId: other.tenantId },
    data: {
      state: 'PULLING',
      troubleCode: 'BUSY',
      nextAttemptAt: new Date(ctx.clock.now().getTime() + HOUR_MS),
    },
  });
  expect(await statusOf(other)).toBe('WAITING_FOR_SOURCE');
  ctx.clock.advance(HOUR_MS);
  // The time it waited for has come, without anything being written.
  expect(await statusOf(other)).toBe('PULLING');
});

test('a paused district is not read at night; what was being read waits as files do', async () => {
  const district = await createApiDistrict(ctx, simulator);
  const { tenantId, actor } = district;
  await ctx.db.prisma.apiAccount.updateMany({
    where: { tenantId },
    data: { testedAt: ctx.clock.now() },
  });
  await ask(district);
  const paused = await pauseDeliveries(ctx, actor, tenantId, 'Moving');
  expect(paused).toMatchObject({ ok: true });
  await work();
  expect(
    await ctx.db.prisma.pull.findFirst({ where: { tenantId }, select: { state: true } }),
  ).toEqual({ state: 'COMPLETE' });
  await check();
  expect(await runsOf(district)).not.toContain('HELD');
  expect(await statusOf(district)).toBe('PAUSED');

  ctx.clock.advance(24 * HOUR_MS);
  await planPulls(ctx);
  expect(await ctx.db.prisma.pull.count({ where: { tenantId } })).toBe(1);

  await resumeDeliveries(ctx, actor, tenantId);
  await check();
  expect(await runsOf(district)).toEqual(['HELD']);
  expect(await statusOf(district)).toBe('UNDER_REVIEW');
  await planPulls(ctx);
  expect(await ctx.db.prisma.pull.count({ where: { tenantId } })).toBe(2);
});

test('late by its pulls: one that found nothing new came too, and nobody is asked for files', async () => {
  ctx.clock.set('2026-09-22T06:00:00Z');
  const district = await createApiDistrict(ctx, simulator);
  const { tenantId, connectionId } = district;
  const at = ctx.clock.now();
  await ctx.db.prisma.apiAccount.updateMany({ where: { tenantId }, data: { testedAt: at } });
  await ctx.db.prisma.syncRun.create({
    data: {
      tenantId,
      connectionId,
      state: 'APPLIED',
      createdAt: at,
      lastArrivalAt: at,
      finishedAt: at,
    },
  });
  const complete = (number: number) =>
    ctx.db.prisma.pull.create({
      data: {
        tenantId,
        connectionId,
        number,
        feed: 'ROSTER',
        state: 'COMPLETE',
        extent: 'DELTA',
        createdAt: ctx.clock.now(),
        finishedAt: ctx.clock.now(),
        handedOverAt: ctx.clock.now(),
        nextAttemptAt: ctx.clock.now(),
      },
    });
  await complete(1);
  for (const number of [2, 3]) {
    ctx.clock.advance(24 * HOUR_MS);
    await complete(number);
    expect(await statusOf(district)).toBe('UP_TO_DATE');
  }
  ctx.clock.advance(36 * HOUR_MS);
  expect(await statusOf(district)).toBe('PULL_LATE');
  await queueLateMails(ctx);
  expect(await ctx.db.prisma.outboxMail.count({ where: { tenantId, kind: 'files-late' } })).toBe(0);
});
