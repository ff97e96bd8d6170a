import type { AppContext } from '../app-context';
import { judgeSchoolDays } from './apply/judge-days';
import { changeKeptRows } from './apply/kept-days';
import { withAttendanceLock } from './lock';
import { inTransaction } from './transaction';

/** A held list that nobody released in this time is skipped for that file; a person may still release it. */
const RELEASE_MINUTES = 15;

export async function skipLateNotices(ctx: AppContext): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.pool.query(
    `UPDATE attendance_notice_list SET skipped_at = $1
     WHERE state = 'HELD' AND skipped_at IS NULL AND held_at <= $2`,
    [now, new Date(now.getTime() - RELEASE_MINUTES * 60_000)],
  );
}

/** Their days are judged without them. Beside a file of the district its rows would be met half applied: next time, then. */
export async function forgetExpiredRows(ctx: AppContext): Promise<void> {
  const now = ctx.clock.now();
  const { rows } = await ctx.db.pool.query<{ tenantId: number }>(
    'SELECT DISTINCT tenant_id AS "tenantId" FROM attendance_kept_row WHERE expires_at <= $1 ORDER BY 1',
    [now],
  );
  for (const { tenantId } of rows)
    await withAttendanceLock(ctx, tenantId, () =>
      inTransaction(ctx, async (client) => {
        const days = await changeKeptRows(
          client,
          tenantId,
          `changed AS (DELETE FROM attendance_kept_row WHERE tenant_id = $1 AND expires_at <= $2
                       RETURNING school_id, date, because)`,
          [now],
        );
        await judgeSchoolDays(client, tenantId, days);
      }),
    );
}
