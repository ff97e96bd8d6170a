// Which of the last runs other limits would have held: from the counts kept with every evaluation.
import { withOverrides, type LimitOverride } from '@/lib/core/circuit-break/profiles';
import { defaultRules } from '@/lib/core/circuit-break/rules';
import {
  simulateRun,
  type SimulatedReason,
  type StoredEvaluation,
} from '@/lib/core/circuit-break/simulate';
import type { AppContext } from '../app-context';
import type { SyncRunState } from '@/lib/core/sync-run/states';
import type { Refused } from '@/lib/core/refusals/catalogue';
import { refuseLimit } from './district-limits';
import { listOverrides } from './load-policy';

const SIMULATED_DAYS = 90;

export interface SimulatedRow {
  runId: number;
  runNumber: number;
  checkedAt: Date;
  /** What became of it. */
  state: SyncRunState;
  wasHeld: boolean;
  wouldBeHeld: boolean;
  /** Limits that would be reached, the largest share first. */
  reasons: SimulatedReason[];
}

export interface Simulation {
  days: number;
  runs: number;
  wereHeld: number;
  wouldBeHeld: number;
  /** Held then, and not under the proposed limits; and the other way round. */
  passingNow: number;
  heldNow: number;
  /** Turned down by a person, and passing under the proposed limits. */
  rejectedPassing: number;
  rows: SimulatedRow[];
}

export type SimulationResult =
  | { ok: true; simulation: Simulation }
  | (Refused<'NO_SUCH_RULE' | 'NEVER_RELAXED'> & { ruleId: string });

/** Proposed limits stand in for the district's own of the same rule; its others stay. Newest run first. */
export async function simulateLimits(
  ctx: AppContext,
  tenantId: number,
  proposed: readonly LimitOverride[],
): Promise<SimulationResult> {
  for (const limit of proposed) {
    const code = refuseLimit(limit);
    if (code) return { ok: false, code, ruleId: limit.ruleId };
  }
  const own = await listOverrides(ctx.db.pool, tenantId);
  const isProposed = new Set(proposed.map(({ ruleId }) => ruleId));
  const rules = withOverrides(defaultRules, [
    ...own.filter(({ ruleId }) => !isProposed.has(ruleId)),
    ...proposed,
  ]);
  const { rows: runs } = await ctx.db.pool.query<
    Pick<SimulatedRow, 'runId' | 'runNumber' | 'checkedAt' | 'state'>
  >(
    `SELECT r.id AS "runId", r.number AS "runNumber", coalesce(r.processing_at, r.created_at) AS "checkedAt", r.state::text AS state FROM sync_run r
     WHERE r.tenant_id = $1 AND r.created_at >= $2
       AND EXISTS (SELECT 1 FROM rule_evaluation e WHERE e.run_id = r.id AND e.tenant_id = r.tenant_id)
     ORDER BY r.id DESC`,
    [tenantId, new Date(ctx.clock.now().getTime() - SIMULATED_DAYS * 86_400_000)],
  );
  const rows: SimulatedRow[] = [];
  // One run at a time: a large district keeps thousands of evaluations per day.
  for (const run of runs) {
    const { reasons, ...outcome } = simulateRun(
      await listEvaluations(ctx, tenantId, run.runId),
      rules,
    );
    const byShare = [...reasons].sort((a, b) => (b.percent ?? 0) - (a.percent ?? 0));
    rows.push({ ...run, ...outcome, reasons: byShare });
  }
  return { ok: true, simulation: summary(rows) };
}

function summary(rows: SimulatedRow[]): Simulation {
  const count = (isCounted: (row: SimulatedRow) => boolean): number =>
    rows.filter(isCounted).length;
  return {
    days: SIMULATED_DAYS,
    runs: rows.length,
    wereHeld: count(({ wasHeld }) => wasHeld),
    wouldBeHeld: count(({ wouldBeHeld }) => wouldBeHeld),
    passingNow: count(({ wasHeld, wouldBeHeld }) => wasHeld && !wouldBeHeld),
    heldNow: count(({ wasHeld, wouldBeHeld }) => !wasHeld && wouldBeHeld),
    rejectedPassing: count(({ state, wouldBeHeld }) => state === 'REJECTED' && !wouldBeHeld),
    rows,
  };
}

async function listEvaluations(
  ctx: AppContext,
  tenantId: number,
  runId: number,
): Promise<StoredEvaluation[]> {
  const { rows } = await ctx.db.pool.query<StoredEvaluation>(
    `SELECT rule_id AS "ruleId", profile AS "profileId", scope, scope_sourced_id AS "scopeSourcedId", subject,
       baseline_count AS "baselineCount", change_count AS "changeCount", percent, tripped, accepted
     FROM rule_evaluation WHERE tenant_id = $1 AND run_id = $2 AND (tripped OR change_count > 0) ORDER BY id`,
    [tenantId, runId],
  );
  return rows;
}
