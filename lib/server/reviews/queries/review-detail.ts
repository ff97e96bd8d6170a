// One review at one of its versions.
import type { Assignee } from '@/lib/core/review/assignee';
import type { Outdated } from '@/lib/core/sync-run/outdated';
import type { SyncRunState } from '@/lib/core/sync-run/states';
import {
  reviewClock,
  dueState,
  type DueState,
  type ReviewClock,
} from '@/lib/core/review/review-clock';
import type { ApprovalScope } from '../../db';
import type { AppContext } from '../../app-context';
import { isStoppedSql } from '../../policy/find-pauses';
import { outdatedSql } from '../../sync-runs/queries/outdated-run';
import { ASSIGNEE_COLUMNS, ASSIGNEE_JOINS } from '../../sync-runs/queries/review-assignee';
import {
  stopsOf,
  type AskedState,
  type ReviewKind,
  type ReviewSize,
  type ReviewState,
  type StoredStop,
} from './queue';

type Context = Pick<AppContext, 'db' | 'clock'>;

export interface ReviewDetail extends ReviewSize, Assignee {
  breakId: number;
  kind: ReviewKind;
  state: ReviewState;
  tenantId: number;
  tenantSlug: string;
  tenantName: string;
  timeZone: string;
  connectionId: number;
  openedAt: Date;
  decidedAt: Date | null;
  decidedByName: string | null;
  decidedVersion: number | null;
  decidedScope: ApprovalScope | null;
  reason: string | null;
  reasonCode: string | null;
  version: number;
  versionCreatedAt: Date;
  fingerprint: string;
  tags: string[];
  /** Changes that an approval in part left out. */
  heldBackCount: number;
  /** Of those, removals; null where the rows of the update are not kept any more. */
  heldBackRemovals: number | null;
  runId: number;
  runNumber: number;
  runState: SyncRunState;
  runUndoneAt: Date | null;
  runRemovalsUndoneAt: Date | null;
  /** Asked for and not done yet: read with what was done, or a page could miss both and stop following. */
  runUndoRequestedAt: Date | null;
  /** Who asked for the undo of the run, and why. */
  runUndoneByName: string | null;
  runUndoReason: string | null;
  runAppliedAt: Date | null;
  runRetryAt: Date | null;
  /** Why its run cannot be tried again, where it failed. */
  runOutdated: Outdated | null;
  /** Nothing of the district is checked now, nor tried again. */
  isCheckPaused: boolean;
  planKind: 'INITIAL' | 'INCREMENTAL' | null;
  baselineRunId: number | null;
  receivedAt: Date;
  /** Of the newest version; the one looked at is stale when it is older. */
  latestVersion: number;
  assigneeId: number | null;
  /** Without one nobody has the review once it is assigned to no one. */
  hasImplementer: boolean;
  snoozedUntil: Date | null;
  firstLookAt: Date | null;
  firstLookByName: string | null;
  escalatedAt: Date | null;
  breachedAt: Date | null;
  /** The break whose partial approval left out what comes again here. */
  continuesId: number | null;
  /** The last break in which the very same changes were turned down before. */
  rejectedBeforeId: number | null;
  /** The very same was rejected before: the district was not told that it is held again. */
  isQuiet: boolean;
  isPaused: boolean;
  asked: AskedState;
  clock: ReviewClock;
  due: DueState;
}

type DetailRow = Omit<ReviewDetail, 'clock' | 'due'> & {
  firstDayOfSchoolDate: string | null;
  stops: StoredStop[];
};

/** The newest version unless told which. Staff see every district's. */
export async function findReview(
  ctx: Context,
  breakId: number,
  version: number | null = null,
): Promise<ReviewDetail | null> {
  const { rows } = await ctx.db.pool.query<DetailRow>(
    `SELECT b.id AS "breakId", b.kind::text AS kind, b.state::text AS state,
       b.tenant_id AS "tenantId", t.slug AS "tenantSlug", t.name AS "tenantName",
       t.time_zone AS "timeZone", t.first_day_of_school_date AS "firstDayOfSchoolDate", b.connection_id AS "connectionId",
       b.opened_at AS "openedAt", b.decided_at AS "decidedAt", u.name AS "decidedByName",
       b.decided_version AS "decidedVersion", b.decided_scope::text AS "decidedScope", b.reason, b.reason_code AS "reasonCode",
       v.version, v.created_at AS "versionCreatedAt", v.fingerprint, v.tags, v.held_back_count AS "heldBackCount",
       CASE WHEN v.held_back_count = 0 THEN 0 ELSE (
         SELECT CASE WHEN count(*) > 0 THEN (count(*) FILTER (WHERE h.action = 'REMOVE'))::int END
         FROM change h WHERE h.tenant_id = b.tenant_id AND h.run_id = v.run_id AND h.is_held_back
       ) END AS "heldBackRemovals",
       v.run_id AS "runId", r.number AS "runNumber", r.state::text AS "runState", r.undone_at AS "runUndoneAt",
       r.removals_undone_at AS "runRemovalsUndoneAt", r.undo_requested_at AS "runUndoRequestedAt",
       undoer.name AS "runUndoneByName", r.undo_reason AS "runUndoReason", r.applied_at AS "runAppliedAt", r.retry_at AS "runRetryAt",
       ${outdatedSql('r')} AS "runOutdated",
       ${isStoppedSql('CHECK_ROSTER', { tenant: 'b.tenant_id', connection: 'b.connection_id' }, '$3')} AS "isCheckPaused",
       r.plan_kind::text AS "planKind", r.baseline_run_id AS "baselineRunId", r.last_arrival_at AS "receivedAt",
       latest.version AS "latestVersion", size.added, size.changed, size.removed,
       b.assignee_id AS "assigneeId", ${ASSIGNEE_COLUMNS},
       implementer.id IS NOT NULL AS "hasImplementer", b.snoozed_until AS "snoozedUntil",
       b.first_look_at AS "firstLookAt", looker.name AS "firstLookByName", b.escalated_at AS "escalatedAt",
       b.breached_at AS "breachedAt", b.continues_id AS "continuesId", b.quiet_until IS NOT NULL AS "isQuiet",
       (SELECT before.id FROM circuit_break_version same
         JOIN circuit_break before ON before.tenant_id = same.tenant_id AND before.id = same.break_id
         WHERE same.tenant_id = b.tenant_id AND same.fingerprint = v.fingerprint AND before.id < b.id
           AND before.connection_id = b.connection_id AND before.state = 'REJECTED' AND same.version = before.decided_version
         ORDER BY before.id DESC LIMIT 1) AS "rejectedBeforeId",
       ${isStoppedSql('DECIDE_REVIEWS', { tenant: 'b.tenant_id', connection: 'b.connection_id' }, '$3')} AS "isPaused",
       coalesce((SELECT CASE q.answer WHEN 'EXPECTED' THEN 'expected' WHEN 'STOP' THEN 'stop'
           ELSE CASE WHEN q.closed_at IS NULL AND b.state = 'OPEN' THEN 'waiting' ELSE 'no-answer' END END
         FROM circuit_break_question q WHERE q.tenant_id = b.tenant_id AND q.break_id = b.id
         ORDER BY q.id DESC LIMIT 1), 'not-asked') AS asked,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('stoppedAt', s.stopped_at, 'resumedAt', s.resumed_at)), '[]')
         FROM circuit_break_stop s WHERE s.tenant_id = b.tenant_id AND s.break_id = b.id) AS stops
     FROM circuit_break b
     JOIN tenant t ON t.id = b.tenant_id
     JOIN connection c ON c.tenant_id = b.tenant_id AND c.id = b.connection_id
     LEFT JOIN user_account u ON u.id = b.decided_by_id
     ${ASSIGNEE_JOINS}
     LEFT JOIN user_account looker ON looker.id = b.first_look_by_id
     JOIN LATERAL (SELECT max(version) AS version FROM circuit_break_version
       WHERE tenant_id = b.tenant_id AND break_id = b.id) latest ON true
     JOIN circuit_break_version v ON v.tenant_id = b.tenant_id AND v.break_id = b.id
       AND v.version = coalesce($2::int, latest.version)
     JOIN sync_run r ON r.tenant_id = b.tenant_id AND r.id = v.run_id
     LEFT JOIN user_account undoer ON undoer.id = r.undone_by_id
     CROSS JOIN LATERAL (
       SELECT coalesce(sum(count) FILTER (WHERE action IN ('ADD', 'REACTIVATE')), 0)::int AS added,
         coalesce(sum(count) FILTER (WHERE action = 'UPDATE'), 0)::int AS changed,
         coalesce(sum(count) FILTER (WHERE action = 'REMOVE'), 0)::int AS removed
       FROM change_count n WHERE n.tenant_id = b.tenant_id AND n.run_id = v.run_id) size
     WHERE b.id = $1`,
    [breakId, version, ctx.clock.now()],
  );
  const row = rows[0];
  if (!row) return null;
  const { firstDayOfSchoolDate, stops, ...review } = row;
  const { openedAt, timeZone } = review;
  const now = ctx.clock.now();
  const clock = reviewClock(
    { openedAt, timeZone, firstDayOfSchoolDate, stops: stopsOf(stops) },
    now,
  );
  return { ...review, clock, due: dueState(clock, now) };
}

export interface VersionRow {
  version: number;
  runId: number;
  runNumber: number;
  fingerprint: string;
  createdAt: Date;
  tags: string[];
  runState: SyncRunState;
}

export async function listVersions(
  ctx: Pick<AppContext, 'db'>,
  tenantId: number,
  breakId: number,
): Promise<VersionRow[]> {
  const { rows } = await ctx.db.pool.query<VersionRow>(
    `SELECT v.version, v.run_id AS "runId", r.number AS "runNumber", v.fingerprint, v.created_at AS "createdAt", v.tags, r.state::text AS "runState"
     FROM circuit_break_version v JOIN sync_run r ON r.tenant_id = v.tenant_id AND r.id = v.run_id
     WHERE v.tenant_id = $1 AND v.break_id = $2 ORDER BY v.version`,
    [tenantId, breakId],
  );
  return rows;
}

export interface VersionDifference {
  entity: string;
  action: string;
  before: number;
  after: number;
  /** Change for change the same: what was looked at then need not be again. */
  isSame: boolean;
}

/** What changed from one version to another, per entity and action; equal groups included. */
export async function compareVersions(
  ctx: Pick<AppContext, 'db'>,
  { tenantId, breakId }: { tenantId: number; breakId: number },
  from: number,
  to: number,
): Promise<VersionDifference[]> {
  const { rows } = await ctx.db.pool.query<VersionDifference>(
    `WITH one AS (SELECT run_id, group_hashes FROM circuit_break_version WHERE tenant_id = $1 AND break_id = $2 AND version = $3),
       other AS (SELECT run_id, group_hashes FROM circuit_break_version WHERE tenant_id = $1 AND break_id = $2 AND version = $4),
       counted AS (
         SELECT c.entity, c.action, coalesce(sum(c.count) FILTER (WHERE c.run_id = one.run_id), 0)::int AS before,
           coalesce(sum(c.count) FILTER (WHERE c.run_id = other.run_id), 0)::int AS after
         FROM one, other, change_count c
         WHERE c.tenant_id = $1 AND c.run_id IN (one.run_id, other.run_id) GROUP BY 1, 2)
     SELECT d.entity, d.action, d.before, d.after,
       coalesce(one.group_hashes ->> (d.entity || ' ' || d.action) = other.group_hashes ->> (d.entity || ' ' || d.action), false) AS "isSame"
     FROM counted d, one, other ORDER BY abs(d.after - d.before) DESC, d.entity, d.action`,
    [tenantId, breakId, from, to],
  );
  return rows;
}
