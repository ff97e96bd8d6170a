// What needs somebody, first. A service of this kind has hundreds of districts, not hundreds of thousands,
// so the status is worked out by lib/core for every one of them and the page is cut afterwards.
import { connectionStatus } from '@/lib/core/sync-run/connection-status';
import { findLateFiles } from '@/lib/core/sync-run/late-files';
import { undoOf, unansweredUndo, type UndoFacts } from '@/lib/core/sync-run/undo';
import { connectionStatuses, type ConnectionStatus } from '@/lib/core/sync-run/status-labels';
import type { AppContext } from '../../app-context';
import { listTenants, type TenantRow } from './list-tenants';

const MOST_TENANTS = 5_000;

/** Ours to decide first, then what a district must do, then what only runs or rests. */
const ATTENTION: readonly ConnectionStatus[] = [
  'UNDER_REVIEW',
  'NEEDS_YOUR_FIX',
  'LATE',
  'UNDONE',
  'REMOVALS_UNDONE',
  'DELAYED',
  'NO_PASSWORD',
  'NOT_SET_UP',
  'WAITING_FOR_FIRST_FILES',
  'CHECKING',
  'APPLYING',
  'READY',
  'RECEIVING',
  'PAUSED',
  'IN_PART',
  'UP_TO_DATE',
];

export type OverviewRow = TenantRow & { status: ConnectionStatus };
export const overviewSorts = ['attention', 'name', 'received', 'applied', 'students'] as const;
export type OverviewSort = (typeof overviewSorts)[number];

export interface OverviewQuery {
  search?: string;
  status?: string;
  psm?: string;
  /** Whose districts these are; null for everybody's. */
  tenantIds?: readonly number[] | null;
  sort: OverviewSort;
  direction: 'asc' | 'desc';
  page: number;
  pageSize: number;
}

export interface Overview {
  rows: OverviewRow[];
  total: number;
  /** Of all districts, whatever the filter. */
  counts: Record<ConnectionStatus, number>;
  /** Of the districts counted as under review; null where there is none. */
  oldestReviewAt: Date | null;
  /** Districts in another state whose held update waits behind it. */
  reviewsBehind: Partial<Record<ConnectionStatus, number>>;
  psmNames: string[];
  tenantCount: number;
}

export function tenantStatus(tenant: TenantRow): ConnectionStatus {
  return connectionStatus({
    hasCredentials: tenant.hasCredentials,
    isUploading: tenant.isUploading,
    isPaused: tenant.pausedSince !== null || tenant.blackoutEndDate !== null,
    hasOpenCircuitBreak: tenant.openBreakId !== null,
    latestRunState: tenant.latestRunState,
    undone: undoneFor(tenant),
    isLatestRunInPart: tenant.isLatestRunInPart,
    isLate: findLateFiles(tenant.arrivalDays) !== null,
    isAttendanceInTrouble: tenant.attendanceTroubleId !== null,
  });
}

/** What was undone and still says how a district stands. */
export function undoneFor(tenant: TenantRow): UndoFacts['part'] | null {
  const { latestRunState: state, latestRunFinishedAt: finishedAt } = tenant;
  const latest = state === null ? null : { state, finishedAt };
  return unansweredUndo(undoOf(tenant), latest)?.part ?? null;
}

export async function getOverview(ctx: AppContext, query: OverviewQuery): Promise<Overview> {
  const { rows } = await listTenants(ctx, { pageSize: MOST_TENANTS });
  const known = query.tenantIds && new Set(query.tenantIds);
  return overviewOf(
    rows
      .filter(({ id }) => !known || known.has(id))
      .map((row) => ({ ...row, status: tenantStatus(row) })),
    query,
  );
}

export function overviewOf(all: readonly OverviewRow[], query: OverviewQuery): Overview {
  const search = (query.search ?? '').toLowerCase();
  const matching = all.filter(
    (row) =>
      (!search || row.name.toLowerCase().includes(search) || row.slug.includes(search)) &&
      (!query.status || row.status === query.status) &&
      (!query.psm || row.psmName === query.psm),
  );
  const sign = query.direction === 'asc' ? 1 : -1;
  const sorted = matching.sort(
    (one, other) =>
      sign * compare[query.sort](one, other) ||
      (query.sort === 'name' ? sign : 1) * one.name.localeCompare(other.name, 'en') ||
      one.id - other.id,
  );
  const start = (query.page - 1) * query.pageSize;
  const held = all.flatMap(({ status, openBreakAt }) =>
    openBreakAt ? [{ status, openBreakAt }] : [],
  );
  const reviews = held
    .filter(({ status }) => status === 'UNDER_REVIEW')
    .map(({ openBreakAt }) => openBreakAt.getTime());
  return {
    rows: sorted.slice(start, start + query.pageSize),
    total: sorted.length,
    counts: countStatuses(all),
    oldestReviewAt: reviews.length > 0 ? new Date(Math.min(...reviews)) : null,
    reviewsBehind: countStatuses(held.filter(({ status }) => status !== 'UNDER_REVIEW')),
    psmNames: [...new Set(all.flatMap((row) => row.psmName ?? []))].sort(),
    tenantCount: all.length,
  };
}

const compare: Record<OverviewSort, (one: OverviewRow, other: OverviewRow) => number> = {
  attention: (one, other) =>
    ATTENTION.indexOf(one.status) - ATTENTION.indexOf(other.status) ||
    // Within one status, whoever has waited longest.
    time(one.openBreakAt ?? one.latestRunAt) - time(other.openBreakAt ?? other.latestRunAt),
  name: () => 0,
  received: (one, other) => time(one.lastDeliveryAt) - time(other.lastDeliveryAt),
  applied: (one, other) => time(one.lastAppliedAt) - time(other.lastAppliedAt),
  students: (one, other) => (one.studentCount ?? -1) - (other.studentCount ?? -1),
};

function time(at: Date | null): number {
  return at?.getTime() ?? 0;
}

function countStatuses(
  rows: readonly { status: ConnectionStatus }[],
): Record<ConnectionStatus, number> {
  const count = (status: ConnectionStatus) => rows.filter((row) => row.status === status).length;
  const pairs = connectionStatuses.map((status) => [status, count(status)] as const);
  return Object.fromEntries(pairs) as Record<ConnectionStatus, number>;
}
