// A run whose worker was gone without a word, as the heap's end or the kernel leaves it: tried once more, alone, then
// given up, and whatever comes next goes on. Neither an outage of the database nor a stop in good order counts.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAttendanceDistrict, attendanceCsv } from '@/lib/testing/attendance';
import { createConnection, createPerson, createTenant } from '@/lib/testing/builders';
import { districtFiles } from '@/lib/testing/counted-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { queueRun } from '@/lib/testing/deliver';
import { moveAttendanceRun } from '../attendance/move-run';
import { queueAttendanceFiles } from '../attendance/queue-files';
import { inTransaction } from '../attendance/transaction';
import { moveSyncRun } from '../sync-runs/move-sync-run';
import {
  beginAttempt,
  createWorkerProcess,
  releaseAttempts,
  settleAttempts,
  type WorkerProcess,
} from './attempts';
import { workOnAttendance } from './handlers/work-on-attendance';
import { workOnRuns } from './handlers/work-on-runs';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

interface Subject {
  table: 'sync_run' | 'attendance_run';
  run: { id: number; tenantId: number };
  /** Of its page, below the address of the district. */
  page: string;
  work(worker: WorkerProcess): Promise<number>;
  /** A worker took it up and is gone. */
  loseWorker(worker?: WorkerProcess): Promise<void>;
  /** Another set or file, after this one. */
  sendNext(): Promise<number>;
  state(id?: number): Promise<{ state: string; failureCode: string | null; attempts: number }>;
}

async function rosterSubject(): Promise<Subject> {
  const connection = await createConnection(ctx, await createTenant(ctx));
  const files = () => districtFiles({ students: 3 });
  const run = await queueRun(ctx, connection, files());
  const stateOf = (id: number) =>
    ctx.db.prisma.syncRun.findUniqueOrThrow({
      where: { id },
      select: { state: true, failureCode: true, attempts: true },
    });
  return {
    table: 'sync_run',
    page: 'runs/run-1',
    run,
    work: (worker) => workOnRuns(ctx, worker),
    async loseWorker(worker = createWorkerProcess()) {
      const { state } = await stateOf(run.id);
      if (state === 'QUEUED')
        await ctx.db.prisma.$transaction((tx) =>
          moveSyncRun(tx, run, 'PROCESSING', { now: ctx.clock.now() }),
        );
      await settleAttempts(ctx, 'sync_run', run, worker);
      await beginAttempt(ctx, 'sync_run', run, worker);
    },
    sendNext: async () => (await queueRun(ctx, connection, files())).id,
    state: (at = run.id) => stateOf(at),
  };
}

async function attendanceSubject(): Promise<Subject> {
  const district = await createAttendanceDistrict(ctx);
  const csv = (student: string) => attendanceCsv([{ student, date: '2026-09-01' }]);
  await district.leave('attendance.csv', csv('s1'));
  await queueAttendanceFiles(ctx);
  const { tenantId } = district;
  const { id } = await ctx.db.prisma.attendanceRun.findFirstOrThrow({ where: { tenantId } });
  const run = { id, tenantId };
  const stateOf = (at: number) =>
    ctx.db.prisma.attendanceRun.findUniqueOrThrow({
      where: { id: at },
      select: { state: true, failureCode: true, attempts: true },
    });
  return {
    table: 'attendance_run',
    page: 'attendance/files/file-1',
    run,
    work: (worker) => workOnAttendance(ctx, worker),
    async loseWorker(worker = createWorkerProcess()) {
      const { state } = await stateOf(run.id);
      if (state === 'QUEUED')
        await inTransaction(ctx, (client) =>
          moveAttendanceRun(client, run, 'PROCESSING', ctx.clock.now()),
        );
      await settleAttempts(ctx, 'attendance_run', run, worker);
      await beginAttempt(ctx, 'attendance_run', run, worker);
    },
    async sendNext() {
      ctx.clock.advance(60_000);
      await district.leave('attendance.csv', csv('s2'));
      await queueAttendanceFiles(ctx);
      const last = await ctx.db.prisma.attendanceRun.findFirstOrThrow({
        where: { tenantId },
        orderBy: { id: 'desc' },
      });
      return last.id;
    },
    state: (at = id) => stateOf(at),
  };
}

describe.each([
  ['a roster run', rosterSubject, /HELD|DEFERRED/],
  ['an attendance run', attendanceSubject, /APPLIED/],
] as const)('%s', (_name, create, done) => {
  let subject: Subject;
  beforeEach(async () => {
    subject = await create();
  });
  const failedMails = () =>
    ctx.db.prisma.outboxMail.findMany({
      where: { tenantId: subject.run.tenantId, kind: 'run-failed' },
      select: { toAddress: true, text: true },
    });

  test('is tried once more when a worker was lost over it, with no other run beside it', async () => {
    await subject.loseWorker();
    const worker = createWorkerProcess();
    let end = (): void => {};
    const other = worker.gate.shared(
      () =>
        new Promise<void>((resolve) => {
          end = resolve;
        }),
    );
    const working = subject.work(worker);
    await expect
      .poll(async () => {
        const { rows } = await ctx.db.pool.query<{ lost: number }>(
          `SELECT lost_workers AS lost FROM ${subject.table} WHERE id = $1`,
          [subject.run.id],
        );
        return rows[0]?.lost;
      })
      .toBe(1);
    expect((await subject.state()).state).toBe('PROCESSING');
    end();
    await Promise.all([other, working]);
    expect((await subject.state()).state).toMatch(done);
    expect(await failedMails()).toEqual([]);
  });

  test('is given up when a second one was lost, told to who looks after the district, and the next goes on', async () => {
    const { id, tenantId } = subject.run;
    const tenant = await ctx.db.prisma.tenant.findUniqueOrThrow({ where: { id: tenantId } });
    await createPerson(ctx, { role: 'DISTRICT_CONTACT', tenants: [tenant] });
    const implementer = await createPerson(ctx, { role: 'IMPLEMENTATION' });
    await ctx.db.prisma.tenant.update({
      where: { id: tenantId },
      data: { implementerId: implementer.id },
    });
    await subject.loseWorker();
    await subject.loseWorker();
    await subject.work(createWorkerProcess());
    expect(await subject.state()).toMatchObject({ state: 'FAILED', failureCode: 'WORKER_LOST' });
    const address = new RegExp(`/districts/${tenant.slug}/${subject.page}$`, 'm');
    const mail = { toAddress: implementer.email, text: expect.stringMatching(address) };
    expect(await failedMails()).toEqual([mail]);
    // A person tried it again, and it failed again.
    await ctx.db.pool.query(`UPDATE ${subject.table} SET state = 'QUEUED' WHERE id = $1`, [id]);
    await subject.work(createWorkerProcess());
    expect(await subject.state()).toMatchObject({ state: 'FAILED' });
    expect(await failedMails()).toEqual([mail]);
    const next = await subject.sendNext();
    await subject.work(createWorkerProcess());
    expect((await subject.state(next)).state).toMatch(done);
  });

  test('is not given up for a database that went away, however often', async () => {
    for (let i = 0; i < 8; i += 1) {
      await subject.loseWorker();
      // The server began anew since then.
      await ctx.db.pool.query(
        `UPDATE ${subject.table} SET taken_at = pg_postmaster_start_time() - interval '1 second' WHERE id = $1`,
        [subject.run.id],
      );
    }
    const worker = createWorkerProcess();
    // This very process lost its sessions, and could not say so.
    for (let i = 0; i < 8; i += 1) await subject.loseWorker(worker);
    await subject.work(worker);
    expect((await subject.state()).state).toMatch(done);
  });

  test('is not given up for workers that were told to stop', async () => {
    for (let i = 0; i < 8; i += 1) {
      const worker = createWorkerProcess();
      await subject.loseWorker(worker);
      await releaseAttempts(ctx, worker);
    }
    expect((await subject.state()).attempts).toBe(0);
    await subject.work(createWorkerProcess());
    expect((await subject.state()).state).toMatch(done);
  });
});
