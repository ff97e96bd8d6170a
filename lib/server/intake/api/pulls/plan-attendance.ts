// Plans the pulls of attendance in school hours, and that of the calendar, once a day before them.
import { isAttendanceDue } from '@/lib/core/pulls/school-hours';
import { localDate } from '@/lib/core/calendar/zoned-time';
import type { AppContext } from '../../../app-context';
import { isStopped } from '../../../policy/find-pauses';
import { addPull } from '../../../pulls/add-pull';
import { sourceOf } from '../sources';

interface ReadInSchoolHours {
  tenantId: number;
  connectionId: number;
  kind: string;
  timeZone: string;
  attendanceFrom: string;
  attendanceTo: string;
  attendanceEveryMinutes: number;
  lastAt: Date | null;
  lastCalendarOn: string | null;
}

export async function planAttendancePulls(ctx: AppContext): Promise<number> {
  const now = ctx.clock.now();
  let planned = 0;
  for (const account of await listReadInSchoolHours(ctx)) {
    const { tenantId, connectionId, timeZone } = account;
    const { attendanceChangesFrom } = sourceOf(account);
    if (!attendanceChangesFrom || !isAttendanceDue(account, account.lastAt, now)) continue;
    const connection = { id: connectionId, tenantId };
    if (await isStopped(ctx.db.prisma, connection, 'READ_ATTENDANCE', now)) continue;
    const today = localDate(now, timeZone);
    const pull = { tenantId, connectionId, purpose: 'UPDATE', askedById: null } as const;
    if (account.lastCalendarOn !== today)
      await addPull(ctx, { ...pull, feed: 'CALENDAR', since: null, scheduledFor: today });
    if (!(await hasSchool(ctx, tenantId, today))) continue;
    const since = await attendanceChangesFrom(ctx, account);
    const added = await addPull(ctx, { ...pull, feed: 'ATTENDANCE', since, scheduledFor: today });
    if (added.ok) planned += 1;
  }
  return planned;
}

async function listReadInSchoolHours(ctx: AppContext): Promise<ReadInSchoolHours[]> {
  const last = (feed: string, column: string): string =>
    `(SELECT max(p.${column}) FROM pull p
      WHERE p.tenant_id = a.tenant_id AND p.connection_id = a.connection_id AND p.feed = '${feed}' AND p.day IS NULL)`;
  const { rows } = await ctx.db.pool.query<ReadInSchoolHours>(
    `SELECT a.tenant_id AS "tenantId", a.connection_id AS "connectionId", c.kind, t.time_zone AS "timeZone",
       a.attendance_from AS "attendanceFrom", a.attendance_to AS "attendanceTo", a.attendance_every_minutes AS "attendanceEveryMinutes",
       ${last('ATTENDANCE', 'created_at')} AS "lastAt", ${last('CALENDAR', 'scheduled_for')}::text AS "lastCalendarOn"
     FROM api_account a JOIN tenant t ON t.id = a.tenant_id
     JOIN connection c ON c.tenant_id = a.tenant_id AND c.id = a.connection_id
     JOIN connection_feed f ON f.tenant_id = a.tenant_id AND f.connection_id = a.connection_id AND f.feed = 'ATTENDANCE'
     WHERE a.reads_attendance AND a.tested_at IS NOT NULL
     ORDER BY a.connection_id`,
  );
  return rows;
}

/** By what staff or the calendar say of the day for any school; where neither says anything, on weekdays. */
async function hasSchool(ctx: AppContext, tenantId: number, day: string): Promise<boolean> {
  const { rows } = await ctx.db.pool.query<{ has: boolean }>(
    `SELECT coalesce(
       (SELECT bool_or(is_in_session) FROM attendance_calendar_mark WHERE tenant_id = $1 AND date = $2),
       extract(isodow FROM $2::date) < 6) AS has`,
    [tenantId, day],
  );
  return rows[0]?.has === true;
}
