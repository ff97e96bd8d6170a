// The order of the steps between APPLYING and APPLIED: one transaction, so that readers see the roster
// before or after, and a crash leaves one of the two.
import type pg from 'pg';
import { ROSTER_ENTITIES } from '@/lib/core/oneroster';
import type { AppContext } from '../app-context';
import { recordAudit } from '../audit/record';
import { recordOutboxEvent } from '../outbox/outbox';
import { moveSyncRun } from '../sync-runs/move-sync-run';
import { recordReviewEvent } from '../sync-runs/record-review-event';
import { applyChanges, applyLinkChanges, attachInitial, refreshLineHashes } from './apply-plan';
import { rememberMemberships } from './parts/remembered-memberships';
import { fingerprintOf } from './parts/fingerprint';
import { UNWATCHED, watchProgress } from './parts/progress';
import { findOtherPeople, handOverHistory, keepFormerPeople } from './parts/former-people';
import { IssueCollector } from './parts/issue-collector';
import { openSet } from './open-set';
import {
  choosePart,
  countPart,
  isStagingWhole,
  markHeldBack,
  type PartOfPlan,
} from '../plan/choose-part';
import { keepSchoolTerms } from './parts/school-terms';
import { adoptInitialCounts, shiftCounts } from './roster-counts';
import { stageAndPlan } from './stage-and-plan';
import { notifyRosterLive } from './notify-roster-live';
import { dropStaging, type PlannedEntity, type RunKey } from '../db/roster-tables';
import { requireStillOurs } from '../db/run-fence';
import { RolledBack, transaction } from '../db/transaction';

export type ApplyOutcome = { ok: true } | { ok: false; code: 'BASELINE_MOVED' | 'PLAN_CHANGED' };

/** Applies the stored plan of a run that is APPLYING. The caller holds the connection's lock. */
export async function applySyncRun(ctx: AppContext, key: RunKey): Promise<ApplyOutcome> {
  const run = await ctx.db.prisma.syncRun.findUniqueOrThrow({
    where: { tenantId_id: { tenantId: key.tenantId, id: key.id } },
    include: { connection: true },
  });
  if (run.connection.baselineRunId !== run.baselineRunId)
    return { ok: false, code: 'BASELINE_MOVED' };
  if (!(await isWhole(ctx, key, run.stagedCounts))) {
    const isSamePlan = await rebuildStaging(
      ctx,
      { ...key, baselineRunId: run.baselineRunId },
      run.fingerprint,
    );
    if (!isSamePlan) return { ok: false, code: 'PLAN_CHANGED' };
  }
  const progress = watchProgress(ctx, key);
  progress.begin('apply');
  const approval = await findApproval(ctx, key);
  const now = ctx.clock.now();
  const outcome = await transaction<ApplyOutcome>(ctx.db.pool, async (client) => {
    if (approval && !(await leaveOutRest(client, key, approval))) {
      return new RolledBack<ApplyOutcome>({ ok: false, code: 'PLAN_CHANGED' });
    }
    if (run.planKind === 'INITIAL') {
      await adoptInitialCounts(client, key);
      await attachInitial(client, key);
      await rememberMemberships(client, key);
    } else {
      const changed = await changedEntities(client, key);
      const hasOtherPeople = await findOtherPeople(client, key);
      if (hasOtherPeople) await keepFormerPeople(client, key, now);
      for (const entity of changed) await shiftCounts(client, key, entity, -1);
      for (const entity of ROSTER_ENTITIES) {
        if (changed.includes(entity)) await applyChanges(client, key, entity, now);
        await refreshLineHashes(client, key, entity, { isPart: Boolean(approval?.part) });
      }
      await applyLinkChanges(client, key, now);
      if (hasOtherPeople) await handOverHistory(client, key);
      for (const entity of changed) await shiftCounts(client, key, entity, 1);
      await rememberMemberships(client, key);
    }
    // Last: uploads refer to the connection's row, and who pauses a district writes it. Neither waits for minutes.
    const { rowCount } = await client.query(
      `UPDATE connection SET baseline_run_id = $3
       WHERE tenant_id = $1 AND id = $2 AND baseline_run_id IS NOT DISTINCT FROM $4`,
      [key.tenantId, run.connectionId, key.id, run.baselineRunId],
    );
    if (rowCount === 0) {
      return new RolledBack<ApplyOutcome>({ ok: false, code: 'BASELINE_MOVED' });
    }
    await keepSchoolTerms(client, { tenantId: key.tenantId, connectionId: run.connectionId });
    await requireStillOurs(ctx, client, 'APPLYING');
    await moveSyncRun(client, key, 'APPLIED', { now, steps: progress.end() });
    if (approval) await recordInReview(client, key, approval, now);
    const isFirst = run.planKind === 'INITIAL';
    if (isFirst) await notifyRosterLive(ctx, client, key);
    const { tenantId, id: runId } = key;
    const { connectionId } = run;
    await recordOutboxEvent(client, {
      tenantId,
      kind: 'roster.applied',
      at: now,
      payload: { connectionId, runId, isFirst },
    });
    if (isFirst)
      await recordOutboxEvent(client, {
        tenantId,
        kind: 'roster.live',
        at: now,
        payload: { connectionId, runId },
      });
    await recordAudit(
      client,
      { kind: 'worker', userId: null, sourceAddress: null },
      {
        action: 'sync-run.applied',
        tenantId: key.tenantId,
        objectType: 'sync-run',
        objectId: key.id,
      },
    );
    return { ok: true };
  });
  if (outcome.ok) await dropStaging(ctx.db.pool, key);
  return outcome;
}

/** In the transaction that applies: a review whose timeline lacks its end would look as if nothing had come of it. */
async function recordInReview(
  client: pg.ClientBase,
  run: RunKey,
  { breakId, version }: ApprovedPart,
  now: Date,
): Promise<void> {
  const { tenantId, id: runId } = run;
  await recordReviewEvent(client, {
    tenantId,
    breakId,
    version,
    at: now,
    kind: 'APPLIED',
    detail: { runId },
  });
}

async function changedEntities(
  client: pg.ClientBase,
  run: RunKey,
): Promise<readonly PlannedEntity[]> {
  const { rows } = await client.query<{ entity: PlannedEntity }>(
    'SELECT DISTINCT entity FROM change WHERE tenant_id = $1 AND run_id = $2',
    [run.tenantId, run.id],
  );
  return rows.map(({ entity }) => entity);
}

interface ApprovedPart {
  breakId: number;
  version: number;
  part: PartOfPlan | null;
  applyCount: number | null;
}

/** What a person approved of this run; null for one that needed nobody. */
async function findApproval(ctx: AppContext, run: RunKey): Promise<ApprovedPart | null> {
  const { rows } = await ctx.db.pool.query<{
    breakId: number;
    version: number;
    scope: 'ALL' | 'ADDITIONS' | 'SLICE';
    groups: (PartOfPlan & { scope: 'SLICE' })['groups'] | null;
    applyCount: number | null;
  }>(
    `SELECT b.id AS "breakId", v.version, b.decided_scope::text AS scope, a.groups, a.apply_count AS "applyCount"
     FROM circuit_break_version v
     JOIN circuit_break b ON b.tenant_id = v.tenant_id AND b.id = v.break_id AND b.state = 'APPROVED' AND b.decided_version = v.version
     LEFT JOIN LATERAL (SELECT groups, apply_count FROM circuit_break_approval a
       WHERE a.tenant_id = b.tenant_id AND a.break_id = b.id AND a.fingerprint = v.fingerprint AND a.scope = b.decided_scope
       ORDER BY a.at DESC, a.id DESC LIMIT 1) a ON true
     WHERE v.tenant_id = $1 AND v.run_id = $2`,
    [run.tenantId, run.id],
  );
  const found = rows[0];
  if (!found) return null;
  const { scope, groups, ...approval } = found;
  if (scope === 'ADDITIONS') return { ...approval, part: { scope } };
  if (scope === 'SLICE') return { ...approval, part: { scope, groups: groups ?? [] } };
  return { ...approval, part: null };
}

/**
 * Marks what an approval in part leaves out. False when it comes to another number of changes than the
 * reviewer was shown.
 */
async function leaveOutRest(
  client: pg.ClientBase,
  run: RunKey,
  { breakId, part, applyCount }: ApprovedPart,
): Promise<boolean> {
  if (!part) return true;
  await choosePart(client, run, part);
  const counts = await countPart(client, run, part);
  const count = counts.reduce((sum, group) => sum + group.applied, 0);
  if (applyCount !== null && count !== applyCount) return false;
  const heldBack = await markHeldBack(client, run, part);
  await client.query(
    'UPDATE circuit_break_version SET held_back_count = $3 WHERE tenant_id = $1 AND run_id = $2 AND break_id = $4',
    [run.tenantId, run.id, heldBack, breakId],
  );
  // The same files again still have something to say.
  if (heldBack > 0) {
    await client.query('UPDATE sync_run SET input_hash = NULL WHERE tenant_id = $1 AND id = $2', [
      run.tenantId,
      run.id,
    ]);
  }
  return true;
}

async function isWhole(ctx: AppContext, run: RunKey, recorded: unknown): Promise<boolean> {
  const client = await ctx.db.pool.connect();
  try {
    return await isStagingWhole(client, run, recorded);
  } finally {
    client.release();
  }
}

/** Reads the kept bytes again. False when they no longer lead to the plan that was approved. */
async function rebuildStaging(
  ctx: AppContext,
  run: RunKey & { baselineRunId: number | null },
  fingerprint: string | null,
): Promise<boolean> {
  const issues = new IssueCollector();
  const set = await openSet(ctx, run, issues);
  if (!set) return false;
  const { plan } = await stageAndPlan(ctx, run, set, issues, UNWATCHED);
  return plan !== null && fingerprintOf(run.baselineRunId, plan.groups) === fingerprint;
}
