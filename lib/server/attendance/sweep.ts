import type { AppContext } from '../app-context';

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

export async function forgetExpiredRows(ctx: AppContext): Promise<void> {
  await ctx.db.pool.query('DELETE FROM attendance_kept_row WHERE expires_at <= $1', [
    ctx.clock.now(),
  ]);
}
