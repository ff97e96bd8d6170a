import { helpOfFile } from '@/lib/core/attendance/use-of-file';
import { bannerWords, type BannerFacts, type BannerWords } from '@/lib/core/sync-run/banner-words';
import { findLateFiles } from '@/lib/core/sync-run/late-files';
import type { AppContext } from '../app-context';
import type { TenantRow } from '../tenants';
import { tenantStatus } from '../tenants/overview';
import type { ConnectionRow } from './connections';
import { loadConnectionView, type ConnectionView } from './connection-view';

export interface Banner {
  words: BannerWords;
  view: ConnectionView;
  attendanceTrouble: BannerFacts['attendanceTrouble'];
}

/** How a district stands in words, the same ones on every page that says it. */
export async function loadBanner(
  ctx: AppContext,
  row: TenantRow,
  connection: ConnectionRow,
  { isStaff }: { isStaff: boolean },
): Promise<Banner> {
  const [view, attendanceTrouble] = await Promise.all([
    loadConnectionView(ctx, connection),
    findAttendanceTrouble(ctx, row),
  ]);
  const status = tenantStatus(row);
  const words = bannerWords({
    status,
    isStaff,
    contactCount: row.contactCount,
    hasCredentials: row.hasCredentials,
    hasRoster: connection.baselineRunId !== null,
    isPaused: status === 'PAUSED',
    isBlackedOut: row.isBlackedOut && row.pausedAt === null,
    run: view.latest,
    set: view.set,
    review: row.openBreakId === null ? null : { isFirstRoster: row.openBreakKind === 'ONBOARDING' },
    late: lateFactsOf(row),
    attendanceTrouble,
    isAttendanceWaiting: view.isAttendanceWaiting,
    apply: { slot: connection.applySlot, at: connection.applyAt },
    timeZone: row.timeZone,
    now: ctx.clock.now(),
    partnerSupportEmail: ctx.settings.partnerSupportEmail,
  });
  return { words, view, attendanceTrouble };
}

function lateFactsOf({ arrivalDays, lastSetAt }: TenantRow): BannerFacts['late'] {
  const late = findLateFiles(arrivalDays);
  return late && lastSetAt ? { ...late, lastSetAt } : null;
}

async function findAttendanceTrouble(
  ctx: AppContext,
  { id: tenantId, attendanceTroubleId: runId }: TenantRow,
): Promise<BannerFacts['attendanceTrouble']> {
  if (runId === null) return null;
  const { rows } = await ctx.db.pool.query<{ fileName: string } & Parameters<typeof helpOfFile>[0]>(
    `SELECT r.file_name AS "fileName", r.rows_read AS "rowsRead", r.rows_kept AS "rowsKept",
       kept.waiting AS "rowsWaiting", kept.unmapped AS "rowsUnmapped",
       r.state = 'NOTHING_USED' AND EXISTS (SELECT 1 FROM attendance_issue_group g WHERE g.tenant_id = r.tenant_id
         AND g.run_id = r.id AND g.code = 'ATTENDANCE_BEFORE_ROSTER') AS "waitedInVain"
     FROM attendance_run r, LATERAL (
       SELECT count(*)::int AS waiting, (count(*) FILTER (WHERE k.because = 'UNMAPPED_CATEGORY'))::int AS unmapped
       FROM attendance_kept_row k
       WHERE k.tenant_id = r.tenant_id AND k.run_id = r.id AND k.because <> 'OUTRANKED') kept
     WHERE r.tenant_id = $1 AND r.id = $2`,
    [tenantId, runId],
  );
  const [run] = rows;
  return run ? { runId, fileName: run.fileName, help: helpOfFile(run) } : null;
}
