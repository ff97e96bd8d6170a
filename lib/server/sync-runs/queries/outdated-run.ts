// The one place that says whether a failed run is the past: the command that tries it again asks here, and so does every
// page and line that offers it.
import type { Outdated } from '@/lib/core/sync-run/outdated';
import { replacingStates } from '@/lib/core/sync-run/states';
import type { Queryable } from '../../db/queryable';
import { sqlOf } from '../../db/sql-of';

const REPLACING = replacingStates.map((state) => `'${state}'`).join(', ');

/** The approved version that showed exactly the plan the run of this alias still has. */
const approvedSql = (run: string): string =>
  `SELECT v.break_id, v.version FROM circuit_break_version v
   JOIN circuit_break b ON b.tenant_id = v.tenant_id AND b.id = v.break_id AND b.state = 'APPROVED' AND b.decided_version = v.version
   WHERE v.tenant_id = ${run}.tenant_id AND v.run_id = ${run}.id AND v.fingerprint = ${run}.fingerprint`;

/** An `Outdated` or NULL, of the run of this alias where it failed. */
export const outdatedSql = (run: string): string =>
  `CASE WHEN ${run}.state <> 'FAILED' THEN NULL
     WHEN EXISTS (SELECT FROM sync_run n WHERE n.tenant_id = ${run}.tenant_id AND n.connection_id = ${run}.connection_id
       AND n.id > ${run}.id AND n.undone_at IS NULL AND n.state IN (${REPLACING})) THEN 'NEWER_FILES'
     WHEN EXISTS (SELECT FROM connection live WHERE live.tenant_id = ${run}.tenant_id AND live.id = ${run}.connection_id
       AND live.baseline_run_id IS DISTINCT FROM ${run}.baseline_run_id) AND EXISTS (${approvedSql(run)}) THEN 'ROSTER_MOVED'
   END`;

export interface FailedRun {
  outdated: Outdated | null;
  /** What a person approved of it. */
  approved: { breakId: number; version: number } | null;
}

export async function findFailedRun(
  db: Queryable,
  run: { id: number; tenantId: number },
): Promise<FailedRun | null> {
  const [row] = await sqlOf(db)<{
    outdated: Outdated | null;
    breakId: number | null;
    version: number | null;
  }>(
    `SELECT ${outdatedSql('r')} AS outdated, approved.break_id AS "breakId", approved.version
     FROM sync_run r LEFT JOIN LATERAL (${approvedSql('r')} LIMIT 1) approved ON true
     WHERE r.tenant_id = $1 AND r.id = $2 AND r.state = 'FAILED'`,
    [run.tenantId, run.id],
  );
  if (!row) return null;
  const { outdated, breakId, version } = row;
  return {
    outdated,
    approved: breakId === null || version === null ? null : { breakId, version },
  };
}
