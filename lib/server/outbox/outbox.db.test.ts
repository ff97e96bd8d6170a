import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EVENT_DAYS } from '@/lib/core/events/events';
import { dayFiles } from '@/lib/synthetic/day-files';
import { createDistrict, nextDay } from '@/lib/synthetic/district';
import { createConnection, createPerson, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { deliverRun } from '@/lib/testing/deliver';
import { actorOf, targetOf } from '@/lib/testing/reviews';
import { applySyncRun } from '../pipeline/apply-sync-run';
import { moveSyncRun } from '@/lib/server/sync-runs/move-sync-run';
import { processSyncRun } from '../pipeline/process-sync-run';
import { undoSyncRun } from '../pipeline/undo-sync-run';
import { workOnRuns } from '../jobs/handlers/work-on-runs';
import { pauseDeliveries, resumeDeliveries } from '../policy/pauses';
import { approve } from '../reviews/commands/approve';
import { reject } from '../reviews/commands/reject';
import { escalateReviews } from '../reviews/escalation';
import { requestUndo } from '../sync-runs/commands/request-undo';

import { readEvents, recordOutboxEvent } from './outbox';
import { sweepEvents } from './sweep';

const BESIDE = ['audit_event', 'circuit_break_event'];

let ctx: TestContext;
const letCommit = (may: boolean): Promise<void> =>
  ctx.asOwner(
    BESIDE.map(
      (table) => `ALTER TABLE ${table} ${may ? 'DISABLE' : 'ENABLE'} TRIGGER refuse_commit;`,
    ).join(''),
  );

beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-09-01T16:00:00Z' });
  // A commit that fails over something else: every change is also in the audit log or in the timeline of its review.
  await ctx.asOwner(
    `CREATE FUNCTION refuse_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no commit'; END $$;
     ${BESIDE.map(
       (table) => `CREATE CONSTRAINT TRIGGER refuse_commit AFTER INSERT ON ${table}
         DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_commit();`,
     ).join('')}`,
  );
  await letCommit(true);
});
afterAll(() => ctx.close());

const at = new Date('2026-09-01T16:00:00Z');

async function writing(tenantId: number): Promise<pg.PoolClient> {
  const client = await ctx.db.pool.connect();
  await client.query('BEGIN');
  await write(client, tenantId);
  return client;
}

const write = (tx: Parameters<typeof recordOutboxEvent>[0], tenantId: number) =>
  recordOutboxEvent(tx, { tenantId, kind: 'connection.paused', at, payload: { connectionId: 1 } });

async function end(client: pg.PoolClient, how: 'COMMIT' | 'ROLLBACK'): Promise<void> {
  await client.query(how);
  client.release();
}

test('who commits late comes later, and no reader passes them by', async () => {
  const [one, two] = [await createTenant(ctx), await createTenant(ctx)];
  const slow = await writing(one.id);
  const undone = await writing(one.id);
  const quick = await writing(two.id);
  await end(quick, 'COMMIT');
  const first = await readEvents(ctx, { tenantId: 'every' }, { after: 0n });
  expect(first.events.map(({ tenantId }) => tenantId)).toEqual([two.id]);
  const after = first.events[0]?.position ?? 0n;
  await end(undone, 'ROLLBACK');
  expect((await readEvents(ctx, { tenantId: 'every' }, { after })).events).toEqual([]);
  // Begun first, written first, committed last.
  await write(slow, one.id);
  await end(slow, 'COMMIT');
  const rest = await readEvents(ctx, { tenantId: 'every' }, { after });
  expect(rest.events.map(({ tenantId }) => tenantId)).toEqual([one.id, one.id]);
  expect(rest.events.every(({ position }) => position > after)).toBe(true);
  // Another tenant's events are not there.
  const own = await readEvents(ctx, { tenantId: two.id }, { after: 0n });
  expect(own.events.map(({ position }) => position)).toEqual([after]);
});

test('many at once: whoever reads on from where they were has read them all, each once', async () => {
  const tenant = await createTenant(ctx);
  const clients = await Promise.all([1, 2, 3, 4].map(() => writing(tenant.id)));
  const seen: bigint[] = [];
  const read = async (): Promise<void> => {
    const after = seen.at(-1) ?? 0n;
    const { events } = await readEvents(ctx, { tenantId: tenant.id }, { after, limit: 1 });
    seen.push(...events.map(({ position }) => position));
  };
  await Promise.all([
    ...clients.reverse().map((client) => end(client, 'COMMIT')),
    ...[1, 2, 3].map(() => ctx.db.prisma.$transaction((tx) => write(tx, tenant.id))),
    (async () => {
      while (seen.length < 7) await read();
    })(),
  ]);
  await read();
  expect(seen).toHaveLength(7);
  expect(seen).toEqual([...new Set(seen)].sort((a, b) => (a < b ? -1 : 1)));
});

test('past its time an event goes, and who had not read it is told', async () => {
  const tenant = await createTenant(ctx);
  await write(ctx.db.pool, tenant.id);
  const of = { tenantId: tenant.id };
  const { events } = await readEvents(ctx, of, { after: 0n });
  ctx.clock.set(new Date(at.getTime() + EVENT_DAYS * 86_400_000));
  await sweepEvents(ctx);
  expect(await readEvents(ctx, of, { after: 0n })).toEqual({ events, isGone: false });
  ctx.clock.advance(1);
  expect(await sweepEvents(ctx)).toBeGreaterThan(0);
  expect(await sweepEvents(ctx)).toBe(0);
  expect(await readEvents(ctx, of, { after: 0n })).toEqual({ events: [], isGone: true });
  const [{ position } = { position: 0n }] = events;
  expect(await readEvents(ctx, of, { after: position })).toEqual({ events: [], isGone: false });
  ctx.clock.set(at);
});

test('each change is told in its own transaction: what does not come to be is not told', async () => {
  const day = createDistrict({ seed: 'outbox', students: 60 });
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant);
  const staff = actorOf(await createPerson(ctx, { role: 'ADMIN' }));
  const [tenantId, connectionId] = [tenant.id, connection.id];
  let after = 0n;
  const news = async () => {
    const { events } = await readEvents(ctx, { tenantId }, { after });
    after = events.at(-1)?.position ?? after;
    // Nothing of a person: ids, counts, yes or no, and codes.
    for (const value of events.flatMap(({ payload }) => Object.values(payload)))
      expect(typeof value === 'string' ? value : 'A_CODE').toMatch(/^[A-Z_]+$/);
    return events.map(({ kind, payload }) => [kind, payload]);
  };
  const stateOf = async (id: number) =>
    (await ctx.db.prisma.syncRun.findUniqueOrThrow({ where: { id } })).state;
  /** First while it cannot be committed, then as it is. */
  const twice = async (
    work: () => Promise<unknown>,
    state: () => Promise<unknown>,
  ): Promise<[unknown, unknown][]> => {
    const before = await state();
    await letCommit(false);
    await work().catch((error: unknown) => expect(String(error)).toContain('no commit'));
    expect(await state()).toEqual(before);
    expect(await news()).toEqual([]);
    await letCommit(true);
    await work();
    expect(await state()).not.toEqual(before);
    return (await news()) as [unknown, unknown][];
  };

  const first = await deliverRun(ctx, connection, dayFiles(day));
  const of = { connectionId, runId: first.id };
  const held = await twice(
    () => processSyncRun(ctx, first),
    () => ctx.db.prisma.circuitBreak.count({ where: { tenantId } }),
  );
  const { breakId, ...target } = await targetOf(ctx, first.id);
  expect(held).toEqual([['roster.held', { ...of, breakId, version: 1 }]]);
  const comment = 'looked at it';
  expect(
    await twice(
      () => approve(ctx, staff, { ...target, breakId, comment }),
      () => stateOf(first.id),
    ),
  ).toEqual([['roster.approved', { ...of, breakId, version: 1, scope: 'ALL', applyCount: null }]]);
  expect(
    await twice(
      () => applySyncRun(ctx, first),
      () => stateOf(first.id),
    ),
  ).toEqual([
    ['roster.applied', { ...of, isFirst: true }],
    ['roster.live', of],
  ]);

  const pausedAt = async () =>
    (await ctx.db.prisma.connection.findUniqueOrThrow({ where: { id: connectionId } })).pausedAt;
  const pause = () => pauseDeliveries(ctx, staff, tenantId, 'new servers');
  const resume = () => resumeDeliveries(ctx, staff, tenantId);
  expect(await twice(pause, pausedAt)).toEqual([['connection.paused', { connectionId }]]);
  expect(await twice(resume, pausedAt)).toEqual([['connection.resumed', { connectionId }]]);
  // What is refused changes nothing and tells nothing.
  expect(await resume()).toMatchObject({ code: 'NOT_PAUSED' });
  expect(await news()).toEqual([]);

  const promotion = nextDay(day, 'promotion');
  const hold = async () => {
    const run = await deliverRun(ctx, connection, dayFiles(promotion));
    expect(await processSyncRun(ctx, run)).toBe('HELD');
    expect(await news()).toMatchObject([['roster.held', { runId: run.id }]]);
    const { version, ...named } = await targetOf(ctx, run.id);
    const said = { connectionId, runId: run.id, breakId: named.breakId, version };
    return { run, said, target: { ...named, version } };
  };
  const no = await hold();
  expect(
    await twice(
      () => reject(ctx, staff, { ...no.target, reason: 'not yet' }),
      () => stateOf(no.run.id),
    ),
  ).toEqual([['roster.discarded', { ...no.said, because: 'REJECTED' }]]);

  const replaced = await hold();
  const same = await deliverRun(ctx, connection, dayFiles(day));
  expect(
    await twice(
      () => processSyncRun(ctx, same),
      () => stateOf(replaced.run.id),
    ),
  ).toEqual([['roster.discarded', { ...replaced.said, because: 'SUPERSEDED' }]]);

  const old = await hold();
  ctx.clock.advance(EVENT_DAYS * 86_400_000 - 1);
  expect(
    await twice(
      () => escalateReviews(ctx),
      () => stateOf(old.run.id),
    ),
  ).toEqual([['roster.discarded', { ...old.said, because: 'EXPIRED' }]]);

  expect(await requestUndo(ctx, staff, first, 'Not meant.')).toEqual({ ok: true });
  const undoneAt = async () =>
    (await ctx.db.prisma.syncRun.findUniqueOrThrow({ where: { id: first.id } })).undoneAt;
  expect(await twice(() => undoSyncRun(ctx, first), undoneAt)).toEqual([
    ['roster.undone', { ...of, part: 'WHOLE', wasFirst: true }],
  ]);
});

test.each([
  ['what was approved and cannot be applied is told, with what failed', true],
  ['files that fail their check are not: nobody was told of them', false],
])('%s', async (_what, isApproved) => {
  const day = createDistrict({ seed: `failed-${isApproved}`, students: 60 });
  const connection = await createConnection(ctx, await createTenant(ctx));
  const staff = actorOf(await createPerson(ctx, { role: 'ADMIN' }));
  const { id: connectionId, tenantId } = connection;
  const other = await deliverRun(ctx, connection, dayFiles(day));
  await ctx.db.prisma.syncRun.update({
    where: { tenantId_id: { tenantId, id: other.id } },
    data: { state: 'APPLIED' },
  });
  const run = await deliverRun(ctx, connection, dayFiles(day));
  if (isApproved) {
    await processSyncRun(ctx, run);
    await approve(ctx, staff, { ...(await targetOf(ctx, run.id)), comment: 'looked at it' });
    await ctx.db.prisma.connection.update({
      where: { id: connectionId },
      data: { baselineRunId: other.id },
    });
    await workOnRuns(ctx);
  } else {
    await ctx.db.pool.query('UPDATE sync_run SET attempts = 99 WHERE id = $1', [run.id]);
    await workOnRuns(ctx);
  }
  expect(await ctx.db.prisma.syncRun.findFirst({ where: { id: run.id } })).toMatchObject({
    state: 'FAILED',
  });
  const { events } = await readEvents(ctx, { tenantId }, { after: 0n });
  const failed = events.filter(({ kind }) => kind === 'roster.failed');
  expect(failed.map(({ payload }) => payload)).toEqual(
    isApproved ? [{ connectionId, runId: run.id, code: 'BASELINE_MOVED' }] : [],
  );
});

test('a held version is told once, however often it is planned', async () => {
  const day = createDistrict({ seed: 'told-once', students: 40 });
  const connection = await createConnection(ctx, await createTenant(ctx));
  const { tenantId } = connection;
  const held = async (run: { id: number; tenantId: number }) => {
    expect(await processSyncRun(ctx, run)).toBe('HELD');
    const { events } = await readEvents(ctx, { tenantId }, { after: 0n });
    return events
      .filter(({ kind }) => kind === 'roster.held')
      .map(({ payload }) => [payload.runId === run.id, payload.version]);
  };
  const run = await deliverRun(ctx, connection, dayFiles(day));
  expect(await held(run)).toEqual([[true, 1]]);
  // As after an undo: what is held is planned again, and comes to the same changes.
  for (const to of ['QUEUED', 'PROCESSING'] as const)
    await ctx.db.prisma.$transaction((tx) => moveSyncRun(tx, run, to, { now: ctx.clock.now() }));
  expect(await held(run)).toEqual([[true, 1]]);
  // Newer files are another version, whatever they say.
  const newer = await deliverRun(ctx, connection, dayFiles(nextDay(day, 'churn')));
  expect(await held(newer)).toEqual([
    [false, 1],
    [true, 2],
  ]);
});
