import { JOB_NAMES, scheduledJob, type JobName, type ScheduledJob } from '@/lib/core/jobs/schedule';
import type { AppContext } from '../app-context';
import { FRESH_SECONDS } from './heartbeat';

export interface JobStatus extends Pick<ScheduledJob, 'does' | 'everySeconds' | 'by'> {
  name: JobName;
  /** How it ended the last time. AT_WORK: it has not yet, and a worker is up that was there when it began. LOST: none is. */
  result: 'DONE' | 'FAILED' | 'AT_WORK' | 'LOST' | 'NEVER_RUN';
  startedAt: Date | null;
  endedAt: Date | null;
  /** When it is due again; null for what every worker does all the time. */
  dueAt: Date | null;
  /** Since it last succeeded. */
  failures: number;
  /** Of the last failure, where it has not succeeded since. */
  errorCode: string | null;
}

/** Every job of the worker's schedule with its last run, in the order of the schedule. */
export async function listJobs({
  db,
  clock,
}: Pick<AppContext, 'db' | 'clock'>): Promise<JobStatus[]> {
  const { _min: workers } = await db.prisma.processHeartbeat.aggregate({
    where: {
      process: 'worker',
      seenAt: { gt: new Date(clock.now().getTime() - FRESH_SECONDS * 1000) },
    },
    _min: { startedAt: true },
  });
  const records = new Map(
    (await db.prisma.scheduledJob.findMany()).map((record) => [record.name, record]),
  );
  return JOB_NAMES.map((name) => {
    const { does, everySeconds, by } = scheduledJob(name);
    const record = records.get(name);
    return {
      name,
      does,
      everySeconds,
      by,
      result: resultOf(record, workers.startedAt),
      startedAt: record?.startedAt ?? null,
      endedAt: record?.endedAt ?? null,
      dueAt: record?.dueAt ?? null,
      failures: record?.failures ?? 0,
      errorCode: record && record.failures > 0 ? record.errorCode : null,
    };
  });
}

type JobRecord = Pick<JobStatus, 'failures' | 'endedAt'> & { startedAt: Date };

function resultOf(record: JobRecord | undefined, oldestWorkerAt: Date | null): JobStatus['result'] {
  if (!record) return 'NEVER_RUN';
  if (!record.endedAt || record.startedAt > record.endedAt)
    return oldestWorkerAt && oldestWorkerAt <= record.startedAt ? 'AT_WORK' : 'LOST';
  return record.failures > 0 ? 'FAILED' : 'DONE';
}
