// One turn of a job: whether it is due here, the work, and the record of how it ended.
import { scheduledJob, type JobName } from '@/lib/core/jobs/schedule';
import type { AppContext } from '../app-context';
import { errorCodeOf } from './error-code';
import {
  claimJob,
  recordJobDone,
  recordJobFailed,
  wasBegunSince,
  type JobEnd,
} from './job-records';

/** What every worker does every few seconds is not written down each time, unless it ends in another way than before. */
const RECORD_EVERY_MS = 60_000;

/** What goes wrong with one district keeps no other waiting: then the work says of how many, and the job has failed. */
export type Work = () => Promise<{ failedCount: number } | void>;

/** A job as one loop of one worker does it. Each call is one turn; it throws what the work throws, once that is recorded. */
export function createJobTurn(ctx: AppContext, name: JobName, work: Work): () => Promise<void> {
  return scheduledJob(name).by === 'ONE_WORKER'
    ? turnForAll(ctx, name, work)
    : turnOfEach(ctx, name, work);
}

async function doWork(work: Work): Promise<void> {
  const { failedCount = 0 } = (await work()) ?? {};
  if (failedCount > 0) throw new PartsFailedError(failedCount);
}

/** Each of them is in the log by itself. */
class PartsFailedError extends Error {
  override readonly name = 'PartsFailedError';
  constructor(readonly count: number) {
    super(`${count} of its parts failed`);
  }
}

function turnForAll(ctx: AppContext, name: JobName, work: Work): () => Promise<void> {
  let dueAt: Date | null = null;
  /** How the last turn ended, where the database was away when that was to be written down. */
  let unrecorded: JobEnd | null = null;
  const record = async (end: JobEnd): Promise<void> => {
    unrecorded = end;
    if (end.errorCode === null) await recordJobDone(ctx, name, end);
    else dueAt = await recordJobFailed(ctx, name, end, end.errorCode);
    unrecorded = null;
  };
  return async () => {
    if (unrecorded && (await wasBegunSince(ctx, name, unrecorded))) unrecorded = null;
    if (unrecorded) await record(unrecorded);
    const startedAt = ctx.clock.now();
    // Woken with every loop: the database is asked once it may be due.
    if (dueAt && startedAt < dueAt && dueAt <= latestDue(startedAt, name)) return;
    const claim = await claimJob(ctx, name, startedAt);
    if (!claim.isMine) {
      dueAt = claim.dueAt;
      return;
    }
    dueAt = latestDue(startedAt, name);
    try {
      await doWork(work);
    } catch (error) {
      const end = { startedAt, endedAt: ctx.clock.now(), errorCode: errorCodeOf(error) };
      await record(end).catch(() => {});
      throw error;
    }
    await record({ startedAt, endedAt: ctx.clock.now(), errorCode: null });
  };
}

const latestDue = (startedAt: Date, name: JobName): Date =>
  new Date(startedAt.getTime() + scheduledJob(name).everySeconds * 1000);

function turnOfEach(ctx: AppContext, name: JobName, work: Work): () => Promise<void> {
  let recorded: { at: number; hasFailed: boolean } | null = null;
  const isNews = (hasFailed: boolean): boolean =>
    recorded?.hasFailed !== hasFailed ||
    Math.abs(ctx.clock.now().getTime() - recorded.at) >= RECORD_EVERY_MS;
  return async () => {
    const startedAt = ctx.clock.now();
    try {
      await doWork(work);
    } catch (error) {
      // A database that is away cannot be told of it.
      if (isNews(true)) {
        const end = { startedAt, endedAt: ctx.clock.now() };
        await recordJobFailed(ctx, name, end, errorCodeOf(error)).catch(() => {});
        recorded = { at: ctx.clock.now().getTime(), hasFailed: true };
      }
      throw error;
    }
    if (!isNews(false)) return;
    await recordJobDone(ctx, name, { startedAt, endedAt: ctx.clock.now() });
    recorded = { at: ctx.clock.now().getTime(), hasFailed: false };
  };
}
