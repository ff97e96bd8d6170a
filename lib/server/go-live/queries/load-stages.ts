// What is known of a district's way to a live site, for lib/core/go-live to decide from.
import { localDate } from '@/lib/core/calendar/zoned-time';
import { goLive, type GoLive, type GoLiveFacts, type NewestSet } from '@/lib/core/go-live/stages';
import { reviewClock } from '@/lib/core/review/review-clock';
import type { SyncRunState } from '@/lib/core/sync-run/states';
import type { AppContext } from '../../app-context';
import { connectionOfFeedSql } from '../../db/connection-of-feed';
import { isStopped } from '../../policy/find-pauses';

export interface GoLiveTenant {
  id: number;
  timeZone: string;
}

interface Known extends Pick<
  GoLiveFacts,
  | 'invitedAt'
  | 'hasContact'
  | 'connectedAt'
  | 'hasConnected'
  | 'isFetched'
  | 'firstSetCheckedAt'
  | 'rosterLiveAt'
  | 'hasRoster'
  | 'wasUndone'
> {
  connectionId: number | null;
  newestState: SyncRunState | null;
  firstDayOfSchoolDate: string | null;
}

export interface LoadedStages extends GoLive {
  facts: GoLiveFacts;
}

export async function loadStages(ctx: AppContext, tenant: GoLiveTenant): Promise<LoadedStages> {
  const facts = await loadFacts(ctx, tenant);
  return { ...goLive(facts), facts };
}

async function loadFacts(ctx: AppContext, tenant: GoLiveTenant): Promise<GoLiveFacts> {
  const now = ctx.clock.now();
  const [known, site] = await Promise.all([
    loadKnown(ctx, tenant.id),
    ctx.db.prisma.site.findUnique({ where: { tenantId: tenant.id } }),
  ]);
  const { connectionId, newestState, firstDayOfSchoolDate, ...facts } = known;
  const isPaused =
    connectionId !== null &&
    (await isStopped(
      ctx.db.pool,
      { id: connectionId, tenantId: tenant.id },
      'DECIDE_REVIEWS',
      now,
    ));
  return {
    ...facts,
    firstDayOfSchoolDate,
    isPaused,
    newestSet: newestSetOf(newestState, facts.hasRoster),
    review:
      connectionId === null
        ? null
        : await loadReview(ctx, tenant, { connectionId, firstDayOfSchoolDate }),
    site: site && {
      how: site.requestedHow,
      requestedAt: site.requestedAt,
      addressWrittenAt: site.addressWrittenAt,
    },
    today: localDate(now, tenant.timeZone),
  };
}

async function loadKnown(ctx: AppContext, tenantId: number): Promise<Known> {
  const { rows } = await ctx.db.pool.query<Known>(
    `SELECT c.id AS "connectionId", t.first_day_of_school_date::text AS "firstDayOfSchoolDate",
       (SELECT min(coalesce(i.sent_at, i.created_at)) FROM invitation i WHERE i.tenant_id = t.id AND i.role = 'DISTRICT_CONTACT') AS "invitedAt",
       EXISTS (SELECT 1 FROM tenant_member m WHERE m.tenant_id = t.id) AS "hasContact",
       least(signed_in.at, delivered.at, api.tested_at) AS "connectedAt",
       api.connection_id IS NOT NULL OR (c.baseline_run_id IS NULL AND newest.state IS NULL AND said.api_vendor IS NOT NULL) AS "isFetched",
       signed_in.at IS NOT NULL OR delivered.at IS NOT NULL OR api.tested_at IS NOT NULL
         OR EXISTS (SELECT 1 FROM sftp_credential s WHERE s.tenant_id = t.id AND s.last_used_at IS NOT NULL) AS "hasConnected",
       runs.checked_at AS "firstSetCheckedAt", newest.state::text AS "newestState",
       CASE WHEN c.baseline_run_id IS NOT NULL THEN runs.live_at END AS "rosterLiveAt", c.baseline_run_id IS NOT NULL AS "hasRoster",
       c.baseline_run_id IS NULL AND coalesce(runs.was_undone, false) AS "wasUndone"
     FROM tenant t
     LEFT JOIN LATERAL ${connectionOfFeedSql('ROSTER', 't.id')} c ON true
     LEFT JOIN api_account api ON api.tenant_id = t.id AND api.connection_id = c.id
     LEFT JOIN set_up said ON said.tenant_id = t.id
     LEFT JOIN LATERAL (SELECT min(e.at) AS at FROM sftp_event e WHERE e.connection_id = c.id AND e.kind = 'SIGNED_IN') signed_in ON true
     LEFT JOIN LATERAL (SELECT min(d.started_at) AS at FROM delivery d WHERE d.tenant_id = t.id) delivered ON true
     LEFT JOIN LATERAL (
       SELECT min(coalesce(r.held_at, r.deferred_at, r.applied_at)) AS checked_at,
         max(r.applied_at) FILTER (WHERE r.state = 'APPLIED' AND r.undone_at IS NULL AND r.baseline_run_id IS NULL) AS live_at,
         bool_or(r.undone_at IS NOT NULL AND r.baseline_run_id IS NULL) AS was_undone
       FROM sync_run r WHERE r.tenant_id = t.id AND r.connection_id = c.id) runs ON true
     LEFT JOIN LATERAL (
       SELECT r.state FROM sync_run r WHERE r.tenant_id = t.id AND r.connection_id = c.id AND r.state <> 'SUPERSEDED'
       ORDER BY r.created_at DESC, r.id DESC LIMIT 1) newest ON true
     WHERE t.id = $1`,
    [tenantId],
  );
  const [row] = rows;
  if (!row) throw new Error(`Tenant ${tenantId} does not exist.`);
  return row;
}

async function loadReview(
  ctx: AppContext,
  { id: tenantId, timeZone }: GoLiveTenant,
  of: { connectionId: number; firstDayOfSchoolDate: string | null },
): Promise<GoLiveFacts['review']> {
  const { connectionId, firstDayOfSchoolDate } = of;
  const review = await ctx.db.prisma.circuitBreak.findFirst({
    where: { tenantId, connectionId, kind: 'ONBOARDING' },
    orderBy: { id: 'desc' },
    select: { state: true, openedAt: true, decidedAt: true, stops: true },
  });
  if (!review) return null;
  const { state, openedAt, decidedAt, stops } = review;
  if (state !== 'OPEN')
    return {
      state: state === 'APPROVED' ? 'APPROVED' : 'OVER',
      openedAt,
      decidedAt,
      dueAt: null,
    };
  const clock = reviewClock({ openedAt, timeZone, firstDayOfSchoolDate, stops }, ctx.clock.now());
  return {
    state: 'OPEN',
    openedAt,
    decidedAt: null,
    dueAt: clock.isStopped ? null : clock.decisionDueAt,
  };
}

/** Of a district whose first roster was undone, what was applied says nothing any more. */
function newestSetOf(state: SyncRunState | null, hasRoster: boolean): NewestSet {
  switch (state) {
    case null:
    case 'SUPERSEDED':
      return 'none';
    case 'RECEIVING':
      return 'waiting';
    case 'QUEUED':
    case 'PROCESSING':
      return 'arriving';
    case 'FAILED':
      return 'failed';
    case 'INCOMPLETE':
      return 'incomplete';
    case 'INVALID':
      return 'refused';
    case 'REJECTED':
      return 'rejected';
    case 'EXPIRED':
      return 'expired';
    case 'HELD':
    case 'DEFERRED':
    case 'APPLYING':
      return 'checked';
    case 'APPLIED':
    case 'NO_CHANGE':
      return hasRoster ? 'checked' : 'none';
  }
}
