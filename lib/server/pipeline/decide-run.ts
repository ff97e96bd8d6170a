// From the plan's size to the verdict: gathers the counts, lets lib/core decide, and keeps every fact it used.
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { countedEntities, type ChangeAction, type CountedEntity } from '@/lib/core/change/change';
import {
  evaluate,
  type PlanCounts,
  type ScopeCounts,
  type Verdict,
} from '@/lib/core/circuit-break/evaluate';
import { fingerprintInput } from '@/lib/core/circuit-break/fingerprint-input';
import { inSessionProfile, rulesInForce } from '@/lib/core/circuit-break/rules';
import type { PlanGroup } from './parts/plan-group';
import type { RunKey } from './parts/tables';

/** Identity of the change set: same baseline and same changes, same fingerprint. */
export function fingerprintOf(baselineRunId: number | null, groups: readonly PlanGroup[]): string {
  const input = fingerprintInput({
    baselineRunId,
    groups: groups.map(({ entity, schoolSourcedId, action, count, hashSum }) => ({
      entity: `${entity}/${schoolSourcedId}`,
      action,
      count,
      hashSum,
    })),
  });
  return createHash('sha256').update(input).digest('hex');
}

export async function storeChangeCounts(
  client: pg.ClientBase,
  run: RunKey,
  groups: readonly PlanGroup[],
): Promise<void> {
  await client.query('DELETE FROM change_count WHERE tenant_id = $1 AND run_id = $2', [
    run.tenantId,
    run.id,
  ]);
  await client.query(
    `INSERT INTO change_count (tenant_id, run_id, entity, action, school_sourced_id, count, cascade_count)
     SELECT $1, $2, g.entity, g.action, g."schoolSourcedId", g.count, g."cascadeCount"
     FROM jsonb_to_recordset($3::jsonb) AS g(entity text, action text, "schoolSourcedId" text, count int, "cascadeCount" int)`,
    [run.tenantId, run.id, JSON.stringify(groups)],
  );
}

/** Decides about the plan and stores every rule looked at. */
export async function decideRun(
  client: pg.ClientBase,
  run: RunKey,
  input: { isFirstRun: boolean; groups: readonly PlanGroup[] },
): Promise<Verdict> {
  const counts = await planCounts(client, run, input);
  const verdict = evaluate(counts, rulesInForce, inSessionProfile);
  await client.query('DELETE FROM rule_evaluation WHERE tenant_id = $1 AND run_id = $2', [
    run.tenantId,
    run.id,
  ]);
  await client.query(
    `INSERT INTO rule_evaluation (tenant_id, run_id, rule_id, profile, scope, scope_sourced_id, entity, action,
       baseline_count, change_count, percent, limit_percent, limit_count, limit_cap, tripped)
     SELECT $1, $2, t."ruleId", t.profile, t.scope, t."scopeSourcedId", t.entity, t.action,
       t."baselineCount", t."changeCount", t.percent, t."limitPercent", t."limitCount", t."limitCap", t.tripped
     FROM jsonb_to_recordset($3::jsonb) AS t("ruleId" text, profile text, scope text, "scopeSourcedId" text, entity text,
       action text, "baselineCount" int, "changeCount" int, percent float8, "limitPercent" float8, "limitCount" int, "limitCap" int, tripped boolean)`,
    [
      run.tenantId,
      run.id,
      JSON.stringify(
        verdict.trips.map((trip) => ({
          ruleId: trip.ruleId,
          profile: trip.profileId,
          scope: trip.scope.kind,
          scopeSourcedId: trip.scope.kind === 'school' ? trip.scope.schoolSourcedId : '',
          entity: trip.entity ?? '',
          action: trip.changeType ?? '',
          baselineCount: trip.baselineCount,
          changeCount: trip.changeCount,
          percent: trip.percent,
          limitPercent: trip.limitPercent,
          limitCount: trip.limitCount,
          limitCap: trip.limitCap,
          tripped: trip.tripped,
        })),
      ),
    ],
  );
  return verdict;
}

async function planCounts(
  client: pg.ClientBase,
  run: RunKey,
  { isFirstRun, groups }: { isFirstRun: boolean; groups: readonly PlanGroup[] },
): Promise<PlanCounts> {
  const { rows: baseline } = await client.query<{
    entity: CountedEntity;
    school: string;
    count: number;
  }>(
    `SELECT entity, value AS school, count FROM roster_count
     WHERE tenant_id = $1 AND facet IN ('', 'school') AND entity = ANY($2)`,
    [run.tenantId, countedEntities],
  );
  type Mutable = Partial<
    Record<CountedEntity, { baseline: number; changes: Partial<Record<ChangeAction, number>> }>
  >;
  const scopes = new Map<string, Mutable>();
  const countsOf = (school: string, entity: CountedEntity) => {
    const scope = scopes.get(school) ?? {};
    scopes.set(school, scope);
    return (scope[entity] ??= { baseline: 0, changes: {} });
  };
  for (const row of baseline) countsOf(row.school, row.entity).baseline = row.count;
  for (const group of groups) {
    const entity = countedEntities.find((known) => known === group.entity);
    const counted = group.count - group.cascadeCount;
    if (!entity || counted === 0) continue;
    for (const school of new Set(['', group.schoolSourcedId])) {
      const { changes } = countsOf(school, entity);
      changes[group.action] = (changes[group.action] ?? 0) + counted;
    }
  }
  const district: ScopeCounts = scopes.get('') ?? {};
  scopes.delete('');
  return {
    isFirstRun,
    district,
    schools: [...scopes].map(([schoolSourcedId, counts]) => ({ schoolSourcedId, counts })),
  };
}
