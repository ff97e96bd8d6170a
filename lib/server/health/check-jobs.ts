import type { AppContext } from '../app-context';
import type { HealthCheck } from './health-check';
import { listJobs, type JobStatus } from './list-jobs';

/** A job that is late by a minute, or by its own time where that is longer, has nobody who does it. */
const LATE_SECONDS = 60;

/** Whether the worker's jobs end well and come when they should. */
export async function checkJobs(ctx: AppContext): Promise<HealthCheck> {
  const jobs = await listJobs(ctx);
  const failing = jobs.filter(({ failures }) => failures > 0);
  const late = jobs.filter((job) => isLate(job, ctx.clock.now()));
  if (failing.length > 0)
    return {
      status: 'warning',
      reason: `The last time, the worker could not ${failing.map(withCode).join('; ')}. It tries again; its log says more.`,
      count: failing.length,
    };
  if (late.length > 0)
    return {
      status: 'warning',
      reason: `It is past the time to ${late.map(({ does }) => does).join('; ')}. Check that a worker is up.`,
      count: late.length,
    };
  if (jobs.every(({ result }) => result === 'NEVER_RUN'))
    return { status: 'ok', reason: 'No worker has run a job yet.', count: 0 };
  return { status: 'ok', reason: 'The jobs of the worker end well.', count: 0 };
}

const withCode = ({ does, errorCode }: JobStatus): string => `${does} (${errorCode})`;

function isLate({ dueAt, everySeconds, result }: JobStatus, now: Date): boolean {
  // A long turn is no late one; a worker that is lost over it is told of by itself.
  if (!dueAt || result === 'AT_WORK') return false;
  return now.getTime() - dueAt.getTime() > Math.max(LATE_SECONDS, everySeconds) * 1000;
}
