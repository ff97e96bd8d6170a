// The schedule of the worker on a real database: whose turn a job is, and what the doctor reads of it afterwards.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { checkHealth } from '@/lib/server/health/check-health';
import { listJobs, type JobStatus } from '@/lib/server/health/list-jobs';
import { writeHeartbeat } from '@/lib/server/health/heartbeat';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { createJobTurn } from './job-turn';
import { WORK } from './work';

const MINUTE = 60_000;

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
beforeEach(async () => {
  await ctx.asOwner('TRUNCATE scheduled_job');
  await ctx.db.prisma.processHeartbeat.deleteMany();
});
afterAll(() => ctx.close());

/** Work that is counted, and goes well or fails as the test says. */
function workThat(fails?: Error): {
  times: number;
  error: Error | undefined;
  work(): Promise<void>;
} {
  return {
    times: 0,
    error: fails,
    async work() {
      this.times += 1;
      if (this.error) throw this.error;
    },
  };
}

const turnOf = (name: JobStatus['name'], work = workThat()): (() => Promise<void>) =>
  createJobTurn(ctx, name, () => work.work());

async function record(name: JobStatus['name']): Promise<JobStatus | undefined> {
  return (await listJobs(ctx)).find((job) => job.name === name);
}

describe('what one worker does for all', () => {
  test('is done once in its time, by whoever comes first', async () => {
    const work = workThat();
    const [here, there] = [turnOf('review-deadlines', work), turnOf('review-deadlines', work)];
    await Promise.all([here(), there(), here(), there()]);
    expect(work.times).toBe(1);
    ctx.clock.advance(MINUTE - 1);
    await Promise.all([here(), there()]);
    expect(work.times).toBe(1);
    ctx.clock.advance(1);
    await Promise.all([here(), there()]);
    expect(work.times).toBe(2);
    expect(await record('review-deadlines')).toMatchObject({ result: 'DONE', failures: 0 });
  });

  test('a worker that is lost over it keeps nobody from the next turn', async () => {
    let end = (): void => {};
    const gone = createJobTurn(
      ctx,
      'review-deadlines',
      () =>
        new Promise<void>((resolve) => {
          end = resolve;
        }),
    );
    const startedAt = ctx.clock.now();
    await writeHeartbeat(ctx, 'worker', 'here', startedAt);
    const lost = gone();
    await expect.poll(async () => (await record('review-deadlines'))?.result).toBe('AT_WORK');
    ctx.clock.advance(MINUTE);
    expect((await record('review-deadlines'))?.result).toBe('LOST');
    await writeHeartbeat(ctx, 'worker', 'another', ctx.clock.now());
    expect((await record('review-deadlines'))?.result).toBe('LOST');
    const next = workThat();
    await turnOf('review-deadlines', next)();
    expect(next.times).toBe(1);
    expect((await record('review-deadlines'))?.result).toBe('DONE');
    end();
    await lost;
  });

  test.each([
    ['a failure', new TypeError('x'), 'FAILED'],
    ['a good end', undefined, 'DONE'],
  ])(
    '%s in an outage of the database is written down once that answers',
    async (_what, fails, result) => {
      await writeHeartbeat(ctx, 'worker', 'here', ctx.clock.now());
      let isAway = false;
      const pool = new Proxy(ctx.db.pool, {
        get: (target, key) => {
          if (key === 'query' && isAway) throw new Error('the database is away');
          const value: unknown = Reflect.get(target, key);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      });
      const turn = createJobTurn(
        { ...ctx, db: { ...ctx.db, pool } },
        'review-deadlines',
        async () => {
          isAway = true;
          await Promise.resolve();
          if (fails) throw fails;
        },
      );
      await expect(turn()).rejects.toThrow();
      await expect(turn()).rejects.toThrow('the database is away');
      const endedAt = ctx.clock.now();
      expect((await record('review-deadlines'))?.result).toBe('AT_WORK');
      isAway = false;
      ctx.clock.advance(2000);
      await turn();
      expect(await record('review-deadlines')).toMatchObject({ result, endedAt });
    },
  );

  test('what failed comes again before its time, later each time, and is said meanwhile', async () => {
    const work = workThat(Object.assign(new Error('about Ana Ortiz'), { code: 'ENOSPC' }));
    const turn = turnOf('retention', work);
    for (const seconds of [30, 120, 600, 600]) {
      await expect(turn()).rejects.toThrow();
      ctx.clock.advance(seconds * 1000 - 1);
      await turn();
      ctx.clock.advance(1);
    }
    expect(await record('retention')).toMatchObject({
      result: 'FAILED',
      failures: 4,
      errorCode: 'Error ENOSPC',
    });
    const { jobs } = (await checkHealth(ctx)).checks;
    expect(jobs).toMatchObject({ status: 'warning', count: 1 });
    expect(jobs.reason).toBe(
      'The last time, the worker could not delete data past its retention time (Error ENOSPC). It tries again; its log says more.',
    );
    work.error = undefined;
    await turn();
    expect(await record('retention')).toMatchObject({
      result: 'DONE',
      failures: 0,
      errorCode: null,
    });
    expect((await checkHealth(ctx)).checks.jobs.status).toBe('ok');
  });

  test('trouble with some districts, which keeps no other waiting, is a failure of the job', async () => {
    const turn = createJobTurn(ctx, 'review-deadlines', () => Promise.resolve({ failedCount: 2 }));
    await expect(turn()).rejects.toThrow('2 of its parts failed');
    expect(await record('review-deadlines')).toMatchObject({
      result: 'FAILED',
      errorCode: 'PartsFailedError',
    });
    ctx.clock.advance(30_000);
    await createJobTurn(ctx, 'review-deadlines', () => Promise.resolve({ failedCount: 0 }))();
    expect(await record('review-deadlines')).toMatchObject({ result: 'DONE', failures: 0 });
  });

  test('two machines whose clocks differ do it once', async () => {
    await turnOf('retention')();
    ctx.clock.advance(-59_000);
    const work = workThat();
    await turnOf('retention', work)();
    ctx.clock.advance(59_000);
    expect(work.times).toBe(0);
  });

  test('what comes sooner than the policy would try again does not wait longer', async () => {
    const turn = turnOf('staged-rows', workThat(new TypeError('x')));
    await expect(turn()).rejects.toThrow();
    ctx.clock.advance(20_000);
    await expect(turn()).rejects.toThrow();
    expect(await record('staged-rows')).toMatchObject({ failures: 2, errorCode: 'TypeError' });
  });

  test('a clock that was set back does not put it off', async () => {
    const work = workThat();
    const turn = turnOf('review-deadlines', work);
    ctx.clock.advance(1000 * MINUTE);
    await turn();
    ctx.clock.advance(-1000 * MINUTE);
    await turn();
    await turnOf('review-deadlines', work)();
    expect(work.times).toBe(2);
  });

  test('one that nobody does any more is late', async () => {
    await turnOf('retention')();
    ctx.clock.advance(120 * MINUTE);
    expect((await checkHealth(ctx)).checks.jobs.status).toBe('ok');
    ctx.clock.advance(1);
    expect((await checkHealth(ctx)).checks.jobs).toEqual({
      status: 'warning',
      reason:
        'It is past the time to delete data past its retention time. Check that a worker is up.',
      count: 1,
    });
  });
});

describe('what every worker looks after', () => {
  test('is written down once a minute, and at once when it begins to fail or to work again', async () => {
    const work = workThat();
    const turn = turnOf('mail', work);
    await turn();
    const { endedAt } = (await record('mail')) ?? {};
    ctx.clock.advance(MINUTE - 1);
    await turn();
    expect((await record('mail'))?.endedAt).toEqual(endedAt);
    ctx.clock.advance(1);
    await turn();
    expect((await record('mail'))?.endedAt).toEqual(ctx.clock.now());
    ctx.clock.advance(2000);
    work.error = new Error('x');
    await expect(turn()).rejects.toThrow();
    expect(await record('mail')).toMatchObject({ result: 'FAILED', dueAt: null });
    work.error = undefined;
    ctx.clock.advance(2000);
    await turn();
    expect(await record('mail')).toMatchObject({ result: 'DONE', endedAt: ctx.clock.now() });
  });

  test('every job has a place in the list, whether it ever ran or not', async () => {
    expect((await listJobs(ctx)).map(({ result }) => result)).toEqual(
      Object.keys(WORK).map(() => 'NEVER_RUN'),
    );
    expect((await checkHealth(ctx)).checks.jobs).toMatchObject({ status: 'ok' });
  });
});
