// The last thirty days of all districts a person may know of, in numbers to draw: each one aggregate in SQL. Days and hours
// are those of each district.
import { addDays, type PlainDate } from '@/lib/core/calendar/plain-date';
import { localDate } from '@/lib/core/calendar/zoned-time';
import { runOutcome, runOutcomes, type RunOutcome } from '@/lib/core/sync-run/outcomes';
import type { RunStatusFacts } from '@/lib/core/sync-run/status-labels';
import type { AppContext } from '../../app-context';
import type { TenantScope } from '../../auth/tenant-access';
import { ofScope, scopedParams } from './waiting-sql';

export const PLOT_DAYS = 30;

export interface RunsOfDay {
  date: PlainDate;
  counts: Record<RunOutcome, number>;
}

export interface AppliedTimes {
  date: PlainDate;
  /** Minutes from the last file of a set until its changes are in the roster; null where nothing was applied. */
  medianMinutes: number | null;
  p95Minutes: number | null;
  runs: number;
}

export interface HoldReason {
  /** Of lib/core/circuit-break; 'onboarding' for first rosters, 'earlier' where a decision before held it and no limit did. */
  ruleId: string;
  holds: number;
}

export interface OverviewPlots {
  /** Oldest first, every day of the span. */
  runs: RunsOfDay[];
  applied: AppliedTimes[];
  /** Most first. A hold may have several reasons. */
  holds: { reasons: HoldReason[]; total: number };
  /** Sets of roster files by the hour in which the last file came: 24 numbers. */
  receiptHours: number[];
}

export async function readOverviewPlots(
  ctx: AppContext,
  scope: TenantScope,
): Promise<OverviewPlots> {
  const params = scopedParams(ctx.clock.now(), scope);
  const days = await listDays(ctx, scope, params);
  const [runs, applied, holds, hours] = await Promise.all([
    readRuns(ctx, scope, { params, days }),
    readApplied(ctx, scope, { params, days }),
    readHolds(ctx, scope, params),
    readHours(ctx, scope, params),
  ]);
  return { runs, applied, holds, receiptHours: hours };
}

const SINCE = `$1::timestamptz - interval '${PLOT_DAYS} days'`;
const runsOf = (scope: TenantScope): string =>
  `FROM sync_run r JOIN tenant t ON t.id = r.tenant_id
   WHERE r.created_at > ${SINCE} AND ${ofScope('r.tenant_id', scope)}`;

/** The span as days, up to the newest that has begun in any of the districts. */
async function listDays(
  ctx: AppContext,
  scope: TenantScope,
  params: unknown[],
): Promise<PlainDate[]> {
  const { rows } = await ctx.db.pool.query<{ today: PlainDate }>(
    `SELECT coalesce(max(($1::timestamptz AT TIME ZONE t.time_zone)::date), ($1::timestamptz AT TIME ZONE 'UTC')::date) AS today
     FROM tenant t WHERE ${ofScope('t.id', scope)}`,
    params,
  );
  const today = rows[0]?.today ?? localDate(ctx.clock.now(), 'UTC');
  return Array.from({ length: PLOT_DAYS }, (_, at) => addDays(today, at - PLOT_DAYS + 1));
}

interface Span {
  params: unknown[];
  days: readonly PlainDate[];
}

async function readRuns(
  ctx: AppContext,
  scope: TenantScope,
  { params, days: dates }: Span,
): Promise<RunsOfDay[]> {
  const { rows } = await ctx.db.pool.query<
    Pick<RunStatusFacts, 'state'> & { date: PlainDate; isUndone: boolean; count: number }
  >(
    `SELECT (r.created_at AT TIME ZONE t.time_zone)::date AS date, r.state::text AS state,
       r.undone_at IS NOT NULL AS "isUndone", count(*)::int AS count
     ${runsOf(scope)} AND r.state <> 'SUPERSEDED' GROUP BY 1, 2, 3`,
    params,
  );
  const days = new Map(dates.map((date) => [date, noRuns()]));
  for (const { date, state, isUndone, count } of rows) {
    const outcome = runOutcome({ state, undoneAt: isUndone ? ctx.clock.now() : null });
    const counts = days.get(date);
    if (outcome && counts) counts[outcome] += count;
  }
  return [...days].map(([date, counts]) => ({ date, counts }));
}

function noRuns(): Record<RunOutcome, number> {
  return Object.fromEntries(runOutcomes.map((outcome) => [outcome, 0])) as Record<
    RunOutcome,
    number
  >;
}

async function readApplied(
  ctx: AppContext,
  scope: TenantScope,
  { params, days }: Span,
): Promise<AppliedTimes[]> {
  const { rows } = await ctx.db.pool.query<AppliedTimes>(
    `SELECT (r.created_at AT TIME ZONE t.time_zone)::date AS date, count(*)::int AS runs,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY ${MINUTES}) AS "medianMinutes",
       percentile_cont(0.95) WITHIN GROUP (ORDER BY ${MINUTES}) AS "p95Minutes"
     ${runsOf(scope)} AND r.state = 'APPLIED' AND r.applied_at IS NOT NULL GROUP BY 1`,
    params,
  );
  const byDate = new Map(rows.map((row) => [row.date, row]));
  return days.map(
    (date) => byDate.get(date) ?? { date, runs: 0, medianMinutes: null, p95Minutes: null },
  );
}

const MINUTES = '(extract(epoch FROM r.applied_at - r.last_arrival_at) / 60)::float8';

async function readHolds(
  ctx: AppContext,
  scope: TenantScope,
  params: unknown[],
): Promise<OverviewPlots['holds']> {
  const { rows } = await ctx.db.pool.query<HoldReason & { total: number }>(
    `WITH held AS (
       SELECT b.id, b.tenant_id, b.kind, v.run_id FROM circuit_break b
       JOIN circuit_break_version v ON v.tenant_id = b.tenant_id AND v.break_id = b.id AND v.version = 1
       WHERE b.opened_at > ${SINCE} AND ${ofScope('b.tenant_id', scope)}),
     reasons AS (
       SELECT h.id, CASE WHEN h.kind = 'ONBOARDING' THEN 'onboarding' ELSE coalesce(e.rule_id, 'earlier') END AS rule_id
       FROM held h LEFT JOIN LATERAL (SELECT DISTINCT e.rule_id FROM rule_evaluation e
         WHERE e.run_id = h.run_id AND e.tenant_id = h.tenant_id AND e.tripped AND h.kind <> 'ONBOARDING') e ON true)
     SELECT rule_id AS "ruleId", count(*)::int AS holds, (SELECT count(*)::int FROM held) AS total
     FROM reasons GROUP BY 1 ORDER BY 2 DESC, 1`,
    params,
  );
  return {
    reasons: rows.map(({ ruleId, holds }) => ({ ruleId, holds })),
    total: rows[0]?.total ?? 0,
  };
}

async function readHours(
  ctx: AppContext,
  scope: TenantScope,
  params: unknown[],
): Promise<number[]> {
  const { rows } = await ctx.db.pool.query<{ hour: number; count: number }>(
    `SELECT extract(hour FROM r.last_arrival_at AT TIME ZONE t.time_zone)::int AS hour, count(*)::int AS count
     ${runsOf(scope)} GROUP BY 1`,
    params,
  );
  const hours = Array.from({ length: 24 }, () => 0);
  for (const { hour, count } of rows) hours[hour] = count;
  return hours;
}
