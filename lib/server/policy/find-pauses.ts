// The one place that reads what pauses a connection. Whoever has one connection reads its pauses and asks lib/core/pause;
// lists ask SQL that is made of the same table, and a test holds that both say the same.
import { kindsThatStop, type PauseKind, type PausedWork } from '@/lib/core/pause/kinds-of-pause';
import { blackoutOf, findStop, type Blackout, type Pause } from '@/lib/core/pause/pauses';
import type { Queryable } from '../db/queryable';
import { sqlOf } from '../db/sql-of';

interface ConnectionKey {
  id: number;
  tenantId: number;
}

interface BlackoutRow {
  startDate: string;
  endDate: string;
  endedAt: Date | null;
  timeZone: string;
}

/** All pauses of a connection, over, running and to come. */
export async function listPauses(db: Queryable, { id, tenantId }: ConnectionKey): Promise<Pause[]> {
  const pressed = await sqlOf(db)<Pause>(
    `SELECT pause.kind, pause.starts_at AS "startsAt", pause.ends_at AS "endsAt"
     FROM ${pausesSql(['PAUSE'], { tenant: '$1', connection: '$2' })} pause`,
    [tenantId, id],
  );
  return [...pressed, ...(await listBlackouts(db, tenantId))];
}

async function listBlackouts(db: Queryable, tenantId: number): Promise<Blackout[]> {
  const rows = await sqlOf(db)<BlackoutRow>(
    `SELECT w.start_date::text AS "startDate", w.end_date::text AS "endDate", w.ended_at AS "endedAt", t.time_zone AS "timeZone"
     FROM policy_window w JOIN tenant t ON t.id = w.tenant_id
     WHERE w.tenant_id = $1 AND w.kind = 'BLACKOUT' ORDER BY w.start_date, w.id`,
    [tenantId],
  );
  return rows.flatMap((row) => blackoutOf(row, row.timeZone) ?? []);
}

/** Whether this work of a connection stands still now. */
export async function isStopped(
  db: Queryable,
  connection: ConnectionKey,
  work: PausedWork,
  now: Date,
): Promise<boolean> {
  return findStop(work, await listPauses(db, connection), now) !== null;
}

// ---- for lists, in SQL ------------------------------------------------------------------------------------

/** SQL expressions for the connection that is asked about, with its tenant. */
interface Place {
  tenant: string;
  connection: string;
}

/** The second before is there once where midnight is not, or is there twice. */
const midnight = (date: string): string =>
  `((${date})::timestamp - interval '1 second') AT TIME ZONE zoned.time_zone + interval '1 second'`;

const PAUSES: Record<PauseKind, (place: Place) => string> = {
  PAUSE: ({ tenant, connection }) => `
    SELECT 'PAUSE' AS kind, paused.paused_at AS starts_at, NULL::timestamptz AS ends_at, NULL::date AS end_date
    FROM connection paused
    WHERE paused.tenant_id = ${tenant} AND paused.id = ${connection} AND paused.paused_at IS NOT NULL
    UNION ALL SELECT 'PAUSE', over.started_at, over.ended_at, NULL FROM connection_pause over
    WHERE over.tenant_id = ${tenant} AND over.connection_id = ${connection} AND over.ended_at IS NOT NULL`,
  BLACKOUT: ({ tenant }) => `
    SELECT 'BLACKOUT' AS kind, first_day.starts_at, least(last_day.over_at, planned.ended_at) AS ends_at, planned.end_date
    FROM policy_window planned JOIN tenant zoned ON zoned.id = planned.tenant_id
    CROSS JOIN LATERAL (SELECT ${midnight('planned.start_date')} AS starts_at) first_day
    CROSS JOIN LATERAL (SELECT ${midnight('planned.end_date + 1')} AS over_at) last_day
    WHERE planned.tenant_id = ${tenant} AND planned.kind = 'BLACKOUT'
      AND (planned.ended_at IS NULL OR planned.ended_at > first_day.starts_at)`,
};

const pausesSql = (kinds: readonly PauseKind[], place: Place): string =>
  `(${kinds.map((kind) => PAUSES[kind](place)).join(' UNION ALL ')})`;

const runsAt = (now: string): string =>
  `pause.starts_at <= ${now} AND (pause.ends_at IS NULL OR pause.ends_at > ${now})`;

/** Since when this work stands still; null while it goes on. */
export const stoppedSinceSql = (work: PausedWork, place: Place, now: string): string =>
  `(SELECT max(pause.starts_at) FROM ${pausesSql(kindsThatStop(work), place)} pause WHERE ${runsAt(now)})`;

export const isStoppedSql = (work: PausedWork, place: Place, now: string): string =>
  `(${stoppedSinceSql(work, place, now)} IS NOT NULL)`;

/** Since when a connection is paused by the button; null while it is not. */
export const pausedSinceSql = (place: Place, now: string): string =>
  `(SELECT max(pause.starts_at) FROM ${pausesSql(['PAUSE'], place)} pause WHERE ${runsAt(now)})`;

/** The last day of the blackout that runs, and of those that follow it without a break; null where none runs. */
export const blackoutEndDateSql = (place: Place, now: string): string =>
  `(WITH blackout AS (SELECT * FROM ${pausesSql(['BLACKOUT'], place)} days)
    SELECT min(last.end_date) FROM blackout last
    WHERE last.ends_at > ${now} AND EXISTS (SELECT FROM blackout pause WHERE ${runsAt(now)})
      AND NOT EXISTS (SELECT FROM blackout next WHERE next.starts_at <= last.ends_at AND next.ends_at > last.ends_at))`;

/** When the next pause or blackout begins or ends that is known of. */
export const nextPauseChangeSql = (place: Place, now: string): string =>
  `(SELECT min(change) FROM ${pausesSql(['PAUSE', 'BLACKOUT'], place)} pause
    CROSS JOIN LATERAL unnest(ARRAY[pause.starts_at, pause.ends_at]) change WHERE change > ${now})`;

/** First days of blackouts, and last days of those that have begun before the day asked about: rows of (date, kind). */
export const pauseDatesSql = (tenant: string, today: string): string =>
  `(SELECT planned.start_date AS date, 'PAUSE_STARTS' AS kind FROM policy_window planned
      WHERE planned.tenant_id = ${tenant} AND planned.kind = 'BLACKOUT' AND planned.ended_at IS NULL
    UNION ALL SELECT planned.end_date, 'PAUSE_ENDS' FROM policy_window planned
      WHERE planned.tenant_id = ${tenant} AND planned.kind = 'BLACKOUT' AND planned.ended_at IS NULL
        AND planned.start_date < ${today})`;

/** The last day of the last pause or blackout that is over. */
export const pauseEndDateSql = (place: Place, timeZone: string, now: string): string =>
  `(SELECT max(least(pause.end_date, (pause.ends_at AT TIME ZONE ${timeZone})::date))
    FROM ${pausesSql(kindsThatStop('CHECK_ROSTER'), place)} pause WHERE pause.ends_at <= ${now})`;
