import { bannerWords, type BannerFacts, type BannerWords } from '@/lib/core/sync-run/banner-words';
import { findLateFiles } from '@/lib/core/sync-run/late-files';
import type { AppContext } from '../app-context';
import { findFileUse } from '../attendance/queries/file-use';
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
  const use = await findFileUse(ctx, tenantId, runId);
  return use ? { runId, ...use } : null;
}
