// What became of each job of the schedule, in one row per job: whose turn it is, when it ended, and how.
import { RETRY_POLICIES, secondsToRetry } from '@/lib/core/jobs/retry-policy';
import { scheduledJob, type JobName } from '@/lib/core/jobs/schedule';
import type { AppContext } from '../app-context';

type Claim = { isMine: true } | { isMine: false; dueAt: Date };

/**
 * Takes the turn of a job that one worker does for all: the next one comes when its time has passed, whatever becomes of
 * this worker. Otherwise says when the job is due. By `now` the turn is known again when it ends.
 */
export async function claimJob(ctx: AppContext, name: JobName, now: Date): Promise<Claim> {
  const { everySeconds } = scheduledJob(name);
  const { rowCount } = await ctx.db.pool.query(
    `INSERT INTO scheduled_job AS job (name, due_at, started_at) VALUES ($1, $2::timestamptz + make_interval(secs => $3), $2)
     ON CONFLICT (name) DO UPDATE SET due_at = excluded.due_at, started_at = excluded.started_at
     -- Due later than it can be: the clock was set back, by more than two machines may differ.
     WHERE coalesce(job.due_at, $2) <= $2 OR job.due_at > excluded.due_at + interval '1 minute'`,
    [name, now, everySeconds],
  );
  if (rowCount === 1) return { isMine: true };
  const { dueAt } = await ctx.db.prisma.scheduledJob.findUniqueOrThrow({
    where: { name },
    select: { dueAt: true },
  });
  return { isMine: false, dueAt: dueAt ?? now };
}

/** When this worker began a job and was done with it. */
interface JobTimes {
  startedAt: Date;
  endedAt: Date;
}

export interface JobEnd extends JobTimes {
  /** Null: it ended well. */
  errorCode: string | null;
}

/** Whether a turn was begun since this one, by another worker: an end that is written down late says nothing of that. */
export async function wasBegunSince(
  ctx: AppContext,
  name: JobName,
  { startedAt }: JobTimes,
): Promise<boolean> {
  const record = await ctx.db.prisma.scheduledJob.findUnique({
    where: { name },
    select: { startedAt: true },
  });
  return record !== null && record.startedAt.getTime() !== startedAt.getTime();
}

/** It ended well. */
export async function recordJobDone(
  ctx: AppContext,
  name: JobName,
  { startedAt, endedAt }: JobTimes,
): Promise<void> {
  await ctx.db.pool.query(
    `INSERT INTO scheduled_job (name, started_at, ended_at, succeeded_at) VALUES ($1, $2, $3, $3)
     ON CONFLICT (name) DO UPDATE SET started_at = excluded.started_at, ended_at = excluded.ended_at,
       succeeded_at = excluded.succeeded_at, failures = 0`,
    [name, startedAt, endedAt],
  );
}

/** It failed. One that has a turn comes sooner than its time, by the retry policy; returns when, null where it has none. */
export async function recordJobFailed(
  ctx: AppContext,
  name: JobName,
  { startedAt, endedAt }: JobTimes,
  errorCode: string,
): Promise<Date | null> {
  const { rows } = await ctx.db.pool.query<{ failures: number; dueAt: Date | null }>(
    `INSERT INTO scheduled_job AS job (name, started_at, ended_at, failed_at, error_code, failures)
     VALUES ($1, $2, $3, $3, $4, 1)
     ON CONFLICT (name) DO UPDATE SET started_at = excluded.started_at, ended_at = excluded.ended_at,
       failed_at = excluded.failed_at, error_code = excluded.error_code, failures = job.failures + 1
     RETURNING failures, due_at AS "dueAt"`,
    [name, startedAt, endedAt, errorCode],
  );
  const [record] = rows;
  if (!record?.dueAt) return null;
  const wait = secondsToRetry(RETRY_POLICIES.scheduledJob, record.failures);
  const retryAt = new Date(endedAt.getTime() + wait * 1000);
  const dueAt = retryAt < record.dueAt ? retryAt : record.dueAt;
  await ctx.db.prisma.scheduledJob.updateMany({
    where: { name, dueAt: record.dueAt },
    data: { dueAt },
  });
  return dueAt;
}
