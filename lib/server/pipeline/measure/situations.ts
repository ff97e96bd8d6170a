// Why a run waits for a person whatever its size. What people decided before is told by standing-decisions.
import type { MeasureInput } from './measured-run';

const SILENT_DAYS = 14;

/**
 * The first files after a pause, a blackout or a long silence (circuit-break policy, section 4). They stay
 * the first until some files were applied or changed nothing: what waits for a review is not passed by the
 * next night's.
 */
export async function isResuming(
  { client, run, today }: MeasureInput,
  timeZone: string,
): Promise<boolean> {
  const { rows } = await client.query<{ isResuming: boolean }>(
    `WITH passed AS (
       SELECT max(last_arrival_at) AS at FROM sync_run
       WHERE tenant_id = $1 AND connection_id = $2 AND id < $3 AND undone_at IS NULL AND state IN ('APPLIED', 'NO_CHANGE')),
     arrival AS (
       SELECT r.created_at, lag(r.last_arrival_at) OVER (ORDER BY r.id) AS before
       FROM sync_run r, passed WHERE r.tenant_id = $1 AND r.connection_id = $2 AND r.id <= $3 AND r.last_arrival_at >= passed.at)
     SELECT EXISTS (SELECT 1 FROM arrival WHERE created_at >= before + make_interval(days => ${SILENT_DAYS}))
       OR EXISTS (SELECT 1 FROM connection_pause p, passed
                  WHERE p.tenant_id = $1 AND p.connection_id = $2 AND (p.ended_at IS NULL OR p.ended_at > passed.at))
       OR EXISTS (SELECT 1 FROM policy_window w, passed
                  WHERE w.tenant_id = $1 AND w.kind = 'BLACKOUT' AND w.start_date <= $4
                    AND least(w.end_date, (w.ended_at AT TIME ZONE $5)::date) >= (passed.at AT TIME ZONE $5)::date) AS "isResuming"`,
    [run.tenantId, run.connectionId, run.id, today, timeZone],
  );
  return rows[0]?.isResuming ?? false;
}
