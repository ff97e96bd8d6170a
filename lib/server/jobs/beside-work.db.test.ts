// While a large roster is checked or applied, which takes minutes, the district's files and people go on.
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayFiles } from '@/lib/synthetic/day-files';
import { nextDay } from '@/lib/synthetic/district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { queueRun } from '@/lib/testing/deliver';
import { createLiveDistrict, type LiveDistrict } from '@/lib/testing/reviews';
import { openDatabase } from '../db';
import { beginDelivery, receiveDelivery } from '../intake/deliveries';
import { pauseDeliveries, resumeDeliveries } from '../policy/pauses';
import { assembleSyncRuns } from '../sync-runs/assemble';
import { requestUndo } from '../sync-runs/commands/request-undo';
import { workOnRuns } from './handlers/work-on-runs';
import { startWorker } from './run-worker';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-09-01T15:00:00Z' });
});
afterAll(() => ctx.close());

/** Far more than any of it takes, also on a slow machine; less than a command is given. */
const SOON_MS = 20_000;

const WAITED = 'stood and waited' as const;

function soon<T>(work: Promise<T>): Promise<T | typeof WAITED> {
  return Promise.race([work, delay(SOON_MS, WAITED)]);
}

/** The worker works, and comes as far as writing this table; then it stands there until `meanwhile` is done. */
async function whileWorkerStandsAt(table: string, meanwhile: () => Promise<void>): Promise<void> {
  const holder: pg.PoolClient = await ctx.db.pool.connect();
  await holder.query('BEGIN');
  await holder.query(`LOCK TABLE ${table} IN SHARE MODE`);
  const { rows } = await holder.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const working = workOnRuns(ctx);
  try {
    await expect
      .poll(
        async () => {
          const { rowCount } = await holder.query(
            'SELECT 1 FROM pg_stat_activity WHERE $1 = ANY(pg_blocking_pids(pid))',
            [rows[0]?.pid],
          );
          return rowCount ?? 0;
        },
        { timeout: 60_000 },
      )
      .toBeGreaterThan(0);
    await meanwhile();
  } finally {
    await holder.query('ROLLBACK');
    holder.release();
    await working;
  }
}

async function sendSet({ tenantId, connectionId }: LiveDistrict, day: LiveDistrict['day']) {
  const key = { tenantId, connectionId };
  for (const { name, chunks } of dayFiles(day)) {
    const bytes = Buffer.concat([...chunks]);
    const upload = await beginDelivery(ctx, key, { fileName: name, sourceAddress: '192.0.2.7' });
    await upload.writer.write(bytes, 0);
    await upload.writer.sync();
    await upload.writer.close();
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await receiveDelivery(ctx, key, upload.id, { byteCount: bytes.length, sha256 });
  }
}

async function newestState({ connectionId }: LiveDistrict): Promise<string | undefined> {
  const newest = await ctx.db.prisma.syncRun.findFirst({
    where: { connectionId },
    orderBy: { id: 'desc' },
  });
  return newest?.state;
}

async function queueDay({ tenantId, connectionId }: LiveDistrict, day: LiveDistrict['day']) {
  return queueRun(ctx, { id: connectionId, tenantId }, dayFiles(day));
}

test('while a roster is applied, files come in and the district can be paused', async () => {
  const district = await createLiveDistrict(ctx, { seed: 'beside-apply' });
  const { tenantId, actor } = district;
  const next = nextDay(district.day, { kind: 'churn', share: 0.02 });
  const run = await queueDay(district, next);
  await whileWorkerStandsAt(`roster_user_t${tenantId}`, async () => {
    expect(await district.stateOf(run.id)).toBe('APPLYING');
    const later = nextDay(next, { kind: 'churn', share: 0.01 });
    expect(await soon(sendSet(district, later))).toBeUndefined();
    expect(await soon(assembleSyncRuns(ctx))).not.toBe(WAITED);
    expect(await soon(pauseDeliveries(ctx, actor, tenantId, 'looks wrong'))).toEqual({ ok: true });
    expect(await soon(resumeDeliveries(ctx, actor, tenantId))).toEqual({ ok: true });
  });
  expect(await district.stateOf(run.id)).toBe('APPLIED');
});

test('while a roster is taken back, files come in as well', async () => {
  const district = await createLiveDistrict(ctx, { seed: 'beside-undo' });
  const { tenantId, actor } = district;
  const next = nextDay(district.day, { kind: 'churn', share: 0.02 });
  const id = await district.receiveDay(next);
  expect(await requestUndo(ctx, actor, { id, tenantId }, 'Not meant.')).toEqual({ ok: true });
  await whileWorkerStandsAt(`roster_user_t${tenantId}`, async () => {
    const later = nextDay(next, { kind: 'churn', share: 0.01 });
    expect(await soon(sendSet(district, later))).toBeUndefined();
    expect(await soon(pauseDeliveries(ctx, actor, tenantId, 'looks wrong'))).toEqual({ ok: true });
    expect(await soon(resumeDeliveries(ctx, actor, tenantId))).toEqual({ ok: true });
  });
  const { undoneAt } = await ctx.db.prisma.syncRun.findUniqueOrThrow({ where: { id } });
  expect(undoneAt).not.toBeNull();
});

test('while a plan is measured, a set that is whole is left for later and keeps no upload waiting', async () => {
  const district = await createLiveDistrict(ctx, { seed: 'beside-plan' });
  const next = nextDay(district.day, { kind: 'churn', share: 0.02 });
  await queueDay(district, next);
  await sendSet(district, nextDay(next, { kind: 'churn', share: 0.01 }));
  ctx.clock.advance(24 * 3_600_000);
  await whileWorkerStandsAt('rule_evaluation', async () => {
    expect(await soon(assembleSyncRuns(ctx))).not.toBe(WAITED);
    expect(await newestState(district)).toBe('RECEIVING');
  });
  await assembleSyncRuns(ctx);
  expect(await newestState(district)).toBe('QUEUED');
});

test('while one district’s roster is applied, another’s is applied in less than a minute', async () => {
  const [large, small] = [
    await createLiveDistrict(ctx, { seed: 'beside-large' }),
    await createLiveDistrict(ctx, { seed: 'beside-small' }),
  ];
  const run = await queueDay(large, nextDay(large.day, { kind: 'churn', share: 0.02 }));
  const holder: pg.PoolClient = await ctx.db.pool.connect();
  await holder.query('BEGIN');
  await holder.query(`LOCK TABLE roster_user_t${large.tenantId} IN SHARE MODE`);
  // As many runs at once as a real worker takes, with as many database sessions: nothing here says who takes which run.
  const db = openDatabase(ctx.databaseUrl);
  const worker = startWorker({ ...ctx, db });
  try {
    await expect.poll(() => large.stateOf(run.id), { timeout: 60_000 }).toBe('APPLYING');
    const beside = await queueDay(small, nextDay(small.day, { kind: 'churn', share: 0.02 }));
    await expect.poll(() => small.stateOf(beside.id), { timeout: 60_000 }).toBe('APPLIED');
    expect(await large.stateOf(run.id)).toBe('APPLYING');
  } finally {
    await holder.query('ROLLBACK');
    holder.release();
    await expect.poll(() => large.stateOf(run.id), { timeout: 60_000 }).toBe('APPLIED');
    await worker.stop();
    await db.close();
  }
});
