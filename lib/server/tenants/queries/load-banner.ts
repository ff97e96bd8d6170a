import { bannerText } from '@/lib/core/sync-run/banner/banner-text';
import type { BannerFacts, BannerText } from '@/lib/core/sync-run/banner/facts';
import { pausedUntil } from '@/lib/core/sync-run/connection-status';
import { findLateFiles } from '@/lib/core/sync-run/late-files';
import { meantEmptyOf } from '@/lib/core/sync-run/meant-empty-text';
import { undoOf } from '@/lib/core/sync-run/undo';
import type { AppContext } from '../../app-context';
import { findFileUse } from '../../attendance/queries/file-use';
import { identifyFile } from '../../attendance/queries/identify-file';
import { findOpenReview } from '../../reviews/queries/open-review';
import type { TenantRow } from './list-tenants';
import { tenantStatus } from './tenant-status';
import type { ConnectionRow } from '../../connections/queries/list-connections';
import { loadConnectionView, type ConnectionView } from './connection-view';

export interface Banner {
  words: BannerText;
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
  const { tenantId } = connection;
  const breakId = row.openBreakId;
  const [view, attendanceTrouble, review, undo] = await Promise.all([
    loadConnectionView(ctx, connection),
    findAttendanceTrouble(ctx, row),
    breakId === null ? null : findOpenReview(ctx, { tenantId, breakId }),
    findShownUndo(ctx, row, connection),
  ]);
  const status = tenantStatus(row);
  const words = bannerText({
    status,
    isStaff,
    fetched: row.fetched,
    contactCount: row.contactCount,
    hasCredentials: row.hasCredentials,
    hasRoster: connection.baselineRunId !== null,
    isPaused: status === 'PAUSED',
    isBlackedOut: row.blackoutEndDate !== null && row.pausedSince === null,
    pausedUntil: pausedUntil(row),
    run: view.latest,
    set: view.set,
    review,
    undo,
    readyBefore: view.readyBefore,
    meantEmpty: meantEmptyOf(row),
    late: lateFactsOf(row),
    attendanceTrouble,
    isAttendanceWaiting: view.isAttendanceWaiting,
    apply: { slot: connection.applySlot, at: connection.applyAt },
    timeZone: row.timeZone,
    now: ctx.clock.now(),
    partnerSupportEmail: ctx.settings.partnerSupportEmail,
  });
  const word = { ...words.word, isToDistrict: !isStaff };
  return { words: { ...words, word }, view, attendanceTrouble };
}

async function findShownUndo(
  ctx: AppContext,
  row: TenantRow,
  { tenantId, baselineRunId }: ConnectionRow,
): Promise<BannerFacts['undo']> {
  const undo = undoOf(row);
  if (!undo) return null;
  if (baselineRunId === null) return { ...undo, live: null };
  const live = await ctx.db.prisma.syncRun.findUniqueOrThrow({
    where: { tenantId_id: { tenantId, id: baselineRunId } },
    select: { number: true, appliedAt: true },
  });
  return { ...undo, live: { runNumber: live.number, appliedAt: live.appliedAt } };
}

function lateFactsOf({ arrivalDays, lastSetAt }: TenantRow): BannerFacts['late'] {
  const late = findLateFiles(arrivalDays);
  return late && lastSetAt ? { ...late, lastSetAt } : null;
}

async function findAttendanceTrouble(
  ctx: AppContext,
  { id: tenantId, attendanceTroubleNumber: number }: TenantRow,
): Promise<BannerFacts['attendanceTrouble']> {
  const file = number === null ? null : await identifyFile(ctx, tenantId, { number });
  const use = file && (await findFileUse(ctx, tenantId, file.id));
  return use && { number: file.number, ...use };
}
