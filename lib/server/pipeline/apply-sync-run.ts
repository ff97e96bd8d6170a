// The order of the steps between APPLYING and APPLIED: one transaction, so that readers see the roster
// before or after, and a crash leaves one of the two.
import type pg from 'pg';
import { ROSTER_ENTITIES } from '@/lib/core/oneroster';
import type { AppContext } from '../app-context';
import { recordAudit } from '../audit';
import { moveSyncRun } from '../sync-runs/move-sync-run';
import { applyChanges, applyLinkChanges, attachInitial, refreshLineHashes } from './apply-plan';
import { fingerprintOf } from './decide-run';
import { IssueCollector } from './parts/issue-collector';
import { openSet } from './open-set';
import { countStaged } from './plan-changes';
import { adoptInitialCounts, shiftCounts } from './roster-counts';
import { stageAndPlan } from './stage-and-plan';
import { dropStaging, type PlannedEntity, type RunKey } from './parts/tables';

export type ApplyOutcome = { ok: true } | { ok: false; code: 'BASELINE_MOVED' | 'PLAN_CHANGED' };

/** Applies the stored plan of a run that is APPLYING. The caller holds the connection's lock. */
export async function applySyncRun(ctx: AppContext, key: RunKey): Promise<ApplyOutcome> {
  const run = await ctx.db.prisma.syncRun.findUniqueOrThrow({
    where: { tenantId_id: { tenantId: key.tenantId, id: key.id } },
    include: { connection: true },
  });
  if (run.connection.baselineRunId !== run.baselineRunId)
    return { ok: false, code: 'BASELINE_MOVED' };
  if (!(await isStagingWhole(ctx, key, run.stagedCounts))) {
    const isSamePlan = await rebuildStaging(
      ctx,
      { ...key, baselineRunId: run.baselineRunId },
      run.fingerprint,
    );
    if (!isSamePlan) return { ok: false, code: 'PLAN_CHANGED' };
  }
  const now = ctx.clock.now();
  const client = await ctx.db.pool.connect();
  try {
    await client.query('BEGIN');
    const { rows } = await client.query<{ baseline: number | null }>(
      'SELECT baseline_run_id AS baseline FROM connection WHERE tenant_id = $1 AND id = $2 FOR UPDATE',
      [key.tenantId, run.connectionId],
    );
    if (rows[0]?.baseline !== run.baselineRunId) {
      await client.query('ROLLBACK');
      return { ok: false, code: 'BASELINE_MOVED' };
    }
    if (run.planKind === 'INITIAL') {
      await adoptInitialCounts(client, key);
      await attachInitial(client, key);
    } else {
      const changed = await changedEntities(client, key);
      for (const entity of changed) await shiftCounts(client, key, entity, -1);
      for (const entity of ROSTER_ENTITIES) {
        await applyChanges(client, key, entity, now);
        await refreshLineHashes(client, key, entity);
      }
      await applyLinkChanges(client, key, now);
      for (const entity of changed) await shiftCounts(client, key, entity, 1);
    }
    await client.query(
      'UPDATE connection SET baseline_run_id = $3 WHERE tenant_id = $1 AND id = $2',
      [key.tenantId, run.connectionId, key.id],
    );
    await moveSyncRun(client, key, 'APPLIED', { now });
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
  await dropStaging(ctx.db.pool, key);
  await recordAudit(
    ctx.db.prisma,
    { kind: 'worker', userId: null, sourceAddress: null },
    {
      action: 'sync-run.applied',
      tenantId: key.tenantId,
      objectType: 'sync-run',
      objectId: key.id,
    },
  );
  return { ok: true };
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

/** A crash of the database empties unlogged tables: staging lost must never look like "delete everyone". */
async function isStagingWhole(ctx: AppContext, run: RunKey, recorded: unknown): Promise<boolean> {
  const client = await ctx.db.pool.connect();
  try {
    const counts: Record<string, number> = await countStaged(client, run);
    const expected = Object.entries(recorded ?? {});
    return expected.length > 0 && expected.every(([entity, count]) => counts[entity] === count);
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
  const { plan } = await stageAndPlan(ctx, run, set, issues, () => {});
  return plan !== null && fingerprintOf(run.baselineRunId, plan.groups) === fingerprint;
}
