// What there is to say about a day that has no notice list.
import type { AttendanceRunState } from '@/lib/core/attendance/run-states';
import { reasonsForNoList, type DayWithoutList } from '@/lib/core/attendance/no-list';
import { formatTimeOfDay } from '@/lib/core/calendar/format-instant';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { instantOf, localDate } from '@/lib/core/calendar/zoned-time';
import type { AppContext } from '../../app-context';
import { connectionOfFeedSql } from '../../db/connection-of-feed';
import { isStoppedSql } from '../../policy/find-pauses';
import { loadSessionDefaults, SESSION_SQL } from '../session-days';

export interface NoListDay {
  reasons: string[];
  /** Nothing of attendance ever came, or waits. */
  isBeforeAttendance: boolean;
}

interface Setting {
  timeZone: string;
  cutOff: string;
  isPaused: boolean;
  hasRoster: boolean;
  hasAttendance: boolean;
  hasData: boolean;
}

export async function explainNoList(
  ctx: AppContext,
  { tenantId, date }: { tenantId: number; date: PlainDate },
): Promise<NoListDay> {
  const [setting, files, noSchool] = await Promise.all([
    loadSetting(ctx, tenantId, date),
    listFiles(ctx, tenantId, date),
    whoSaysNoSchool(ctx, tenantId, date),
  ]);
  const now = ctx.clock.now();
  const { timeZone, isPaused, hasRoster, hasData } = setting;
  const cutOff = instantOf(date, setting.cutOff, timeZone);
  return {
    reasons: reasonsForNoList({
      isPaused,
      hasRoster,
      hasData,
      files,
      noSchool,
      isToday: localDate(now, timeZone) === date,
      isAfterCutOff: now > cutOff,
      cutOffTime: formatTimeOfDay(cutOff, timeZone),
    }),
    isBeforeAttendance: !setting.hasAttendance && !isPaused && files.length === 0,
  };
}

async function loadSetting(ctx: AppContext, tenantId: number, date: PlainDate): Promise<Setting> {
  const { rows } = await ctx.db.pool.query<Setting>(
    `SELECT t.time_zone AS "timeZone", coalesce(s.notice_cut_off, '16:00') AS "cutOff",
            s.tenant_id IS NOT NULL AS "hasAttendance", ${isStoppedSql('READ_ATTENDANCE', { tenant: 'sender.tenant_id', connection: 'sender.id' }, '$3')} AS "isPaused",
            roster.baseline_run_id IS NOT NULL AS "hasRoster",
            EXISTS (SELECT 1 FROM attendance_school_day d WHERE d.tenant_id = t.id AND d.date = $2) AS "hasData"
     FROM tenant t
     LEFT JOIN attendance_setting s ON s.tenant_id = t.id
     LEFT JOIN LATERAL ${connectionOfFeedSql('ROSTER', 't.id')} roster ON true
     LEFT JOIN LATERAL ${connectionOfFeedSql('ATTENDANCE', 't.id')} sender ON true
     WHERE t.id = $1`,
    [tenantId, date, ctx.clock.now()],
  );
  const [setting] = rows;
  if (!setting) throw new Error(`Tenant ${tenantId} does not exist.`);
  return setting;
}

async function listFiles(
  ctx: AppContext,
  tenantId: number,
  date: PlainDate,
): Promise<DayWithoutList['files']> {
  const { rows } = await ctx.db.pool.query<{ state: AttendanceRunState; isAboutDay: boolean }>(
    `SELECT r.state::text AS state,
            EXISTS (SELECT 1 FROM attendance_run_day d WHERE d.run_id = r.id AND d.tenant_id = $1 AND d.date = $2) AS "isAboutDay"
     FROM attendance_run r WHERE r.tenant_id = $1 AND r.kind = 'ATTENDANCE' AND r.received_date = $2 ORDER BY r.id`,
    [tenantId, date],
  );
  return rows;
}

/** Null where a school is in session; before there is a roll, terms and weekdays decide. */
async function whoSaysNoSchool(
  ctx: AppContext,
  tenantId: number,
  date: PlainDate,
): Promise<DayWithoutList['noSchool']> {
  const defaults = await loadSessionDefaults(ctx.db.pool, tenantId, date, date);
  const { rows } = await ctx.db.pool.query<{
    isInSession: boolean;
    saidBy: 'staff' | 'calendar' | 'terms';
    isWeekend: boolean;
  }>(
    `SELECT DISTINCT ${SESSION_SQL.isInSession} AS "isInSession", ${SESSION_SQL.saidBy} AS "saidBy",
            extract(isodow FROM d.date) > 5 AS "isWeekend"
     FROM (SELECT DISTINCT school_id FROM attendance_enrolled WHERE tenant_id = $1
           UNION SELECT '' WHERE NOT EXISTS (SELECT 1 FROM attendance_enrolled WHERE tenant_id = $1)) s
     CROSS JOIN ${SESSION_SQL.days(2)}
     ${SESSION_SQL.joins}`,
    [tenantId, defaults.dates, defaults.inSession, defaults.known],
  );
  if (rows.some(({ isInSession }) => isInSession)) return null;
  const [first, ...others] = rows;
  if (!first || others.length > 0) return first?.isWeekend ? 'weekend' : 'several';
  return first.saidBy === 'terms' && first.isWeekend ? 'weekend' : first.saidBy;
}
