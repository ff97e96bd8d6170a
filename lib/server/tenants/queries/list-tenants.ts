import { NIGHT_HOURS, RHYTHM_SETS, type ArrivalDays } from '@/lib/core/sync-run/late-files';
import type { FetchedFacts } from '@/lib/core/pulls/standing';
import type { SyncRunState } from '@/lib/core/sync-run/states';
import type { Outdated } from '@/lib/core/sync-run/outdated';
import type { MeantEmptyRow } from '@/lib/core/sync-run/meant-empty-text';
import type { UndoneUpdates } from '@/lib/core/sync-run/undo';
import type { AppContext } from '../../app-context';
import type { Queryable } from '../../db/queryable';
import { sqlOf } from '../../db/sql-of';
import { connectionOfFeedSql } from '../../db/connection-of-feed';
import { asksForFiles } from '@/lib/core/sync-run/set-files';
import { attendanceTroubleOf } from '../../attendance/queries/trouble';
import { heldBackCountSql } from '../../sync-runs/queries/get-run';
import { outdatedSql } from '../../sync-runs/queries/outdated-run';
import { waitingFor } from '../../sync-runs/queries/waiting-for';
import { undoneUpdatesSql } from '../../sync-runs/queries/undone-updates';
import { meantEmptySql } from '../../policy/empty-file-allowances';
import { fetchedSql } from '../../pulls/fetched-sql';
import { blackoutEndDateSql, pausedSinceSql, pauseEndDateSql } from '../../policy/find-pauses';
import type { ApplySlot, CircuitBreakKind, TenantKind } from '../../db';

/** What a list of districts shows and `connectionStatus` of lib/core decides from. */
export interface TenantRow extends UndoneUpdates, MeantEmptyRow {
  id: number;
  slug: string;
  name: string;
  kind: TenantKind;
  state: string;
  timeZone: string;
  sis: string | null;
  isDemo: boolean;
  firstDayOfSchoolDate: string | null;
  psmName: string | null;
  implementerName: string | null;
  contactCount: number;
  connectionId: number | null;
  applySlot: ApplySlot | null;
  /** It has a password that works now; true of connections that need none. */
  hasCredentials: boolean;
  isUploading: boolean;
  /** Since when a person paused it; null where nobody did. */
  pausedSince: Date | null;
  lastDeliveryAt: Date | null;
  lastAppliedAt: Date | null;
  latestRunId: number | null;
  latestRunNumber: number | null;
  /** Of the newest run that was not superseded. */
  latestRunState: SyncRunState | null;
  latestRunFinishedAt: Date | null;
  /** When a run that failed by our fault is tried again automatically. */
  latestRunRetryAt: Date | null;
  /** Why the newest run cannot be tried again, where it failed. */
  latestRunOutdated: Outdated | null;
  /** A part of it was left out when the rest was approved. */
  isLatestRunInPart: boolean;
  latestRunAt: Date | null;
  /** A blackout pauses a district as well, though nobody pressed the button: its last day, null where none runs. */
  blackoutEndDate: string | null;
  /** Updates are paused, and files of the open set have not come and are not arriving. */
  lacksFilesInPause: boolean;
  /** When the newest set of roster files came, whatever became of it. */
  lastSetAt: Date | null;
  /** What lib/core/sync-run/late-files decides from. Pause and closed days are read only where nothing came for a day. */
  arrivalDays: ArrivalDays;
  openBreakId: number | null;
  openBreakKind: CircuitBreakKind | null;
  openBreakAt: Date | null;
  /** The run under review. */
  openBreakRunId: number | null;
  /** Of the newest attendance or calendar file of its name, where nothing of it could be used. */
  attendanceTroubleNumber: number | null;
  /** Of a roster that is fetched; null where its files are sent. */
  fetched: FetchedFacts | null;
  /** In the live roster; null before the first one. */
  studentCount: number | null;
}

/** The school day an arrival belongs to: what comes in the night belongs to the day before. */
const dayOf = (instant: string): string =>
  `((${instant} - interval '${NIGHT_HOURS} hours') AT TIME ZONE t.time_zone)::date`;
const IS_SILENT = "newest.at < $1 - interval '20 hours'";
const ROSTER_CONNECTION = { tenant: 't.id', connection: 'c.id' };
const LOOKED_BACK_DAYS = 200;
/** Where the roster is fetched, a pull that found nothing new came as well. */
const SET_DATES = `CASE WHEN api.connection_id IS NULL
        THEN ARRAY(SELECT ${dayOf('r.last_arrival_at')} FROM sync_run r
          WHERE r.tenant_id = t.id AND r.connection_id = c.id
          ORDER BY r.created_at DESC, r.id DESC LIMIT ${RHYTHM_SETS})
        ELSE ARRAY(SELECT ${dayOf('p.finished_at')} FROM pull p
          WHERE p.tenant_id = t.id AND p.connection_id = c.id AND p.feed = 'ROSTER' AND p.state = 'COMPLETE' AND p.purpose = 'UPDATE'
          ORDER BY p.number DESC LIMIT ${RHYTHM_SETS}) END`;

const SELECT_ROWS = `
  SELECT t.id, t.slug, t.name, t.kind, t.state, t.time_zone AS "timeZone", t.sis,
    t.is_demo AS "isDemo", t.first_day_of_school_date AS "firstDayOfSchoolDate",
    psm.name AS "psmName", implementer.name AS "implementerName",
    (SELECT count(*) FROM tenant_member m JOIN user_account u ON u.id = m.user_id
      WHERE m.tenant_id = t.id AND u.disabled_at IS NULL) AS "contactCount",
    c.id AS "connectionId", c.apply_slot AS "applySlot",
    c.id IS NOT NULL AND account.connection_id IS NULL OR EXISTS (
      SELECT 1 FROM sftp_credential p WHERE p.connection_id = c.id AND p.revoked_at IS NULL
        AND (p.expires_at IS NULL OR p.expires_at > $1)) AS "hasCredentials",
    EXISTS (SELECT 1 FROM delivery d WHERE d.connection_id = c.id AND d.state = 'RECEIVING'
      AND d.touched_at > $1 - interval '15 minutes') AS "isUploading",
    ${pausedSinceSql(ROSTER_CONNECTION, '$1')} AS "pausedSince",
    (SELECT max(d.received_at) FROM delivery d WHERE d.connection_id = c.id) AS "lastDeliveryAt",
    (SELECT max(r.finished_at) FROM sync_run r
      WHERE r.tenant_id = t.id AND r.state = 'APPLIED' AND r.undone_at IS NULL) AS "lastAppliedAt",
    latest.id AS "latestRunId", latest.number AS "latestRunNumber", latest.state AS "latestRunState",
    latest.finished_at AS "latestRunFinishedAt", latest.retry_at AS "latestRunRetryAt", ${outdatedSql('latest')} AS "latestRunOutdated", undo."undoneAt", undo."undoneCount", undo."removalsUndoneAt",
    meant."meantEmptyFiles", meant."meantEmptyUntil", meant."isAllMeantEmpty",
    latest.state = 'APPLIED' AND ${heldBackCountSql('latest')} > 0 AS "isLatestRunInPart", latest.created_at AS "latestRunAt",
    ${blackoutEndDateSql(ROSTER_CONNECTION, '$1')} AS "blackoutEndDate", newest.at AS "lastSetAt",
    json_build_object('today', ${dayOf('$1::timestamptz')}, 'terms', coalesce(c.school_terms, '[]'),
      'firstDayOfSchoolDate', t.first_day_of_school_date,
      'setDates', ${SET_DATES},
      'pauseEndDate', CASE WHEN ${IS_SILENT} THEN ${pauseEndDateSql(ROSTER_CONNECTION, 't.time_zone', '$1')} END,
      'closedDates', CASE WHEN ${IS_SILENT} THEN ARRAY(SELECT a.date FROM attendance_day a
        WHERE a.tenant_id = t.id AND a.date > ($1::timestamptz)::date - ${LOOKED_BACK_DAYS} AND a.date <= ($1::timestamptz)::date
          AND a.schools_in_session = 0 AND a.schools_received = 0) ELSE '{}' END) AS "arrivalDays",
    held.id AS "openBreakId", held.kind AS "openBreakKind", held.opened_at AS "openBreakAt",
    held.run_id AS "openBreakRunId", ${fetchedSql('api', '$1')} AS fetched, ${attendanceTroubleOf('t.id')} AS "attendanceTroubleNumber",
    CASE WHEN c.baseline_run_id IS NULL THEN NULL ELSE coalesce((SELECT n.count FROM roster_count n
      WHERE n.tenant_id = t.id AND n.entity = 'students' AND n.facet = '' AND n.value = ''), 0)
      END AS "studentCount"
  FROM tenant t
  LEFT JOIN user_account psm ON psm.id = t.psm_id
  LEFT JOIN user_account implementer ON implementer.id = t.implementer_id
  LEFT JOIN LATERAL ${connectionOfFeedSql('ROSTER', 't.id')} c ON true
  LEFT JOIN sftp_account account ON account.tenant_id = c.tenant_id AND account.connection_id = c.id
  LEFT JOIN api_account api ON api.tenant_id = c.tenant_id AND api.connection_id = c.id
  LEFT JOIN LATERAL (
    SELECT r.tenant_id, r.connection_id, r.id, r.number, r.state, r.created_at, r.finished_at, r.retry_at, r.baseline_run_id, r.fingerprint FROM sync_run r
    WHERE r.tenant_id = t.id AND r.connection_id = c.id AND r.state <> 'SUPERSEDED'
    ORDER BY r.created_at DESC, r.id DESC LIMIT 1) latest ON true
  LEFT JOIN LATERAL (${undoneUpdatesSql({ tenant: 't.id', connection: 'c.id', baseline: 'c.baseline_run_id' })}) undo ON true
  LEFT JOIN LATERAL (${meantEmptySql('latest', '$1')}) meant ON latest.state = 'INVALID'
  LEFT JOIN LATERAL (
    SELECT r.last_arrival_at AS at FROM sync_run r
    WHERE r.tenant_id = t.id AND r.connection_id = c.id ORDER BY r.created_at DESC, r.id DESC LIMIT 1) newest ON true
  LEFT JOIN LATERAL (
    SELECT b.id, b.kind, b.opened_at, v.run_id FROM circuit_break b
    LEFT JOIN circuit_break_version v ON v.break_id = b.id
    WHERE b.connection_id = c.id AND b.state = 'OPEN'
    ORDER BY v.version DESC LIMIT 1) held ON true`;

export type StatusFacts = Omit<TenantRow, 'lacksFilesInPause'>;

/** Reads what open sets lack from their manifests. Only for paused districts: elsewhere the state of the run says it. */
export async function withOpenSets(
  ctx: AppContext,
  rows: readonly StatusFacts[],
): Promise<TenantRow[]> {
  return Promise.all(
    rows.map(async (row) => {
      const { id, pausedSince, latestRunId, latestRunState } = row;
      const isOpen = pausedSince !== null && latestRunState === 'RECEIVING' && latestRunId !== null;
      const set = isOpen ? await waitingFor(ctx, id, latestRunId) : null;
      const lacksFilesInPause =
        set !== null &&
        asksForFiles({ missing: set.missingFileNames, arriving: set.arrivingFileNames });
      return { ...row, lacksFilesInPause };
    }),
  );
}

/** What the status of these districts is decided from, in no order. */
export async function readStatusFacts(
  db: Queryable,
  tenantIds: readonly number[],
  now: Date,
): Promise<StatusFacts[]> {
  return sqlOf(db)<StatusFacts>(`${SELECT_ROWS} WHERE t.id = ANY($2::int[])`, [now, tenantIds]);
}

/** These districts, in this order. */
export async function listTenantsById(
  ctx: AppContext,
  tenantIds: readonly number[],
): Promise<TenantRow[]> {
  const read = await readStatusFacts(ctx.db.pool, tenantIds, ctx.clock.now());
  const byId = new Map(read.map((row) => [row.id, row]));
  return withOpenSets(
    ctx,
    tenantIds.flatMap((id) => byId.get(id) ?? []),
  );
}

/** Districts by name, a page at a time. Only the people who may see all of them ask this. */
export async function listTenants(
  ctx: AppContext,
  options: { search?: string; page?: number; pageSize?: number } = {},
): Promise<{ rows: TenantRow[]; total: number }> {
  const { search = '', page = 1, pageSize = 50 } = options;
  const pattern = `%${search.trim().replace(/[\\%_]/g, '\\$&')}%`;
  const [list, count] = await Promise.all([
    ctx.db.pool.query<StatusFacts>(
      `${SELECT_ROWS} WHERE t.name ILIKE $2 OR t.slug ILIKE $2
       ORDER BY lower(t.name), t.id LIMIT $3 OFFSET $4`,
      [ctx.clock.now(), pattern, pageSize, (page - 1) * pageSize],
    ),
    ctx.db.pool.query<{ total: number }>(
      'SELECT count(*) AS total FROM tenant t WHERE t.name ILIKE $1 OR t.slug ILIKE $1',
      [pattern],
    ),
  ]);
  return { rows: await withOpenSets(ctx, list.rows), total: count.rows[0]?.total ?? 0 };
}

/** One district with the same facts; null if there is none of this slug. */
export async function findTenantBySlug(ctx: AppContext, slug: string): Promise<TenantRow | null> {
  const { rows } = await ctx.db.pool.query<StatusFacts>(`${SELECT_ROWS} WHERE t.slug = $2`, [
    ctx.clock.now(),
    slug,
  ]);
  return (await withOpenSets(ctx, rows))[0] ?? null;
}

export async function getTenantBySlug(ctx: AppContext, slug: string): Promise<TenantRow> {
  const tenant = await findTenantBySlug(ctx, slug);
  if (!tenant) throw new Error('there is no district of this slug');
  return tenant;
}

/** The districts of a district contact, for choosing where to go after signing in. */
export async function listTenantsOf(
  ctx: AppContext,
  userId: number,
): Promise<{ id: number; slug: string; name: string; isLive: boolean }[]> {
  const tenants = await ctx.db.prisma.tenant.findMany({
    where: { members: { some: { userId } } },
    select: {
      id: true,
      slug: true,
      name: true,
      connections: { where: { baselineRunId: { not: null } }, select: { id: true } },
    },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
  return tenants.map(({ connections, ...tenant }) => ({
    ...tenant,
    isLive: connections.length > 0,
  }));
}
