// A pause or a blackout of a district: meanwhile nothing is taken up and nothing applied by itself.
import type { Transaction } from '../db';
import type { Queryable } from '../db/queryable';

export interface Standstill {
  isNow: boolean;
  /** One was over only after `since`, or is not over yet. */
  wasSince: boolean;
}

/** A blackout lasts to the end of its last day in the district's zone, or until somebody ended it. */
const BLACKOUTS = `
  SELECT w.start_date::timestamp AT TIME ZONE t.time_zone AS starts,
    least((w.end_date + 1)::timestamp AT TIME ZONE t.time_zone, w.ended_at) AS ends
  FROM policy_window w JOIN tenant t ON t.id = w.tenant_id
  WHERE w.tenant_id = $1 AND w.kind = 'BLACKOUT'
    AND (w.ended_at IS NULL OR w.ended_at > w.start_date::timestamp AT TIME ZONE t.time_zone)`;

/** All blackouts of a district, over, running and to come: the clock that lets a held update expire stands in them. */
export async function listBlackouts(
  db: Pick<Transaction, '$queryRawUnsafe'>,
  tenantId: number,
): Promise<{ stoppedAt: Date; resumedAt: Date }[]> {
  return db.$queryRawUnsafe(
    `SELECT starts AS "stoppedAt", ends AS "resumedAt" FROM (${BLACKOUTS}) blackout ORDER BY starts`,
    tenantId,
  );
}

/** The last day of the blackout that runs in a district at an instant, as these SQL expressions name them; null where none runs. */
export const blackoutEndDateSql = (tenant: string, timeZone: string, now: string): string => `(
  SELECT max(w.end_date) FROM policy_window w WHERE w.tenant_id = ${tenant} AND w.kind = 'BLACKOUT'
    AND w.start_date::timestamp AT TIME ZONE ${timeZone} <= ${now}
    AND least((w.end_date + 1)::timestamp AT TIME ZONE ${timeZone}, w.ended_at) > ${now})`;

/** The last day of the last pause or blackout of a connection that is over. */
export const pauseEndDateSql = (
  { tenant, connection }: { tenant: string; connection: string },
  timeZone: string,
  now: string,
): string => `(SELECT max(day) FROM (
  SELECT (p.ended_at AT TIME ZONE ${timeZone})::date AS day FROM connection_pause p
  WHERE p.tenant_id = ${tenant} AND p.connection_id = ${connection} AND p.ended_at <= ${now}
  UNION ALL SELECT least(w.end_date, (w.ended_at AT TIME ZONE ${timeZone})::date) FROM policy_window w
  WHERE w.tenant_id = ${tenant} AND w.kind = 'BLACKOUT' AND w.start_date::timestamp AT TIME ZONE ${timeZone} <= ${now}
    AND least((w.end_date + 1)::timestamp AT TIME ZONE ${timeZone}, w.ended_at) <= ${now}) ends)`;

export async function findStandstill(
  db: Queryable,
  connection: { id: number; tenantId: number },
  { now, since = now }: { now: Date; since?: Date },
): Promise<Standstill> {
  const text = `
    WITH blackout AS (${BLACKOUTS}),
      standstill AS (
        SELECT started_at AS starts, ended_at AS ends FROM connection_pause WHERE tenant_id = $1 AND connection_id = $2
        UNION ALL SELECT paused_at, NULL FROM connection WHERE tenant_id = $1 AND id = $2 AND paused_at IS NOT NULL
        UNION ALL SELECT starts, ends FROM blackout)
    SELECT coalesce(bool_or(starts <= $3 AND (ends IS NULL OR ends > $3)), false) AS "isNow",
      coalesce(bool_or(starts <= $3 AND (ends IS NULL OR ends > $4)), false) AS "wasSince"
    FROM standstill`;
  const values = [connection.tenantId, connection.id, now, since];
  const rows =
    '$queryRawUnsafe' in db
      ? await db.$queryRawUnsafe<Standstill[]>(text, ...values)
      : (await db.query<Standstill>(text, values)).rows;
  return rows[0] ?? { isNow: false, wasSince: false };
}
