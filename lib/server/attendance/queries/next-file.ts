// What becomes of the next attendance file, for pages on which there is nothing yet.
import type { AppContext } from '../../app-context';

interface NextAttendanceFile {
  isRead: 'NOW' | 'AFTER_PAUSE' | 'AFTER_ROSTER';
  /** Files came, and nothing of them has been read. */
  hasFiles: boolean;
}

export async function findNextFile(ctx: AppContext, tenantId: number): Promise<NextAttendanceFile> {
  const { rows } = await ctx.db.pool.query<{
    hasRoster: boolean;
    isPaused: boolean;
    hasFiles: boolean;
  }>(
    `SELECT coalesce(bool_or(c.baseline_run_id IS NOT NULL), false) AS "hasRoster",
            coalesce(bool_or(c.paused_at IS NOT NULL), false) AS "isPaused",
            EXISTS (SELECT 1 FROM attendance_run r WHERE r.tenant_id = $1) AS "hasFiles"
     FROM connection c WHERE c.tenant_id = $1 AND c.kind = 'SFTP_ONEROSTER'`,
    [tenantId],
  );
  const { hasRoster = false, isPaused = false, hasFiles = false } = rows[0] ?? {};
  return { isRead: !hasRoster ? 'AFTER_ROSTER' : isPaused ? 'AFTER_PAUSE' : 'NOW', hasFiles };
}
