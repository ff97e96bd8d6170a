import type { ChangeAction, CountedEntity } from '@/lib/core/change/change';
import { fileHintFrom, type FileHint, type KeptFileHint } from '@/lib/core/sftp/file-hints';
import type { Outdated } from '@/lib/core/sync-run/outdated';
import type { SyncRunState } from '@/lib/core/sync-run/states';
import type { StepTime } from '@/lib/core/sync-run/steps';
import type { AppContext } from '../../app-context';
import { outdatedSql } from './outdated-run';

type Context = Pick<AppContext, 'db'>;

export interface RunProgress {
  step: string;
  file: string | null;
  done: number | null;
  total: number | null;
}

export interface NewerRun {
  number: number;
  state: SyncRunState;
  undoneAt: Date | null;
  removalsUndoneAt: Date | null;
  retryAt: Date | null;
  heldBackCount: number;
}

export interface RunDetail {
  id: number;
  /** Within the district: what people call it. */
  number: number;
  tenantId: number;
  connectionId: number;
  state: SyncRunState;
  createdAt: Date;
  lastArrivalAt: Date;
  queuedAt: Date | null;
  processingAt: Date | null;
  heldAt: Date | null;
  deferredAt: Date | null;
  applyAfter: Date | null;
  applyingAt: Date | null;
  appliedAt: Date | null;
  finishedAt: Date | null;
  undoneAt: Date | null;
  removalsUndoneAt: Date | null;
  /** Changes that were left out when part of the update was approved. */
  heldBackCount: number;
  /** The newest set that came after this one. */
  newer: NewerRun | null;
  /** Why it cannot be tried again, where it failed. */
  outdated: Outdated | null;
  undoRequestedAt: Date | null;
  retryAt: Date | null;
  failureCode: string | null;
  attempts: number;
  planKind: 'INITIAL' | 'INCREMENTAL' | null;
  baselineRunId: number | null;
  baselineRunNumber: number | null;
  blocksGoLive: boolean;
  progress: RunProgress | null;
  /** The last applied run that an undo can take back is the one whose roster is in force. */
  isInForce: boolean;
  /** Of the break this run stands in, if it is or was held. */
  breakId: number | null;
  breakVersion: number | null;
  /** What a reviewer gave as the reason when they turned this run down. */
  rejectionReason: string | null;
  /** Of an INCOMPLETE run: the files that did not come, "users.csv, orgs.csv". */
  missingFiles: string | null;
  /** Changes of its plan; 0 where it has none. */
  changeCount: number;
  /** And what was known of those that did, while they came. */
  fileHints: FileHint[];
}

/** What was left out of the run of this alias when a part of it was approved. */
export const heldBackCountSql = (run: string): string =>
  `coalesce((SELECT max(v.held_back_count) FROM circuit_break_version v
     WHERE v.tenant_id = ${run}.tenant_id AND v.run_id = ${run}.id), 0)`;

/** Null where the tenant has no such run. */
export async function findRun(
  ctx: Context,
  tenantId: number,
  runId: number,
): Promise<RunDetail | null> {
  const { rows } = await ctx.db.pool.query<
    Omit<RunDetail, 'fileHints' | 'newer'> & {
      fileHints: KeptFileHint[];
      newerNumber: number | null;
      newerState: SyncRunState | null;
      newerUndoneAt: Date | null;
      newerRemovalsUndoneAt: Date | null;
      newerRetryAt: Date | null;
      newerHeldBackCount: number | null;
    }
  >(
    `SELECT r.id, r.number, r.tenant_id AS "tenantId", r.connection_id AS "connectionId",
       r.state::text AS state, r.created_at AS "createdAt", r.last_arrival_at AS "lastArrivalAt",
       r.queued_at AS "queuedAt", r.processing_at AS "processingAt",
       r.held_at AS "heldAt", r.deferred_at AS "deferredAt", r.applied_at AS "appliedAt",
       r.apply_after AS "applyAfter", r.applying_at AS "applyingAt",
       r.finished_at AS "finishedAt", r.undone_at AS "undoneAt", r.removals_undone_at AS "removalsUndoneAt",
       coalesce(v.held_back_count, 0) AS "heldBackCount", newer.number AS "newerNumber", newer.state AS "newerState",
       newer.undone_at AS "newerUndoneAt", newer.removals_undone_at AS "newerRemovalsUndoneAt",
       newer.retry_at AS "newerRetryAt", newer.held_back_count AS "newerHeldBackCount",
       ${outdatedSql('r')} AS outdated,
       r.undo_requested_at AS "undoRequestedAt", r.retry_at AS "retryAt",
       r.failure_code AS "failureCode", coalesce(r.file_hints, '[]') AS "fileHints",
       (SELECT coalesce(sum(n.count), 0)::int FROM change_count n
        WHERE n.tenant_id = r.tenant_id AND n.run_id = r.id) AS "changeCount", r.attempts, r.plan_kind::text AS "planKind",
       r.baseline_run_id AS "baselineRunId", r.blocks_go_live AS "blocksGoLive", r.progress,
       (SELECT b.number FROM sync_run b WHERE b.tenant_id = r.tenant_id AND b.id = r.baseline_run_id) AS "baselineRunNumber",
       coalesce(c.baseline_run_id = r.id, false) AS "isInForce",
       v.break_id AS "breakId", v.version AS "breakVersion",
       CASE WHEN b.state = 'REJECTED' AND b.decided_version = v.version THEN b.reason END
         AS "rejectionReason",
       (SELECT e.detail->>'missing' FROM sync_run_event e
        WHERE e.tenant_id = r.tenant_id AND e.run_id = r.id AND e.detail->>'to' = 'INCOMPLETE'
        ORDER BY e.id DESC LIMIT 1) AS "missingFiles"
     FROM sync_run r
     JOIN connection c ON c.tenant_id = r.tenant_id AND c.id = r.connection_id
     LEFT JOIN circuit_break_version v ON v.tenant_id = r.tenant_id AND v.run_id = r.id
     LEFT JOIN circuit_break b ON b.tenant_id = v.tenant_id AND b.id = v.break_id
     LEFT JOIN LATERAL (
       SELECT n.number, n.state::text AS state, n.undone_at, n.removals_undone_at, n.retry_at,
         ${heldBackCountSql('n')} AS held_back_count
       FROM sync_run n
       WHERE n.tenant_id = r.tenant_id AND n.connection_id = r.connection_id AND n.id > r.id
       ORDER BY n.id DESC LIMIT 1) newer ON true
     WHERE r.tenant_id = $1 AND r.id = $2`,
    [tenantId, runId],
  );
  const [row] = rows;
  if (!row) return null;
  const {
    newerNumber,
    newerState,
    newerUndoneAt,
    newerRemovalsUndoneAt,
    newerRetryAt,
    newerHeldBackCount,
    ...run
  } = row;
  return {
    ...run,
    newer:
      newerNumber === null || newerState === null
        ? null
        : {
            number: newerNumber,
            state: newerState,
            undoneAt: newerUndoneAt,
            removalsUndoneAt: newerRemovalsUndoneAt,
            retryAt: newerRetryAt,
            heldBackCount: newerHeldBackCount ?? 0,
          },
    fileHints: run.fileHints.map(fileHintFrom),
  };
}

export interface RunFile {
  fileName: string;
  /** Null for a file that was left aside: nothing was read as one or the other. */
  mode: string | null;
  byteCount: number;
  sha256: string | null;
  receivedAt: Date | null;
  sourceAddress: string | null;
  encoding: string | null;
  newline: string | null;
  rowsRead: number;
  rowsAccepted: number;
  rowsRejected: number;
  rowsIgnored: number;
  rowsUnchanged: number;
  cleanUps: Record<string, number>;
  isLeftAside: boolean;
}

/** What became of each file, in the order of their names. */
export async function listRunFiles(
  ctx: Context,
  tenantId: number,
  runId: number,
): Promise<RunFile[]> {
  const { rows } = await ctx.db.pool.query<RunFile>(
    `SELECT f.file_name AS "fileName", CASE WHEN NOT f.left_aside THEN f.mode END AS mode, f.byte_count AS "byteCount", f.sha256,
       d.received_at AS "receivedAt", d.source_address AS "sourceAddress", f.encoding, f.newline,
       f.rows_read AS "rowsRead", f.rows_accepted AS "rowsAccepted",
       f.rows_rejected AS "rowsRejected", f.rows_ignored AS "rowsIgnored",
       f.rows_unchanged AS "rowsUnchanged", f.clean_ups AS "cleanUps",
       f.left_aside AS "isLeftAside"
     FROM sync_run_file f
     LEFT JOIN delivery d ON d.tenant_id = f.tenant_id AND d.id = f.delivery_id
     WHERE f.tenant_id = $1 AND f.run_id = $2
     ORDER BY f.left_aside, f.file_name`,
    [tenantId, runId],
  );
  return rows;
}

export interface RowCounts {
  fileCount: number;
  rowsRead: number;
  rowsAccepted: number;
  rowsRejected: number;
  rowsIgnored: number;
  /** Of those accepted. */
  rowsUnchanged: number;
}

/** What became of the rows of all files that were read. */
export async function countRows(ctx: Context, tenantId: number, runId: number): Promise<RowCounts> {
  const { _count, _sum } = await ctx.db.prisma.syncRunFile.aggregate({
    where: { tenantId, runId, leftAside: false },
    _count: true,
    _sum: {
      rowsRead: true,
      rowsAccepted: true,
      rowsRejected: true,
      rowsIgnored: true,
      rowsUnchanged: true,
    },
  });
  return {
    fileCount: _count,
    rowsRead: _sum.rowsRead ?? 0,
    rowsAccepted: _sum.rowsAccepted ?? 0,
    rowsRejected: _sum.rowsRejected ?? 0,
    rowsIgnored: _sum.rowsIgnored ?? 0,
    rowsUnchanged: _sum.rowsUnchanged ?? 0,
  };
}

export interface RunDelivery {
  id: number;
  fileName: string;
  byteCount: number;
  receivedAt: Date | null;
  sourceAddress: string;
}

/** The bytes as they came: what there is to show before the files have been read. */
export async function listRunDeliveries(
  ctx: Context,
  tenantId: number,
  runId: number,
): Promise<RunDelivery[]> {
  const { rows } = await ctx.db.pool.query<RunDelivery>(
    `SELECT id, file_name AS "fileName", byte_count AS "byteCount", received_at AS "receivedAt",
       source_address AS "sourceAddress"
     FROM delivery WHERE tenant_id = $1 AND sync_run_id = $2 ORDER BY file_name, id`,
    [tenantId, runId],
  );
  return rows;
}

export interface RunEvent {
  id: number;
  at: Date;
  kind: string;
  detail: Record<string, string | number | boolean | null>;
  /** How long the steps took that ended with it; none where nothing was measured. */
  steps: StepTime[];
  actorName: string | null;
}

/** Oldest first. Another run that a detail is about is named there by its number in the district. */
export async function listRunEvents(
  ctx: Context,
  tenantId: number,
  runId: number,
): Promise<RunEvent[]> {
  const { rows } = await ctx.db.pool.query<RunEvent>(
    `SELECT e.id, e.at, e.kind, e.steps, u.name AS "actorName",
       e.detail - 'byRunId' - 'sameAsRunId' - 'becauseUndone' || jsonb_strip_nulls(jsonb_build_object(
         'byRunNumber', ${numberOf("e.detail -> 'byRunId'")},
         'sameAsRunNumber', ${numberOf("e.detail -> 'sameAsRunId'")},
         'becauseUndoneRunNumber', ${numberOf("e.detail -> 'becauseUndone'")})) AS detail
     FROM sync_run_event e LEFT JOIN user_account u ON u.id = e.actor_id
     WHERE e.tenant_id = $1 AND e.run_id = $2 ORDER BY e.id LIMIT 500`,
    [tenantId, runId],
  );
  return rows;
}

/** SQL: the number of the run of the event's district whose id this is. */
const numberOf = (id: string): string =>
  `(SELECT r.number FROM sync_run r WHERE r.tenant_id = e.tenant_id AND to_jsonb(r.id) = ${id})`;

export interface ChangeCountRow {
  entity: CountedEntity;
  action: ChangeAction;
  schoolSourcedId: string;
  count: number;
  cascadeCount: number;
}

export async function listChangeCounts(
  ctx: Context,
  tenantId: number,
  runId: number,
): Promise<ChangeCountRow[]> {
  const { rows } = await ctx.db.pool.query<ChangeCountRow>(
    `SELECT entity, action, school_sourced_id AS "schoolSourcedId", count,
       cascade_count AS "cascadeCount"
     FROM change_count WHERE tenant_id = $1 AND run_id = $2
     ORDER BY entity, action, school_sourced_id`,
    [tenantId, runId],
  );
  return rows;
}

/** Numbers of the runs of the district before and after this one. */
export async function findNeighbours(
  ctx: Context,
  tenantId: number,
  number: number,
): Promise<{ previous: number | null; next: number | null }> {
  const { rows } = await ctx.db.pool.query<{ previous: number | null; next: number | null }>(
    `SELECT (SELECT max(number) FROM sync_run WHERE tenant_id = $1 AND number < $2) AS previous,
       (SELECT min(number) FROM sync_run WHERE tenant_id = $1 AND number > $2) AS next`,
    [tenantId, number],
  );
  return rows[0] ?? { previous: null, next: null };
}

/** What a page that watches a run needs to know again and again. */
export interface RunPulse {
  state: SyncRunState;
  undoneAt: Date | null;
  removalsUndoneAt: Date | null;
  heldBackCount: number;
  retryAt: Date | null;
  progress: RunProgress | null;
  lastEventId: number;
}

export async function findRunPulse(
  ctx: Context,
  tenantId: number,
  runId: number,
): Promise<RunPulse | null> {
  const { rows } = await ctx.db.pool.query<RunPulse>(
    `SELECT state::text AS state, undone_at AS "undoneAt", retry_at AS "retryAt", progress,
       removals_undone_at AS "removalsUndoneAt", ${heldBackCountSql('r')} AS "heldBackCount",
       (SELECT coalesce(max(e.id), 0) FROM sync_run_event e
        WHERE e.tenant_id = r.tenant_id AND e.run_id = r.id) AS "lastEventId"
     FROM sync_run r WHERE tenant_id = $1 AND id = $2`,
    [tenantId, runId],
  );
  return rows[0] ?? null;
}
