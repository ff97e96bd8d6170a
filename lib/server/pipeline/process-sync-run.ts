// The order of the steps between QUEUED and a verdict; each step stands in its own file. Run again from
// the start after a crash, it finds the same bytes and comes to the same plan.
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { localDate } from '@/lib/core/calendar/zoned-time';
import { recordMostlyUnusable } from '@/lib/core/check-set/usable-files';
import type { AppContext } from '../app-context';
import { dropStaging, type RunKey } from '../db/roster-tables';
import { requireStillOurs } from '../db/run-fence';
import { RolledBack, transaction } from '../db/transaction';
import { deferRun, endAsSameInput, endInvalid, endWithoutChange, holdRun } from './conclude-run';
import { measureAndDecide, type Decision } from './measure-and-decide';
import { openSet } from './open-set';
import { storeChangeCounts } from './parts/change-counts';
import { fingerprintOf } from './parts/fingerprint';
import { IssueCollector } from './parts/issue-collector';
import { watchProgress, type WatchedProgress } from './parts/progress';
import { rememberSchools } from './parts/remember-schools';
import type { RosterSet } from './parts/roster-set';
import { getRunFacts, type RunFacts } from './parts/run-facts';
import { storeRunFiles } from './parts/run-files';
import { findSameInput } from './same-input';
import { areMainSchoolsDue } from './settle-main-schools';
import { setAsideHanging } from './stage/set-aside-hanging';
import { stageAndPlan } from './stage-and-plan';
import { storePlan } from './store-plan';
import type { Plan } from './parts/plan';
import type { StagedFiles } from './stage/stage-set';
import { findPriorDecisions } from './prior-decisions';

export type ProcessOutcome = 'INVALID' | 'NO_CHANGE' | 'HELD' | 'DEFERRED';

/**
 * Takes a run that is PROCESSING to its verdict. The caller holds the connection's lock and has made the
 * move to PROCESSING. Throws only where it is our fault; the run can then be processed again.
 */
export async function processSyncRun(ctx: AppContext, key: RunKey): Promise<ProcessOutcome> {
  const run = await getRunFacts(ctx, key);
  const issues = new IssueCollector();
  const progress = watchProgress(ctx, run);

  progress.begin('open');
  const set = await openSet(ctx, run, issues);
  if (!set) {
    await endInvalid(ctx, run, { set: null, staged: new Map(), issues }, progress.end);
    return 'INVALID';
  }

  progress.begin('recognize');
  const { inputHash } = set;
  const today = localDate(ctx.clock.now(), run.timeZone);
  const same = await findSameInput(ctx, run, { inputHash, today });
  if (same && (same.isOfToday || !(await areSchoolsDue(ctx, run, today)))) {
    await endAsSameInput(ctx, run, { sameAsRunId: same.runId, inputHash }, progress.end);
    return 'NO_CHANGE';
  }

  const { staged, plan } = await stageAndPlan(ctx, run, set, issues, progress);
  if (!plan) {
    await setAsideHanging(ctx.db.pool, run, set, staged, issues);
    await rememberSchools(ctx.db.pool, run);
    await dropStaging(ctx.db.pool, run);
    await endInvalid(ctx, run, { set, staged, issues }, progress.end);
    return 'INVALID';
  }
  return decideAndConclude(ctx, run, { set, staged, plan, issues }, progress);
}

interface PlannedRun {
  set: RosterSet;
  staged: StagedFiles;
  plan: Plan;
  issues: IssueCollector;
}

async function decideAndConclude(
  ctx: AppContext,
  run: RunFacts,
  planned: PlannedRun,
  progress: WatchedProgress,
): Promise<ProcessOutcome> {
  const { set, staged, plan, issues } = planned;
  const fingerprint = fingerprintOf(run.baselineRunId, plan.groups);
  progress.begin('decide');
  const decision = await storeAndDecide(ctx, run, planned, fingerprint);
  const { outcome } = decision.verdict;

  progress.begin('conclude');
  if (outcome === 'invalid') {
    await dropStaging(ctx.db.pool, run);
    recordMostlyUnusable(decision.verdict, issues);
    await endInvalid(ctx, run, { set, staged, issues }, progress.end);
    return 'INVALID';
  }
  if (plan.groups.every(({ count }) => count === 0)) {
    await endWithoutChange(ctx, run, progress.end);
    return 'NO_CHANGE';
  }
  const prior = await findPriorDecisions(ctx, run, fingerprint);
  const decided = { plan, fingerprint, decision, prior };
  const isTripped = outcome === 'hold' && prior.preClearedById === null;
  if (isTripped || prior.tags.length > 0) {
    await holdRun(ctx, run, decided, progress.end);
    return 'HELD';
  }
  await deferRun(ctx, run, decided, progress.end);
  return 'DEFERRED';
}

/** One transaction: a plan is there with its verdict, or neither is. */
async function storeAndDecide(
  ctx: AppContext,
  run: RunFacts,
  { set, staged, plan, issues }: PlannedRun,
  fingerprint: string,
): Promise<Decision> {
  const isInitial = run.baselineRunId === null;
  return transaction(ctx.db.pool, async (client) => {
    await issues.store(client, run);
    await rememberSchools(client, run);
    await storeChangeCounts(client, run, plan.groups);
    if (!isInitial) await storePlan(client, run, { largeFrom: ctx.largePlanFrom });
    await storeRunFiles(client, run, set, staged);
    const decision = await measureAndDecide(client, run, plan, issues, {
      fingerprint,
      now: ctx.clock.now(),
    });
    await client.query(
      `UPDATE sync_run SET plan_kind = $3, baseline_run_id = $4, fingerprint = $5, staged_counts = $6, input_hash = $7, blocks_go_live = $8
       WHERE tenant_id = $1 AND id = $2`,
      [
        run.tenantId,
        run.id,
        isInitial ? 'INITIAL' : 'INCREMENTAL',
        run.baselineRunId,
        fingerprint,
        JSON.stringify(plan.counts),
        set.inputHash,
        issues.has('golive'),
      ],
    );
    await requireStillOurs(ctx, client, 'PROCESSING');
    return decision;
  });
}

/** Whether somebody's main school changes today without a change in the files. */
async function areSchoolsDue(ctx: AppContext, run: RunFacts, today: PlainDate): Promise<boolean> {
  return transaction<boolean>(
    ctx.db.pool,
    async (client) => new RolledBack(await areMainSchoolsDue(client, run, today)),
  );
}
