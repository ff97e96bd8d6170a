// Why a run waits for a person whatever its size. What people decided before is told by prior-decisions.
import type { Situation } from '@/lib/core/circuit-break/evaluate';
import { wasStopped } from '@/lib/core/pause/pauses';
import { listPauses } from '../../policy/find-pauses';
import type { MeasureInput } from './measured-run';

const SILENT_DAYS = 14;

export async function findSituations(input: MeasureInput, now: Date): Promise<Situation[]> {
  const found: Situation[] = [];
  if (await isResuming(input, now)) found.push('resume');
  if (await isFromNewSource(input)) found.push('newSource');
  return found;
}

/** The live roster came through another connection: ids and fields may be others, however few records change. */
async function isFromNewSource({ client, run }: MeasureInput): Promise<boolean> {
  const { rows } = await client.query<{ isOther: boolean }>(
    `SELECT connection_id <> $3 AS "isOther" FROM sync_run WHERE tenant_id = $1 AND id = $2`,
    [run.tenantId, run.baselineRunId, run.connectionId],
  );
  return rows[0]?.isOther === true;
}

/**
 * The first files after a pause, a blackout or a long silence (docs/policy.md, "Profiles"). They stay
 * the first until some files were applied or changed nothing: what waits for a review is not passed by the
 * next night's. Files that came during a pause are taken up after it: they are the first, not those that follow.
 */
async function isResuming({ client, run }: MeasureInput, now: Date): Promise<boolean> {
  const { rows } = await client.query<{ takenUpAt: Date | null; isAfterSilence: boolean }>(
    `WITH passed AS (
       SELECT max(last_arrival_at) AS at, max(coalesce(queued_at, last_arrival_at)) AS taken_up_at FROM sync_run
       WHERE tenant_id = $1 AND connection_id = $2 AND id < $3 AND undone_at IS NULL AND state IN ('APPLIED', 'NO_CHANGE')),
     arrival AS (
       SELECT r.created_at, lag(r.last_arrival_at) OVER (ORDER BY r.id) AS before
       FROM sync_run r, passed WHERE r.tenant_id = $1 AND r.connection_id = $2 AND r.id <= $3 AND r.last_arrival_at >= passed.at)
     SELECT passed.taken_up_at AS "takenUpAt",
       EXISTS (SELECT 1 FROM arrival WHERE created_at >= before + make_interval(days => ${SILENT_DAYS})) AS "isAfterSilence"
     FROM passed`,
    [run.tenantId, run.connectionId, run.id],
  );
  const { takenUpAt = null, isAfterSilence = false } = rows[0] ?? {};
  if (isAfterSilence || takenUpAt === null) return isAfterSilence;
  const connection = { id: run.connectionId, tenantId: run.tenantId };
  const pauses = await listPauses(client, connection);
  return wasStopped('CHECK_ROSTER', pauses, { since: takenUpAt, now });
}
