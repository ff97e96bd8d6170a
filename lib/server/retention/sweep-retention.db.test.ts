import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import type { Prisma } from '../db';
import { sweepRetention } from './sweep-retention';

const DAY_MS = 24 * 3600_000;
let ctx: TestContext;

beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

test('what is past its time goes, what is open or in force stays, and the audit log says how much', async () => {
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant);
  const key = { tenantId: tenant.id, connectionId: connection.id };
  const at = ctx.clock.now();
  const run = (state: 'APPLIED' | 'HELD' | 'INVALID') =>
    ctx.db.prisma.syncRun.create({ data: { ...key, state, createdAt: at, finishedAt: at } });
  const [inForce, held, invalid] = [await run('APPLIED'), await run('HELD'), await run('INVALID')];
  await ctx.db.prisma.connection.update({
    where: { id: connection.id },
    data: { baselineRunId: inForce.id },
  });
  const keep = async (storageKey: string, values: Partial<Prisma.DeliveryUncheckedCreateInput>) => {
    const writer = await ctx.storage.create(storageKey);
    await writer.write(Buffer.from('bytes'), 0);
    await writer.close();
    return ctx.db.prisma.delivery.create({
      data: {
        ...key,
        fileName: `${storageKey}.csv`,
        state: 'RECEIVED',
        storageKey,
        sourceAddress: '192.0.2.1',
        startedAt: at,
        touchedAt: at,
        ...values,
      },
    });
  };
  await keep('inforce', { syncRunId: inForce.id });
  await keep('held', { syncRunId: held.id });
  await keep('invalid', { syncRunId: invalid.id });
  await keep('loose', {});
  await keep('running', { state: 'RECEIVING' });
  await keep('recent', { touchedAt: new Date(at.getTime() + DAY_MS) });
  const group = await ctx.db.prisma.runIssueGroup.create({
    data: {
      tenantId: tenant.id,
      runId: invalid.id,
      fileName: 'users.csv',
      code: 'X',
      level: 'error',
      effect: 'row',
      count: 9,
      storedCount: 2,
      issues: {
        create: [
          { tenantId: tenant.id, runId: invalid.id, line: 1 },
          { tenantId: tenant.id, runId: invalid.id, line: 2 },
        ],
      },
    },
  });
  await ctx.db.prisma.sftpEvent.create({ data: { kind: 'CONNECTED', sourceAddress: 'a', at } });
  await ctx.db.prisma.signInAttempt.create({
    data: { kind: 'code', emailHash: 'x', sourceAddress: 'a', succeeded: false, at },
  });

  ctx.clock.advance(30 * DAY_MS);
  expect(await sweepRetention(ctx)).toMatchObject({ deliveries: 0, issues: 0, signInAttempts: 1 });
  ctx.clock.advance(1);
  expect(await sweepRetention(ctx)).toEqual({
    deliveries: 2,
    issues: 2,
    pullPages: 0,
    pullLines: 0,
    testSamples: 0,
    sftpEvents: 1,
    signInCodes: 0,
    signInAttempts: 0,
    outboxEvents: 0,
    webhooks: 0,
  });
  const left = ['inforce', 'held', 'invalid', 'loose', 'running', 'recent'].filter((storageKey) =>
    existsSync(ctx.storage.localPath(storageKey)),
  );
  expect(left).toEqual(['inforce', 'held', 'running', 'recent']);
  expect(
    await ctx.db.prisma.runIssueGroup.findUniqueOrThrow({ where: { id: group.id } }),
  ).toMatchObject({ count: 9, storedCount: 0 });
  const audit = await ctx.db.prisma.auditEvent.findMany({ where: { tenantId: tenant.id } });
  expect(audit.map((event) => [event.action, event.detail])).toEqual([
    ['retention.delivery-bytes-deleted', expect.objectContaining({ count: 2 })],
    ['retention.issue-details-deleted', expect.objectContaining({ count: 2 })],
  ]);
  expect(await sweepRetention(ctx)).toMatchObject({ deliveries: 0, issues: 0, sftpEvents: 0 });
});

test('attendance goes the same way: what waits for a person keeps its bytes, details of problems go', async () => {
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant);
  const key = { tenantId: tenant.id, connectionId: connection.id };
  const at = ctx.clock.now();
  const keep = async (fileName: string, state: 'HELD' | 'APPLIED') => {
    const storageKey = `attendance${state.toLowerCase()}`;
    const writer = await ctx.storage.create(storageKey);
    await writer.write(Buffer.from('bytes'), 0);
    await writer.close();
    const delivery = await ctx.db.prisma.delivery.create({
      data: {
        ...key,
        fileName,
        state: 'RECEIVED',
        storageKey,
        sourceAddress: '192.0.2.1',
        startedAt: at,
        touchedAt: at,
      },
    });
    const run = await ctx.db.prisma.attendanceRun.create({
      data: {
        ...key,
        deliveryId: delivery.id,
        kind: 'ATTENDANCE',
        state,
        fileName,
        sha256: 'x',
        byteCount: 5,
        receivedAt: at,
        receivedDate: at,
        receivedMinute: 600,
        finishedAt: state === 'HELD' ? null : at,
      },
    });
    const problem = { tenantId: tenant.id, runId: run.id, code: 'X' };
    await ctx.db.prisma.attendanceIssueGroup.create({
      data: { ...problem, level: 'error', effect: 'row', count: 7, storedCount: 1 },
    });
    await ctx.db.prisma.attendanceIssue.create({ data: { ...problem, line: 1 } });
    return { storageKey, runId: run.id };
  };
  const held = await keep('held.csv', 'HELD');
  const applied = await keep('applied.csv', 'APPLIED');
  ctx.clock.advance(30 * DAY_MS + 1);
  await sweepRetention(ctx);
  expect(existsSync(ctx.storage.localPath(held.storageKey))).toBe(true);
  expect(existsSync(ctx.storage.localPath(applied.storageKey))).toBe(false);
  const groups = await ctx.db.prisma.attendanceIssueGroup.findMany({
    where: { tenantId: tenant.id },
    orderBy: { runId: 'asc' },
  });
  expect(groups).toMatchObject([
    { runId: held.runId, count: 7, storedCount: 1 },
    { runId: applied.runId, count: 7, storedCount: 0 },
  ]);
});
