// The ends of a run that was PROCESSING: what is written down with each of them, and the move itself.
import { trippedRules } from '@/lib/core/circuit-break/evaluate';
import { byGravity, explainTrip, schoolsOf } from '@/lib/core/circuit-break/explain';
import { remedyOf } from '@/lib/core/circuit-break/explain-finding';
import { heldBecause } from '@/lib/core/circuit-break/held-because';
import { whyHeldLines } from '@/lib/core/circuit-break/limits-reached';
import { nextSlot } from '@/lib/core/calendar/zoned-time';
import { ROSTER_ENTITIES } from '@/lib/core/oneroster';
import { groupHashes } from '@/lib/core/review/group-hashes';
import type { StepTime } from '@/lib/core/sync-run/steps';
import type { AppContext } from '../app-context';
import { dropStaging } from '../db/roster-tables';
import { requireStillOurs } from '../db/run-fence';
import { transaction } from '../db/transaction';
import { runInvalidMail } from '../mail/file-messages';
import { queueMailToContacts } from '../mail/recipients';
import { findEarlierUpdate } from '../sync-runs/queries/earlier-update';
import { moveSyncRun } from '../sync-runs/move-sync-run';
import { getSchoolNames } from '../sync-runs/queries/school-names';
import { refreshLineHashes } from './apply-plan';
import { storeAccepted } from './measure/accepted';
import type { Decision } from './measure-and-decide';
import { openBreak, supersedeBreak } from './open-break';
import type { IssueCollector } from './parts/issue-collector';
import { rememberMemberships } from './parts/remembered-memberships';
import type { RosterSet } from './parts/roster-set';
import type { RunFacts } from './parts/run-facts';
import { storeRunFiles } from './parts/run-files';
import { takeOverAccounting } from './same-input';
import type { Plan } from './parts/plan';
import type { StagedFiles } from './stage/stage-set';
import type { PriorDecisions } from './prior-decisions';
import { getIdentifiedRun } from '../sync-runs/queries/identify-run';

/** How long the steps took, asked for when the end is written. */
type StepTimes = () => readonly StepTime[];

/** The files cannot be used: the district is told what is wrong with them. */
export async function endInvalid(
  ctx: AppContext,
  run: RunFacts,
  { set, staged, issues }: { set: RosterSet | null; staged: StagedFiles; issues: IssueCollector },
  steps: StepTimes,
): Promise<void> {
  await transaction(ctx.db.pool, async (client) => {
    await issues.store(client, run);
    if (set) {
      await storeRunFiles(client, run, set, staged);
      await client.query(
        'UPDATE sync_run SET input_hash = $3, baseline_run_id = $4 WHERE tenant_id = $1 AND id = $2',
        [run.tenantId, run.id, set.inputHash, run.baselineRunId],
      );
    }
    await requireStillOurs(ctx, client, 'PROCESSING');
  });
  const now = ctx.clock.now();
  await ctx.db.prisma.$transaction(async (tx) => {
    const earlier = await findEarlierUpdate(tx, { ...run, runId: run.id }, now);
    const invalid = await getIdentifiedRun(tx, run);
    await queueMailToContacts(tx, run.tenantId, (reader) =>
      runInvalidMail(ctx, {
        ...reader,
        ...issues.counts(),
        earlier,
        run: invalid,
        hasRoster: run.baselineRunId !== null,
      }),
    );
    await moveSyncRun(tx, run, 'INVALID', { now, steps: steps() });
  });
}

/** Nothing would change: the live roster remembers how its lines are written now. */
export async function endWithoutChange(
  ctx: AppContext,
  run: RunFacts,
  steps: StepTimes,
): Promise<void> {
  await transaction(ctx.db.pool, async (client) => {
    for (const entity of ROSTER_ENTITIES) await refreshLineHashes(client, run, entity);
    await rememberMemberships(client, run);
    await dropStaging(client, run);
    await requireStillOurs(ctx, client, 'PROCESSING');
  });
  const now = ctx.clock.now();
  await ctx.db.prisma.$transaction(async (tx) => {
    await supersedeBreak(ctx, tx, run, now, 'NO_CHANGE');
    await moveSyncRun(tx, run, 'NO_CHANGE', { now, steps: steps() });
  });
}

/** The very same bytes as before. All or nothing, in one transaction: most runs end here. */
export async function endAsSameInput(
  ctx: AppContext,
  run: RunFacts,
  { sameAsRunId, inputHash }: { sameAsRunId: number; inputHash: string },
  steps: StepTimes,
): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.prisma.$transaction(async (tx) => {
    await supersedeBreak(ctx, tx, run, now, 'NO_CHANGE');
    await takeOverAccounting(tx, run, { fromRunId: sameAsRunId, inputHash });
    await moveSyncRun(tx, run, 'NO_CHANGE', { now, detail: { sameAsRunId }, steps: steps() });
  });
}

export interface DecidedRun {
  plan: Plan;
  fingerprint: string;
  decision: Decision;
  prior: PriorDecisions;
}

/** Held for a person, with the reasons in the words of the schools it is about. */
export async function holdRun(
  ctx: AppContext,
  run: RunFacts,
  { plan, fingerprint, decision, prior }: DecidedRun,
  steps: StepTimes,
): Promise<void> {
  const kind = run.baselineRunId === null ? 'ONBOARDING' : 'LIMITS';
  const reached = byGravity(trippedRules(decision.verdict));
  const names = await getSchoolNames(ctx, run.tenantId, run.id, schoolsOf(reached));
  const reasons = reached.map((trip) => ({
    trip,
    ruleId: trip.ruleId,
    sentence: explainTrip(trip, (id) => names.get(id) ?? id),
    remedy: remedyOf(trip, decision.patterns),
  }));
  await openBreak(ctx, run, {
    ...prior,
    kind,
    fingerprint,
    because: heldBecause(
      kind,
      reached.map(({ ruleId }) => ruleId),
    ),
    reasons: whyHeldLines(reasons),
    groupHashes: groupHashes(plan.groups),
    now: ctx.clock.now(),
    steps: steps(),
  });
}

/** Checked and let pass: it waits for its slot, and what waited before it is out of date. */
export async function deferRun(
  ctx: AppContext,
  run: RunFacts,
  { decision, prior }: DecidedRun,
  steps: StepTimes,
): Promise<void> {
  // An approval before lets it pass: nobody looks at what is in it.
  const isPreCleared = decision.verdict.outcome === 'hold';
  if (isPreCleared)
    await transaction(ctx.db.pool, async (client) => {
      await storeAccepted(client, run, decision.findings, null);
      await requireStillOurs(ctx, client, 'PROCESSING');
    });
  const now = ctx.clock.now();
  const applyAfter =
    run.applySlot === 'ON_ARRIVAL' ? now : nextSlot(now, run.timeZone, run.applyAt);
  const waits = { applyAfter: applyAfter.toISOString() };
  await ctx.db.prisma.$transaction(async (tx) => {
    await supersedeBreak(ctx, tx, run, now, 'SUPERSEDED');
    await moveSyncRun(tx, run, 'DEFERRED', {
      now,
      detail: isPreCleared ? { ...waits, preClearId: prior.preClearedById } : waits,
      steps: steps(),
    });
    await tx.syncRun.update({ where: { id: run.id }, data: { applyAfter } });
  });
}
