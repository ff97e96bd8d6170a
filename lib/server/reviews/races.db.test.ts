// Two at once, with every lock held where a real decision or the worker would hold it.
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayFiles } from '@/lib/synthetic/day-files';
import { nextDay } from '@/lib/synthetic/district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { queueRun } from '@/lib/testing/deliver';
import { createLiveDistrict, targetOf } from '@/lib/testing/reviews';
import { workOnRuns } from '../jobs/handlers/work-on-runs';
import { moveSyncRun } from '../sync-runs/move-sync-run';
import { approve } from './commands/approve';
import { reject } from './commands/reject';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-09-01T15:00:00Z' });
});
afterAll(() => ctx.close());

const comment = 'looked at it';

async function held(seed: string) {
  const district = await createLiveDistrict(ctx, { seed });
  const day = nextDay(district.day, 'promotion');
  const runId = await district.receiveDay(day);
  return { district, day, runId, target: await targetOf(ctx, runId) };
}

async function inTransaction(work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await ctx.db.pool.connect();
  try {
    await client.query('BEGIN');
    await work(client);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

/** Until somebody in this database waits for a lock that `client` holds. */
async function untilBlockedBy(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  await expect
    .poll(
      async () => {
        const blocked = await ctx.db.pool.query(
          'SELECT 1 FROM pg_stat_activity WHERE $1 = ANY(pg_blocking_pids(pid))',
          [rows[0]?.pid],
        );
        return blocked.rowCount ?? 0;
      },
      { timeout: 60_000 },
    )
    .toBeGreaterThan(0);
}

test('newer files that are to be held wait for whoever is deciding, and lock nothing meanwhile', async () => {
  const { district, day, runId, target } = await held('race-worker');
  const connection = { id: district.connectionId, tenantId: district.tenantId };
  const second = await queueRun(
    ctx,
    connection,
    dayFiles(nextDay(day, { kind: 'churn', share: 0.02 })),
  );
  let working: Promise<unknown> = Promise.resolve();
  await inTransaction(async (client) => {
    await client.query('SELECT 1 FROM circuit_break WHERE id = $1 FOR UPDATE', [target.breakId]);
    working = workOnRuns(ctx);
    await untilBlockedBy(client);
    // What a decision does next. Locked by the worker, one of the two would be killed as a deadlock.
    await client.query('SELECT 1 FROM sync_run WHERE id = $1 FOR UPDATE NOWAIT', [runId]);
  });
  await working;
  expect(await district.stateOf(second.id)).toBe('HELD');
  expect(await targetOf(ctx, second.id)).toMatchObject({ breakId: target.breakId, version: 2 });
});

test('clean files that supersede wait for whoever is deciding as well', async () => {
  const { district, runId, target } = await held('race-clean');
  const connection = { id: district.connectionId, tenantId: district.tenantId };
  const clean = dayFiles(nextDay(district.day, { kind: 'churn', share: 0.01 }));
  const second = await queueRun(ctx, connection, clean);
  let working: Promise<unknown> = Promise.resolve();
  await inTransaction(async (client) => {
    await client.query('SELECT 1 FROM circuit_break WHERE id = $1 FOR UPDATE', [target.breakId]);
    working = workOnRuns(ctx);
    await untilBlockedBy(client);
    await client.query('SELECT 1 FROM sync_run WHERE id = $1 FOR UPDATE NOWAIT', [runId]);
  });
  await working;
  expect(await district.stateOf(second.id)).toBe('APPLIED');
  expect(await district.stateOf(runId)).toBe('SUPERSEDED');
});

test.each(['approve', 'reject'] as const)(
  '%s: a run that is sent back to be planned again in the same moment is refused, not an error',
  async (decision) => {
    const { district, runId, target } = await held(`race-${decision}`);
    const { tenantId } = target;
    let deciding: Promise<unknown> = Promise.resolve();
    await inTransaction(async (client) => {
      await moveSyncRun(client, { id: runId, tenantId }, 'QUEUED', { now: ctx.clock.now() });
      deciding =
        decision === 'approve'
          ? approve(ctx, district.actor, { ...target, comment })
          : reject(ctx, district.actor, { ...target, reason: comment });
      await untilBlockedBy(client);
    });
    expect(await deciding).toEqual({ ok: false, code: 'BUSY' });
  },
);
