// What each job of the schedule (lib/core/jobs/schedule.ts) does.
import type { JobName } from '@/lib/core/jobs/schedule';
import type { AppContext } from '../app-context';
import { planAttendancePulls } from '../intake/api/pulls/plan-attendance';
import { planPulls } from '../intake/api/pulls/plan-pulls';
import { sendDueMail } from '../mail/send';
import { queueLateMails } from '../overview/queue-late-mails';
import { refreshStatuses } from '../overview/refresh-statuses';
import { sweepRetention } from '../retention/sweep-retention';
import { storeBaselines } from '../pipeline/store-baselines';
import { escalateReviews } from '../reviews/escalation';
import { assembleSyncRuns } from '../sync-runs/assemble';
import { sendDueWebhooks } from '../webhooks/send';
import type { WorkerProcess } from './attempts';
import { endFrozenWorkers } from './end-frozen-workers';
import { sweepStaging } from './handlers/sweep-staging';
import { workOnAttendance } from './handlers/work-on-attendance';
import { workOnRuns } from './handlers/work-on-runs';
import { pullWorkerOf } from './pull-workers';
import type { Work } from './job-turn';

export const WORK: Record<JobName, (ctx: AppContext, worker: WorkerProcess) => ReturnType<Work>> = {
  'roster-sets': (ctx) => assembleSyncRuns(ctx),
  // What becomes of a run, an email or a webhook stands in its row.
  'roster-runs': async (ctx, worker) => void (await workOnRuns(ctx, worker)),
  pulls: (ctx, worker) => pullWorkerOf(ctx, worker).takeUpDue(ctx),
  'connection-tests': (ctx, worker) => pullWorkerOf(ctx, worker).testConnections(ctx),
  'nightly-pulls': async (ctx) => void (await planPulls(ctx)),
  'attendance-pulls': async (ctx) => void (await planAttendancePulls(ctx)),
  'attendance-runs': async (ctx, worker) => void (await workOnAttendance(ctx, worker)),
  mail: async (ctx) => void (await sendDueMail(ctx)),
  webhooks: async (ctx) => void (await sendDueWebhooks(ctx)),
  'frozen-workers': async (ctx, worker) => void (await endFrozenWorkers(ctx, worker.instanceId)),
  'review-deadlines': escalateReviews,
  'staged-rows': sweepStaging,
  'district-statuses': (ctx) => refreshStatuses(ctx),
  'late-files': async (ctx) => void (await queueLateMails(ctx)),
  baselines: (ctx, { gate }) => storeBaselines(ctx, { inTurn: gate.shared }),
  retention: async (ctx) => void (await sweepRetention(ctx)),
};
