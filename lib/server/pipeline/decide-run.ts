// From what was measured to the verdict: lets lib/core decide, and keeps every fact it used.
import type pg from 'pg';
import {
  evaluate,
  type PlanCounts,
  type Trip,
  type Verdict,
} from '@/lib/core/circuit-break/evaluate';
import type { PolicyInForce } from '../policy/load-policy';
import type { RunKey } from '../db/roster-tables';

interface DecideInput {
  counts: PlanCounts;
  policy: PolicyInForce;
  fingerprint: string;
}

/** Decides about the plan and stores every rule looked at, with all that bore on it. */
export async function decideRun(
  client: pg.ClientBase,
  run: RunKey & { connectionId: number; baselineRunId: number | null },
  { counts, policy, fingerprint }: DecideInput,
): Promise<Verdict> {
  const verdict = evaluate(counts, policy.rules, policy.profile);
  await client.query('DELETE FROM rule_evaluation WHERE tenant_id = $1 AND run_id = $2', [
    run.tenantId,
    run.id,
  ]);
  await client.query(
    `INSERT INTO rule_evaluation (tenant_id, run_id, connection_id, baseline_run_id, fingerprint, rule_id, profile, scope, scope_sourced_id,
       entity, action, subject, baseline_count, change_count, percent, limit_percent, limit_count, limit_cap, tripped, warned, never_relaxed, accepted)
     SELECT $1, $2, $4, $5, $6, t."ruleId", t.profile, t.scope, t."scopeSourcedId", t.entity, t.action, t.subject, t."baselineCount",
       t."changeCount", t.percent, t."limitPercent", t."limitCount", t."limitCap", t.tripped, t.warned, t."neverRelaxed", t.accepted
     FROM jsonb_to_recordset($3::jsonb) AS t("ruleId" text, profile text, scope text, "scopeSourcedId" text, entity text,
       action text, subject text, "baselineCount" int, "changeCount" int, percent float8, "limitPercent" float8, "limitCount" int,
       "limitCap" int, tripped boolean, warned boolean, "neverRelaxed" boolean, accepted boolean)`,
    [
      run.tenantId,
      run.id,
      JSON.stringify(verdict.trips.filter(isWorthKeeping).map(evaluationRow)),
      run.connectionId,
      run.baselineRunId,
      fingerprint,
    ],
  );
  return verdict;
}

/** One or two records of a school reach no limit anybody sets; a large district has them by the thousand. */
function isWorthKeeping({ scope, changeCount, tripped }: Trip): boolean {
  return tripped || scope.kind === 'district' || changeCount >= 3;
}

function evaluationRow(trip: Trip) {
  const { scope, effect, tripped } = trip;
  return {
    ruleId: trip.ruleId,
    profile: trip.profileId,
    scope: scope.kind,
    scopeSourcedId: scope.kind === 'school' ? scope.schoolSourcedId : '',
    entity: trip.entity ?? '',
    action: trip.changeType ?? '',
    subject: trip.subject ?? '',
    baselineCount: trip.baselineCount,
    changeCount: trip.changeCount,
    percent: trip.percent,
    limitPercent: trip.limitPercent,
    limitCount: trip.limitCount,
    limitCap: trip.limitCap,
    tripped: tripped && effect !== 'warn',
    warned: tripped && effect === 'warn',
    neverRelaxed: trip.isNeverRelaxed ?? false,
    accepted: trip.isAccepted ?? false,
  };
}
