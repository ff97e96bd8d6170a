import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { localDate } from '@/lib/core/calendar/zoned-time';
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { updateNotices } from '../apply/update-notices';
import { withAttendanceLock } from '../lock';
import { currentRoll } from '../roll';
import { refreshCalendar } from '../session-days';
import { loadTenantFacts } from '../tenant-facts';
import { inTransaction } from '../transaction';
import { recordAudit } from '../../audit/record';

export type MarkDayResult = { ok: true } | Refused<'SCHOOL_NOT_FOUND' | 'BUSY'>;

export interface MarkDayInput {
  tenantId: number;
  /** Null for every school. */
  schoolId: string | null;
  date: PlainDate;
  /** Null takes the mark away: file and terms decide again. */
  isInSession: boolean | null;
  note: string | null;
}

/** Staff say whether there is school; rates and the day's notices follow at once. */
export async function markCalendarDay(
  ctx: AppContext,
  actor: Actor,
  input: MarkDayInput,
): Promise<MarkDayResult> {
  const { tenantId, schoolId, date, isInSession } = input;
  const result = await withAttendanceLock(ctx, tenantId, () =>
    inTransaction(ctx, async (client): Promise<MarkDayResult> => {
      if (schoolId !== null) {
        const { rows } = await client.query(
          'SELECT 1 FROM roster_org WHERE tenant_id = $1 AND sourced_id = $2',
          [tenantId, schoolId],
        );
        if (rows.length === 0) return { ok: false, code: 'SCHOOL_NOT_FOUND' };
      }
      const now = ctx.clock.now();
      const key = [tenantId, schoolId ?? '', date];
      await client.query(
        `DELETE FROM attendance_calendar_mark WHERE tenant_id = $1 AND school_id = $2 AND date = $3 AND source = 'STAFF'`,
        key,
      );
      if (isInSession !== null)
        await client.query(
          `INSERT INTO attendance_calendar_mark (tenant_id, school_id, date, source, is_in_session, note, marked_by_id, marked_at)
           VALUES ($1, $2, $3, 'STAFF', $4, $5, $6, $7)`,
          [...key, isInSession, input.note, actor.userId, now],
        );
      const tenant = await loadTenantFacts(client, tenantId);
      const today = localDate(now, tenant.timeZone);
      const { roll } = await currentRoll(client, tenantId, today);
      await refreshCalendar(client, tenantId, roll, { from: date, to: date });
      if (date === today) {
        const { rows } = await client.query<{ schoolId: string; runId: number }>(
          `SELECT school_id AS "schoolId", run_id AS "runId" FROM attendance_notice_list
           WHERE tenant_id = $1 AND date = $2 AND ($3::text IS NULL OR school_id = $3)`,
          [tenantId, date, schoolId],
        );
        const runId = rows[0]?.runId;
        const schools = rows.map((row) => row.schoolId);
        if (runId !== undefined)
          await updateNotices(client, {
            tenantId,
            runId,
            date,
            schools,
            isAfterCutOff: null,
            now,
          });
      }
      await recordAudit(client, actor, {
        action: 'attendance.calendar.mark',
        tenantId,
        objectType: 'attendance_calendar_mark',
        objectId: `${schoolId ?? 'all'} ${date}`,
        detail: { isInSession },
      });
      return { ok: true };
    }),
  );
  return result ?? { ok: false, code: 'BUSY' };
}
