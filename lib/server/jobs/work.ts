// What each job of the schedule (lib/core/jobs/schedule.ts) does.
import type { JobName } from '@/lib/core/jobs/schedule';
import type { AppContext } from '../app-context';
import { sendDueMail } from '../mail';
import { sweepRetention } from '../retention/sweep-retention';
import { escalateReviews } from '../reviews/escalation';
import { assembleSyncRuns } from '../sync-runs/assemble';
import type { WorkerProcess } from './attempts';
import { endFrozenWorkers } from './end-frozen-workers';
import { sweepStaging } from './handlers/sweep-staging';
import { workOnAttendance } from './handlers/work-on-attendance';
import { workOnRuns } from './handlers/work-on-runs';

export const WORK: Record<JobName, (ctx: AppContext, worker: WorkerProcess) => Promise<unknown>> = {
  'roster-sets': (ctx) => assembleSyncRuns(ctx),
  'roster-runs': workOnRuns,
  'attendance-runs': workOnAttendance,
  mail: (ctx) => sendDueMail(ctx),
  'frozen-workers': (ctx, worker) => endFrozenWorkers(ctx, worker.instanceId),
  'review-deadlines': escalateReviews,
  'staged-rows': sweepStaging,
  retention: (ctx) => sweepRetention(ctx),
};
