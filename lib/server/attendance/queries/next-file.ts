// What becomes of the next attendance file, for pages on which there is nothing yet.
import type { AppContext } from '../../app-context';
import { connectionOfFeedSql } from '../../db/connection-of-feed';
import { isStoppedSql } from '../../policy/find-pauses';

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
    `SELECT EXISTS (SELECT 1 FROM ${connectionOfFeedSql('ROSTER', '$1')} c WHERE c.baseline_run_id IS NOT NULL) AS "hasRoster",
            EXISTS (SELECT 1 FROM ${connectionOfFeedSql('ATTENDANCE', '$1')} c
                    WHERE ${isStoppedSql('READ_ATTENDANCE', { tenant: 'c.tenant_id', connection: 'c.id' }, '$2')}) AS "isPaused",
            EXISTS (SELECT 1 FROM attendance_run r WHERE r.tenant_id = $1) AS "hasFiles"`,
    [tenantId, ctx.clock.now()],
  );
  const { hasRoster = false, isPaused = false, hasFiles = false } = rows[0] ?? {};
  return { isRead: !hasRoster ? 'AFTER_ROSTER' : isPaused ? 'AFTER_PAUSE' : 'NOW', hasFiles };
}
