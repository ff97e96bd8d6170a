// A worker that lost its run while it stood still, goes on after another one has finished it. Whatever it still does is
// refused: the plan, the roster and the days stand as the other one left them.
import { LOCK_SPACES } from '../db/lock-spaces';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayFiles } from '@/lib/synthetic/day-files';
import { nextDay } from '@/lib/synthetic/district';
import { attendanceCsv, createAttendanceDistrict } from '@/lib/testing/attendance';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { queueRun } from '@/lib/testing/deliver';
import { createLiveDistrict } from '@/lib/testing/reviews';
import { signatureOf } from '@/lib/testing/signature';
import type { AppContext } from '../app-context';
import { openDatabase, type Database } from '../db';
import { openFence, RunLostError } from '../db/run-fence';
import { writeHeartbeat } from '../health/heartbeat';
import { processSyncRun } from '../pipeline/process-sync-run';
import { undoSyncRun } from '../pipeline/undo-sync-run';
import { requestUndo } from '../sync-runs/commands/request-undo';
import { beginAttempt, createWorkerProcess, settleAttempts, takeBackOwed } from './attempts';
import { endFrozenWorkers } from './end-frozen-workers';
import { workOnAttendance } from './handlers/work-on-attendance';
import { workOnRuns } from './handlers/work-on-runs';

let ctx: TestContext;
/** The database as the worker that loses its run has it: sessions of its own. */
let losing: Database;
beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-09-01T15:00:00Z' });
  losing = openDatabase(ctx.databaseUrl, { maxConnections: 12 });
});
afterAll(async () => {
  await losing.close();
  await ctx.close();
});

const CHURN = { kind: 'churn', share: 0.01 } as const;
const actor = { kind: 'command-line', userId: null, sourceAddress: null } as const;

/** A disk that gives nothing of this file until it is told to. */
async function stopAtFile(tenantId: number, fileName: string) {
  const { storageKey } = await ctx.db.prisma.delivery.findFirstOrThrow({
    where: { tenantId, fileName, replacedById: null },
    orderBy: { id: 'desc' },
  });
  let arrive = (): void => {};
  let goOn = (): void => {};
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  const gate = new Promise<void>((resolve) => (goOn = resolve));
  async function* read(key: string): AsyncIterable<Buffer> {
    if (key === storageKey) {
      arrive();
      await gate;
    }
    yield* ctx.storage.read(key);
  }
  const slow: AppContext = {
    ...ctx,
    db: losing,
    storage: { ...ctx.storage, read: (key) => Readable.from(read(key)) },
  };
  return { slow, arrived, goOn: () => goOn() };
}

/** Ends the sessions that hold a lock of this kind, as a database does that restarts its network. */
async function endLockSessions(space: number, id: number): Promise<number> {
  const { rowCount } = await ctx.db.pool.query(
    `SELECT pg_terminate_backend(pid, 5000) FROM pg_locks
     WHERE locktype = 'advisory' AND classid::int = $1 AND objid::int = $2 AND granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    [space, id],
  );
  return rowCount ?? 0;
}

const endOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

const attemptsOf = async (table: string, id: number): Promise<unknown> =>
  (
    await ctx.db.pool.query(`SELECT attempts, lost_workers, taken_by FROM ${table} WHERE id = $1`, [
      id,
    ])
  ).rows[0];

async function changeCount(runId: number): Promise<number> {
  return ctx.db.prisma.change.count({ where: { runId } });
}

describe.each(['manifest.csv', 'orgs.csv', 'users.csv', 'enrollments.csv'])(
  'a roster worker that stood still at %s',
  (fileName) => {
    test('and lost its lock writes nothing into what another one applied', async () => {
      const district = await createLiveDistrict(ctx, { seed: `lock-${fileName}` });
      const { tenantId, connectionId } = district;
      const before = await signatureOf(ctx, tenantId);
      const day = nextDay(district.day, CHURN);
      const run = await queueRun(ctx, { id: connectionId, tenantId }, dayFiles(day));
      const { slow, arrived, goOn } = await stopAtFile(tenantId, fileName);
      const first = createWorkerProcess();
      const working = endOf(workOnRuns(slow, first));
      await arrived;
      expect(await endLockSessions(LOCK_SPACES.rosterRuns, connectionId)).toBe(1);
      await workOnRuns(ctx, createWorkerProcess());
      expect(await district.stateOf(run.id)).toBe('APPLIED');
      const [after, changes] = [await signatureOf(ctx, tenantId), await changeCount(run.id)];
      expect(changes).toBeGreaterThan(0);
      goOn();
      await working;
      await workOnRuns(slow, first);

      expect(await changeCount(run.id)).toBe(changes);
      expect(await signatureOf(ctx, tenantId)).toEqual(after);
      expect(await requestUndo(ctx, actor, run, 'Not meant.')).toEqual({ ok: true });
      await workOnRuns(ctx, createWorkerProcess());
      expect(await signatureOf(ctx, tenantId)).toEqual(before);
      // Taken back by a person: the same changes come to one again, and are not taken for none.
      expect(await district.stateOf(await district.receiveDay(day))).toBe('HELD');
    });

    test('and does not know that another one began is refused', async () => {
      const district = await createLiveDistrict(ctx, { seed: `fence-${fileName}` });
      const { tenantId, connectionId } = district;
      const day = nextDay(district.day, CHURN);
      const run = await queueRun(ctx, { id: connectionId, tenantId }, dayFiles(day));
      await ctx.db.pool.query(`UPDATE sync_run SET state = 'PROCESSING' WHERE id = $1`, [run.id]);
      const { slow, arrived, goOn } = await stopAtFile(tenantId, fileName);
      const attempt = await beginAttempt(slow, 'sync_run', run, createWorkerProcess());
      const { fenced, close } = openFence(slow, attempt);
      const working = endOf(processSyncRun(fenced, run));
      await arrived;
      await workOnRuns(ctx, createWorkerProcess());
      expect(await district.stateOf(run.id)).toBe('APPLIED');
      const [after, changes] = [await signatureOf(ctx, tenantId), await changeCount(run.id)];
      goOn();
      expect(await working).toBeInstanceOf(Error);
      await close();
      expect(await changeCount(run.id)).toBe(changes);
      expect(await signatureOf(ctx, tenantId)).toEqual(after);
    });
  },
);

test('an attendance worker that lost its lock writes nothing into what another one applied', async () => {
  const district = await createAttendanceDistrict(ctx);
  const { tenantId } = district;
  await district.leave('attendance.csv', attendanceCsv([{ student: 's1', date: '2026-09-01' }]));
  const { slow, arrived, goOn } = await stopAtFile(tenantId, 'attendance.csv');
  const first = createWorkerProcess();
  const working = endOf(workOnAttendance(slow, first));
  await arrived;
  expect(await endLockSessions(LOCK_SPACES.attendance, tenantId)).toBe(1);
  await workOnAttendance(ctx, createWorkerProcess());
  const run = await ctx.db.prisma.attendanceRun.findFirstOrThrow({ where: { tenantId } });
  expect(run.state).toBe('APPLIED');
  const after = await signatureOf(ctx, tenantId);
  goOn();
  await working;
  await workOnAttendance(slow, first);
  expect(await signatureOf(ctx, tenantId)).toEqual(after);
  expect(await ctx.db.prisma.attendanceRun.findUniqueOrThrow({ where: { id: run.id } })).toEqual(
    run,
  );
});

test('every session and transaction of an attempt that is over is refused', async () => {
  const district = await createLiveDistrict(ctx, { seed: 'every-way', students: 20 });
  const run = { id: district.baselineRunId, tenantId: district.tenantId };
  const { fenced: old } = openFence(
    ctx,
    await beginAttempt(ctx, 'sync_run', run, createWorkerProcess()),
  );
  const held = await old.db.pool.connect();
  await held.query('BEGIN');
  const { fenced: next, close } = openFence(
    ctx,
    await beginAttempt(ctx, 'sync_run', run, createWorkerProcess()),
  );
  // What it held is closed, what it asks for is not given.
  expect(await endOf(held.query('SELECT 1'))).toBeInstanceOf(Error);
  held.release(true);
  expect(await endOf(old.db.pool.connect())).toBeInstanceOf(RunLostError);
  expect(await endOf(old.db.pool.query('SELECT 1'))).toBeInstanceOf(RunLostError);
  const count = async (): Promise<number> => ctx.db.prisma.auditEvent.count();
  const audits = await count();
  const write = (fenced: AppContext): Promise<unknown> =>
    endOf(
      fenced.db.prisma.$transaction((tx) =>
        tx.auditEvent.create({
          data: {
            tenantId: run.tenantId,
            actorKind: 'worker',
            action: 'test',
            objectType: 'x',
            objectId: '1',
            at: ctx.clock.now(),
          },
        }),
      ),
    );
  expect(await write(old)).toBeInstanceOf(RunLostError);
  expect(await count()).toBe(audits);
  expect(await write(next)).toBe(null);
  await close();
  expect(await undoSyncRun(old, run).catch((error: unknown) => error)).toBeInstanceOf(RunLostError);
  const row = await ctx.db.prisma.syncRun.findUniqueOrThrow({ where: { id: run.id } });
  expect(row.undoneAt).toBe(null);
});

test('an attempt keeps one session for its queries, takes another where that one ends, and leaves no lock', async () => {
  const district = await createLiveDistrict(ctx, { seed: 'kept-session', students: 20 });
  const run = { id: district.baselineRunId, tenantId: district.tenantId };
  const attempt = await beginAttempt(ctx, 'sync_run', run, createWorkerProcess());
  const { fenced, close } = openFence(ctx, attempt);
  const askPid = async (): Promise<number | undefined> =>
    (await fenced.db.pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid;
  const holders = async (): Promise<number[]> =>
    (
      await ctx.db.pool.query<{ pid: number }>(
        `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = $1::int::oid AND objsubid = 2
           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
        [run.id],
      )
    ).rows.map(({ pid }) => pid);
  const first = await askPid();
  expect(await askPid()).toBe(first);
  expect(await Promise.all([askPid(), askPid(), askPid()])).toContain(first);
  await expect.poll(holders).toHaveLength(1);

  const [kept] = await holders();
  await ctx.db.pool.query('SELECT pg_terminate_backend($1, 5000)', [kept]);
  // The query that meets the end of the session fails; the next one has a new one.
  await expect.poll(() => askPid().catch(() => kept)).not.toBe(kept);
  expect(await holders()).toHaveLength(1);
  // Nor is one kept that a query saw end: the next query is not to hear of it.
  for (let i = 0; i < 5; i += 1) {
    const ending = fenced.db.pool.query('SELECT pg_terminate_backend(pg_backend_pid())');
    expect(await endOf(ending)).toBeInstanceOf(Error);
    expect(await askPid()).toBeGreaterThan(0);
  }
  await close();
  expect(await holders()).toEqual([]);
});

describe('an undo of a run whose plan is gone is refused', () => {
  test.each([
    ['all of it', 'DELETE FROM change WHERE run_id = $1'],
    [
      'a part of it',
      `DELETE FROM change WHERE run_id = $1 AND seq = (SELECT min(seq) FROM change WHERE run_id = $1)`,
    ],
    [
      'with its counts',
      'WITH gone AS (DELETE FROM change WHERE run_id = $1) DELETE FROM change_count WHERE run_id = $1',
    ],
  ])('%s', async (what, sql) => {
    const district = await createLiveDistrict(ctx, { seed: `gone-${what}` });
    const runId = await district.receiveDay(nextDay(district.day, CHURN));
    expect(await district.stateOf(runId)).toBe('APPLIED');
    const run = { id: runId, tenantId: district.tenantId };
    const before = await signatureOf(ctx, run.tenantId);
    await ctx.db.pool.query(sql, [runId]);
    expect(await requestUndo(ctx, actor, run, 'Not meant.')).toEqual({
      ok: false,
      code: 'PLAN_GONE',
    });
    expect(await undoSyncRun(ctx, run)).toEqual({ ok: false, code: 'PLAN_GONE' });
    expect(await signatureOf(ctx, run.tenantId)).toEqual(before);
  });
});

test('outages are not counted, however often the sessions of a worker end', async () => {
  const district = await createLiveDistrict(ctx, { seed: 'outages' });
  const { tenantId, connectionId } = district;
  const day = nextDay(district.day, CHURN);
  const run = await queueRun(ctx, { id: connectionId, tenantId }, dayFiles(day));
  const worker = createWorkerProcess();
  for (let i = 0; i < 6; i += 1) {
    const { slow, arrived, goOn } = await stopAtFile(tenantId, 'users.csv');
    const working = endOf(workOnRuns(slow, worker));
    await arrived;
    await ctx.db.pool.query(
      'SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = $1',
      [losing.sessionName],
    );
    goOn();
    expect(await working).toBeInstanceOf(Error);
    await takeBackOwed({ ...ctx, db: losing }, worker);
    expect(await attemptsOf('sync_run', run.id)).toEqual({
      attempts: 0,
      lost_workers: 0,
      taken_by: null,
    });
  }
  await workOnRuns(ctx, worker);
  expect(await district.stateOf(run.id)).toBe('APPLIED');
});

test('a worker that was taken for lost, and is there, takes that back', async () => {
  const district = await createLiveDistrict(ctx, { seed: 'not-lost', students: 20 });
  const run = { id: district.baselineRunId, tenantId: district.tenantId };
  const [first, second] = [createWorkerProcess(), createWorkerProcess()];
  first.owed.push(await beginAttempt(ctx, 'sync_run', run, first));
  expect(await settleAttempts(ctx, 'sync_run', run, second)).toMatchObject({ lostWorkers: 1 });
  await takeBackOwed(ctx, first);
  expect(await attemptsOf('sync_run', run.id)).toEqual({
    attempts: 0,
    lost_workers: 0,
    taken_by: null,
  });
  expect(first.owed).toEqual([]);
});

describe('a worker without a sign of it', () => {
  const heldBy = async (db: Database, work: () => Promise<void>): Promise<Error | undefined> => {
    const client = await db.pool.connect();
    let problem: Error | undefined;
    client.on('error', (error) => (problem = error));
    await client.query('SELECT pg_advisory_lock(7999, 1)');
    await work();
    await client.query('SELECT 1').catch((error: Error) => (problem = error));
    client.release(true);
    return problem;
  };
  test.each([
    ['for 119 seconds is left alone', 119, 'worker', false],
    ['for 121 seconds loses its sessions', 121, 'worker', true],
    ['for a day loses its sessions', 86_000, 'worker', true],
    ['that is no worker is left alone', 600, 'sftp', false],
  ] as const)('%s', async (_what, seconds, process, isEnded) => {
    const frozen = openDatabase(ctx.databaseUrl, { maxConnections: 2 });
    const seenAt = new Date(ctx.clock.now().getTime() - seconds * 1000);
    await writeHeartbeat(
      { ...ctx, clock: { now: () => seenAt } },
      process,
      `f-${seconds}-${process}`,
      seenAt,
      {
        sessions: frozen.sessionName,
      },
    );
    const problem = await heldBy(frozen, async () => {
      await endFrozenWorkers(ctx, 'me');
    });
    expect(problem !== undefined).toBe(isEnded);
    await frozen.close();
  });

  test('that is this one is left alone', async () => {
    const seenAt = new Date(ctx.clock.now().getTime() - 600_000);
    await writeHeartbeat({ ...ctx, clock: { now: () => seenAt } }, 'worker', 'me', seenAt, {
      sessions: ctx.db.sessionName,
    });
    expect(await heldBy(ctx.db, async () => void (await endFrozenWorkers(ctx, 'me')))).toBe(
      undefined,
    );
  });
});
