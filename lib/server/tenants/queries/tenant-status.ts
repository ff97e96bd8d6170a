// How a district stands, from the facts that lists and its own pages read.
import { connectionStatus } from '@/lib/core/sync-run/connection-status';
import { findLateFiles } from '@/lib/core/sync-run/late-files';
import type { ConnectionStatus } from '@/lib/core/sync-run/status-labels';
import { undoOf, unansweredUndo, type UndoFacts } from '@/lib/core/sync-run/undo';
import type { StatusFacts } from './list-tenants';

export function tenantStatus(tenant: StatusFacts): ConnectionStatus {
  return connectionStatus({
    hasCredentials: tenant.hasCredentials,
    isUploading: tenant.isUploading,
    isPaused: tenant.pausedSince !== null || tenant.blackoutEndDate !== null,
    hasOpenCircuitBreak: tenant.openBreakId !== null,
    latestRunState: tenant.latestRunState,
    undone: undoneFor(tenant),
    isLatestRunInPart: tenant.isLatestRunInPart,
    isLate: findLateFiles(tenant.arrivalDays) !== null,
    fetched: tenant.fetched,
    isAttendanceInTrouble: tenant.attendanceTroubleNumber !== null,
  });
}

/** What was undone and still says how a district stands. */
export function undoneFor(tenant: StatusFacts): UndoFacts['part'] | null {
  const { latestRunState: state, latestRunFinishedAt: finishedAt } = tenant;
  const latest = state === null ? null : { state, finishedAt };
  return unansweredUndo(undoOf(tenant), latest)?.part ?? null;
}
