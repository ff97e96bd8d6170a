// Why a run was held, as sentences with their numbers.
import { countedEntities } from '@/lib/core/change/change';
import type { Trip } from '@/lib/core/circuit-break/evaluate';
import { byGravity, explainTrip } from '@/lib/core/circuit-break/explain';
import { remedyOf } from '@/lib/core/circuit-break/explain-finding';
import type { AppContext } from '../../app-context';
import { listFindings } from '../../policy/findings';
import { getSchoolNames } from '../../sync-runs/queries/school-names';

export { getSchoolNames };

type Context = Pick<AppContext, 'db'>;

export interface Reason {
  ruleId: string;
  sentence: string;
  /** What the district can do about it, where that is known. */
  remedy: string | null;
  trip: Trip;
}

interface EvaluationRow {
  ruleId: string;
  profileId: string;
  scope: 'district' | 'school';
  scopeSourcedId: string;
  entity: string;
  action: string;
  baselineCount: number;
  changeCount: number;
  percent: number | null;
  limitPercent: number | null;
  limitCount: number | null;
  limitCap: number | null;
  subject: string;
  isNeverRelaxed: boolean;
}

/** Every limit that was reached, gravest first, as a sentence with its numbers. */
export async function listReasons(
  ctx: Context,
  tenantId: number,
  runId: number,
): Promise<Reason[]> {
  const { rows } = await ctx.db.pool.query<EvaluationRow>(
    `SELECT rule_id AS "ruleId", profile AS "profileId", scope, scope_sourced_id AS "scopeSourcedId",
       entity, action, baseline_count AS "baselineCount", change_count AS "changeCount", percent,
       limit_percent AS "limitPercent", limit_count AS "limitCount", limit_cap AS "limitCap",
       subject, never_relaxed AS "isNeverRelaxed"
     FROM rule_evaluation WHERE tenant_id = $1 AND run_id = $2 AND tripped ORDER BY id`,
    [tenantId, runId],
  );
  const names = await getSchoolNames(
    ctx,
    tenantId,
    runId,
    rows.map(({ scopeSourcedId }) => scopeSourcedId),
  );
  const trips = rows.map(tripOf);
  const findings = await listFindings(ctx, tenantId, runId, (id) => id);
  return byGravity(trips).map((trip) => ({
    ruleId: trip.ruleId,
    trip,
    sentence: explainTrip(trip, (id) => names.get(id) ?? id),
    remedy: remedyOf(trip, findings),
  }));
}

function tripOf(row: EvaluationRow): Trip {
  const { scope, scopeSourcedId, entity, action, ...numbers } = row;
  return {
    ...numbers,
    scope:
      scope === 'school'
        ? { kind: 'school', schoolSourcedId: scopeSourcedId }
        : { kind: 'district' },
    entity: countedEntities.find((known) => known === entity) ?? null,
    changeType: action === 'ADD' || action === 'UPDATE' || action === 'REMOVE' ? action : null,
    effect: 'hold',
    tripped: true,
  };
}
