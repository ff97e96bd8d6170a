// The order of the steps between QUEUED and a verdict; each step stands in its own file. Run again from
// the start after a crash, it finds the same bytes and comes to the same plan.
import type pg from 'pg';
import { trippedRules, type Verdict } from '@/lib/core/circuit-break/evaluate';
import { byGravity, explainTrip, firstReasons, schoolsOf } from '@/lib/core/circuit-break/explain';
import { remedyOf, withRemedy } from '@/lib/core/circuit-break/explain-finding';
import type { Finding } from '@/lib/core/circuit-break/patterns';
import { heldBecause } from '@/lib/core/circuit-break/held-because';
import { getSchoolNames } from '../sync-runs/school-names';
import { groupHashes } from '@/lib/core/review/group-hashes';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { localDate, nextSlot } from '@/lib/core/calendar/zoned-time';
import { fileSpecForEntity, ROSTER_ENTITIES } from '@/lib/core/oneroster';
import type { AppContext } from '../app-context';
import { findEarlierUpdate } from '../sync-runs/earlier-update';
import { queueMailToContacts, runInvalidMail } from '../mail';
import { moveSyncRun } from '../sync-runs/move-sync-run';
import { refreshLineHashes } from './apply-plan';
import { loadPolicy } from '../policy/load-policy';
import { decideRun, fingerprintOf, forgetPlan, storeChangeCounts } from './decide-run';
import {
  knownFindings,
  loadAccepted,
  markAccepted,
  storeAccepted,
  type FindingsOfRun,
} from './measure/accepted';
import { storeFindings } from './measure/find-patterns';
import type { Identity } from './measure/identity';
import { measurePlan } from './measure/measure-plan';
import { IssueCollector } from './parts/issue-collector';
import { openBreak, supersedeBreak } from './open-break';
import { openSet } from './open-set';
import { findSameInput, takeOverAccounting } from './same-input';
import { areMainSchoolsDue } from './settle-main-schools';
import type { RosterSet, SetFile } from './parts/roster-set';
import { storePlan } from './plan-changes';
import { setAsideHanging } from './stage/set-aside-hanging';
import { rememberSchools } from './parts/remember-schools';
import { rememberMemberships } from './parts/remembered-memberships';
import { stageAndPlan } from './stage-and-plan';
import type { Plan } from './stage-first-roster';
import type { FileReading } from './stage/read-file';
import type { StagedFiles } from './stage/stage-set';
import { findStandingDecisions } from './standing-decisions';
import { dropStaging, type RunKey } from '../db/roster-tables';
import { requireStillOurs } from '../db/run-fence';
import { RolledBack, transaction } from '../db/transaction';

const CLASSES_FILE = fileSpecForEntity('class').fileName;

export type ProcessOutcome = 'INVALID' | 'NO_CHANGE' | 'HELD' | 'DEFERRED';

interface RunFacts extends RunKey {
  connectionId: number;
  baselineRunId: number | null;
  timeZone: string;
  applySlot: 'OVERNIGHT' | 'ON_ARRIVAL';
  applyAt: string;
}

/**
 * Takes a run that is PROCESSING to its verdict. The caller holds the connection's lock and has made the
 * move to PROCESSING. Throws only where it is our fault; the run can then be processed again.
 */
export async function processSyncRun(ctx: AppContext, key: RunKey): Promise<ProcessOutcome> {
  const run = await getFacts(ctx, key);
  const issues = new IssueCollector();

  const set = await openSet(ctx, run, issues);
  if (!set) return finish(ctx, run, issues, { state: 'INVALID', set: null, readings: null });

  const today = localDate(ctx.clock.now(), run.timeZone);
  const same = await findSameInput(ctx, run, { inputHash: set.inputHash, today });
  if (same && (same.isOfToday || !(await areSchoolsDue(ctx, run, today)))) {
    await finishSameInput(ctx, run, { sameAsRunId: same.runId, inputHash: set.inputHash });
    return 'NO_CHANGE';
  }

  const progress = progressReporter(ctx, run);
  const { staged, plan } = await stageAndPlan(ctx, run, set, issues, progress.report);
  if (!plan) {
    await setAsideHanging(ctx.db.pool, run, set, staged, issues);
    await rememberSchools(ctx.db.pool, run);
    await dropStaging(ctx.db.pool, run);
    return finish(ctx, run, issues, { state: 'INVALID', set, readings: staged });
  }
  progress.stop();
  return conclude(ctx, run, set, staged, plan, issues);
}

async function conclude(
  ctx: AppContext,
  run: RunFacts,
  set: RosterSet,
  staged: StagedFiles,
  plan: Plan,
  issues: IssueCollector,
): Promise<ProcessOutcome> {
  const isInitial = run.baselineRunId === null;
  const fingerprint = fingerprintOf(run.baselineRunId, plan.groups);
  const { verdict, findings, patterns } = await transaction(ctx.db.pool, async (client) => {
    await issues.store(client, run);
    await rememberSchools(client, run);
    await storeChangeCounts(client, run, plan.groups);
    if (!isInitial) await storePlan(client, run);
    await storeFiles(client, run, set, staged);
    const decided = await measureAndDecide(client, run, plan, issues, {
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
    return decided;
  });

  if (verdict.outcome === 'invalid') {
    await dropStaging(ctx.db.pool, run);
    // Of the rules that were reached, those that would only have held the run say nothing of rows.
    const unusable = trippedRules(verdict).filter(({ effect }) => effect === 'invalid');
    for (const { subject = '', changeCount: count, baselineCount: total } of unusable) {
      const isOfTitles = subject === CLASSES_FILE && issues.isIn(subject, 'title', 'VALUE_MISSING');
      const params = { count, total, ...(isOfTitles ? { titles: 'missing' } : {}) };
      issues.add(subject, 'ROWS_MOSTLY_UNUSABLE', {
        line: null,
        column: null,
        value: null,
        params,
      });
    }
    return finish(ctx, run, issues, { state: 'INVALID', set, readings: staged });
  }
  const hasChanges = plan.groups.some((group) => group.count > 0);
  if (!hasChanges) {
    await refreshAndDrop(ctx, run);
    return finish(ctx, run, null, { state: 'NO_CHANGE', set, readings: null });
  }
  const now = ctx.clock.now();
  const standing = await findStandingDecisions(ctx, run, fingerprint);
  const isTripped = verdict.outcome === 'hold' && standing.preClearedById === null;
  if (isTripped || standing.tags.length > 0) {
    const kind = isInitial ? 'ONBOARDING' : 'LIMITS';
    const reached = byGravity(trippedRules(verdict));
    const names = await getSchoolNames(ctx, run.tenantId, run.id, schoolsOf(reached));
    await openBreak(ctx, run, {
      ...standing,
      ...{ fingerprint, kind },
      because: heldBecause(
        kind,
        reached.map(({ ruleId }) => ruleId),
      ),
      reasons: firstReasons(
        reached.map((trip) =>
          withRemedy(
            explainTrip(trip, (id) => names.get(id) ?? id),
            remedyOf(trip, patterns),
          ),
        ),
      ),
      groupHashes: groupHashes(plan.groups),
      now,
    });
    return 'HELD';
  }
  if (verdict.outcome === 'hold') await acceptNothingNew(ctx, run, findings);
  const applyAfter =
    run.applySlot === 'ON_ARRIVAL' ? now : nextSlot(now, run.timeZone, run.applyAt);
  await ctx.db.prisma.$transaction(async (tx) => {
    await supersedeBreak(ctx, tx, run, now, 'SUPERSEDED');
    await moveSyncRun(tx, run, 'DEFERRED', {
      now,
      detail: {
        applyAfter: applyAfter.toISOString(),
        ...(verdict.outcome === 'hold' ? { preClearId: standing.preClearedById } : {}),
      },
    });
    await tx.syncRun.update({ where: { id: run.id }, data: { applyAfter } });
  });
  return 'DEFERRED';
}

/** An approval before lets it pass: nobody looks at what is in it. */
async function acceptNothingNew(
  ctx: AppContext,
  run: RunFacts,
  findings: FindingsOfRun,
): Promise<void> {
  await transaction(ctx.db.pool, async (client) => {
    await storeAccepted(client, run, findings, null);
    await requireStillOurs(ctx, client, 'PROCESSING');
  });
}

/** Counts what the plan would do, lets the policy of the day decide, and says what a held run looks like. */
async function measureAndDecide(
  client: pg.PoolClient,
  run: RunFacts,
  { groups, firstRoster }: Plan,
  issues: IssueCollector,
  { fingerprint, now }: { fingerprint: string; now: Date },
): Promise<{ verdict: Verdict; findings: FindingsOfRun; patterns: readonly Finding[] }> {
  const today = localDate(now, run.timeZone);
  const policy = await loadPolicy(client, run, today);
  const expected = policy.transition?.expected ?? null;
  const input = { client, run, today, now, groups, issues, firstRoster, expected };
  const measured = await measurePlan(input);
  await reportOtherPeople(client, run, measured.identity, issues);
  const accepted = await loadAccepted(client, run);
  const found = knownFindings(measured.counts, issues);
  const counts = markAccepted(measured.counts, found, accepted);
  const verdict = await decideRun(client, run, { counts, policy, fingerprint });
  const findings = { found, accepted, files: measured.files };
  await storeAccepted(client, run, findings, verdict);
  const patterns =
    verdict.outcome === 'hold' ? await storeFindings(input, measured, policy, verdict) : [];
  // What nobody can approve leaves no plan behind.
  if (verdict.outcome === 'invalid') await forgetPlan(client, run);
  return { verdict, findings, patterns };
}

/** Held or not, who has an id that was somebody else's is told. */
async function reportOtherPeople(
  client: pg.PoolClient,
  run: RunKey,
  { replaced, usedAgain }: Identity,
  issues: IssueCollector,
): Promise<void> {
  if (replaced.count + usedAgain.count === 0) return;
  for (const [code, { count, samples }] of [
    ['ID_USED_AGAIN', usedAgain],
    ['PERSON_REPLACED', replaced],
  ] as const) {
    issues.addCounted(
      'users.csv',
      code,
      count,
      samples.map(({ sourcedId: value, ...place }) => ({ ...place, column: 'sourcedId', value })),
    );
  }
  await issues.store(client, run);
}

async function refreshAndDrop(ctx: AppContext, run: RunKey): Promise<void> {
  await transaction(ctx.db.pool, async (client) => {
    for (const entity of ROSTER_ENTITIES) await refreshLineHashes(client, run, entity);
    await rememberMemberships(client, run);
    await dropStaging(client, run);
    await requireStillOurs(ctx, client, 'PROCESSING');
  });
}

async function finish(
  ctx: AppContext,
  run: RunFacts,
  issues: IssueCollector | null,
  end: {
    state: 'INVALID' | 'NO_CHANGE';
    set: RosterSet | null;
    readings: StagedFiles | null;
  },
): Promise<ProcessOutcome> {
  await transaction(ctx.db.pool, async (client) => {
    await issues?.store(client, run);
    if (end.set && end.readings) await storeFiles(client, run, end.set, end.readings);
    if (end.set) {
      await client.query(
        'UPDATE sync_run SET input_hash = $3, baseline_run_id = $4 WHERE tenant_id = $1 AND id = $2',
        [run.tenantId, run.id, end.set.inputHash, run.baselineRunId],
      );
    }
    await requireStillOurs(ctx, client, 'PROCESSING');
  });
  const now = ctx.clock.now();
  await ctx.db.prisma.$transaction(async (tx) => {
    if (end.state === 'NO_CHANGE') await supersedeBreak(ctx, tx, run, now, 'NO_CHANGE');
    if (end.state === 'INVALID' && issues) {
      const earlier = await findEarlierUpdate(tx, { ...run, runId: run.id }, now);
      await queueMailToContacts(tx, run.tenantId, (reader) =>
        runInvalidMail(ctx, {
          ...{ ...reader, earlier, runId: run.id, hasRoster: run.baselineRunId !== null },
          ...issues.counts(),
        }),
      );
    }
    await moveSyncRun(tx, run, end.state, { now });
  });
  return end.state;
}

async function storeFiles(
  client: pg.ClientBase,
  run: RunKey,
  set: RosterSet,
  staged: StagedFiles,
): Promise<void> {
  await client.query('DELETE FROM sync_run_file WHERE tenant_id = $1 AND run_id = $2', [
    run.tenantId,
    run.id,
  ]);
  const insert = async (
    file: SetFile,
    mode: string,
    reading: FileReading | null,
    isLeftAside: boolean,
  ): Promise<void> => {
    await client.query(
      `INSERT INTO sync_run_file (tenant_id, run_id, file_name, delivery_id, byte_count, sha256, mode, encoding, newline,
         rows_read, rows_accepted, rows_rejected, rows_ignored, rows_unchanged, clean_ups, left_aside)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
      [
        run.tenantId,
        run.id,
        file.fileName,
        file.deliveryId,
        file.byteCount,
        file.sha256,
        mode,
        reading ? `UTF-8${reading.hasBom ? ' with BOM' : ''}` : null,
        reading?.newline ?? null,
        reading?.rowsRead ?? 0,
        reading?.rowsAccepted ?? 0,
        reading?.rowsRejected ?? 0,
        reading?.rowsIgnored ?? 0,
        reading?.rowsUnchanged ?? 0,
        JSON.stringify(reading?.cleanUps ?? {}),
        isLeftAside,
      ],
    );
  };
  if (set.manifest) await insert(set.manifest, 'manifest', null, false);
  for (const [entity, file] of set.files)
    await insert(file, file.mode, staged.get(entity) ?? null, false);
  for (const file of set.leftAside) await insert(file, 'absent', null, true);
}

async function areSchoolsDue(ctx: AppContext, run: RunFacts, today: PlainDate): Promise<boolean> {
  return transaction<boolean>(
    ctx.db.pool,
    async (client) => new RolledBack(await areMainSchoolsDue(client, run, today)),
  );
}

/** All or nothing, in one transaction: most runs end here. */
async function finishSameInput(
  ctx: AppContext,
  run: RunFacts,
  { sameAsRunId, inputHash }: { sameAsRunId: number; inputHash: string },
): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.prisma.$transaction(async (tx) => {
    await supersedeBreak(ctx, tx, run, now, 'NO_CHANGE');
    await takeOverAccounting(tx, run, { fromRunId: sameAsRunId, inputHash });
    await moveSyncRun(tx, run, 'NO_CHANGE', { now, detail: { sameAsRunId } });
  });
}

async function getFacts(ctx: AppContext, { id, tenantId }: RunKey): Promise<RunFacts> {
  const { rows } = await ctx.db.pool.query<RunFacts>(
    `SELECT r.id, r.tenant_id AS "tenantId", c.id AS "connectionId", c.baseline_run_id AS "baselineRunId",
       t.time_zone AS "timeZone", c.apply_slot::text AS "applySlot", c.apply_at AS "applyAt"
     FROM sync_run r JOIN connection c ON c.tenant_id = r.tenant_id AND c.id = r.connection_id
     JOIN tenant t ON t.id = r.tenant_id WHERE r.tenant_id = $1 AND r.id = $2`,
    [tenantId, id],
  );
  const [facts] = rows;
  if (!facts) throw new Error(`Sync run ${id} does not exist.`);
  return facts;
}

const PROGRESS_EVERY_MS = 1_000;

/** Writes where the work stands, at most once a second; losing one line of it matters to nobody. */
function progressReporter(ctx: AppContext, run: RunKey) {
  let lastAt = 0;
  let isStopped = false;
  return {
    report(step: string, file: string, done: number): void {
      const now = Date.now();
      if (isStopped || (done > 0 && now - lastAt < PROGRESS_EVERY_MS)) return;
      lastAt = now;
      ctx.db.pool
        .query('UPDATE sync_run SET progress = $3 WHERE tenant_id = $1 AND id = $2', [
          run.tenantId,
          run.id,
          JSON.stringify({ step, file, done }),
        ])
        .catch(() => {});
    },
    stop(): void {
      isStopped = true;
    },
  };
}
