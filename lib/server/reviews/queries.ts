// What a reviewer reads before deciding. Deciding itself is another file's work.
import { countedEntities, type ChangeAction, type CountedEntity } from '@/lib/core/change/change';
import type { Trip } from '@/lib/core/circuit-break/evaluate';
import { byGravity, explainTrip } from '@/lib/core/circuit-break/explain';
import type { SyncRunState } from '@/lib/core/sync-run/states';
import type { AppContext } from '../app-context';
import { stagingTable } from '../pipeline/parts/tables';
import { readStaged } from '../sync-runs/read-staged';

type Context = Pick<AppContext, 'db'>;

export type ReviewKind = 'ONBOARDING' | 'LIMITS';
export type ReviewState = 'OPEN' | 'APPROVED' | 'REJECTED' | 'SUPERSEDED' | 'EXPIRED';

export interface ReviewSize {
  added: number;
  changed: number;
  removed: number;
}

export interface ReviewRow extends ReviewSize {
  breakId: number;
  kind: ReviewKind;
  state: ReviewState;
  tenantId: number;
  tenantSlug: string;
  tenantName: string;
  timeZone: string;
  openedAt: Date;
  decidedAt: Date | null;
  decidedByName: string | null;
  version: number;
  runId: number;
  /** The gravest reason in words, and how many more there are. */
  reason: string;
  otherReasons: number;
}

const sizeOf = (run: string) => `
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(count) FILTER (WHERE action IN ('ADD', 'REACTIVATE')), 0)::int AS added,
      coalesce(sum(count) FILTER (WHERE action = 'UPDATE'), 0)::int AS changed,
      coalesce(sum(count) FILTER (WHERE action = 'REMOVE'), 0)::int AS removed
    FROM change_count c WHERE c.tenant_id = b.tenant_id AND c.run_id = ${run}) size`;

/** Open ones oldest first; decided ones newest first. */
export async function listReviews(
  ctx: Context,
  {
    isOpen,
    tenantId = null,
    limit = 100,
  }: { isOpen: boolean; tenantId?: number | null; limit?: number },
): Promise<ReviewRow[]> {
  const { rows } = await ctx.db.pool.query<Omit<ReviewRow, 'reason' | 'otherReasons'>>(
    `SELECT b.id AS "breakId", b.kind::text AS kind, b.state::text AS state,
       b.tenant_id AS "tenantId", t.slug AS "tenantSlug", t.name AS "tenantName",
       t.time_zone AS "timeZone", b.opened_at AS "openedAt", b.decided_at AS "decidedAt",
       u.name AS "decidedByName", v.version, v.run_id AS "runId",
       size.added, size.changed, size.removed
     FROM circuit_break b
     JOIN tenant t ON t.id = b.tenant_id
     LEFT JOIN user_account u ON u.id = b.decided_by_id
     JOIN LATERAL (
       SELECT version, run_id FROM circuit_break_version v
       WHERE v.tenant_id = b.tenant_id AND v.break_id = b.id
       ORDER BY version DESC LIMIT 1) v ON true
     ${sizeOf('v.run_id')}
     WHERE (b.state = 'OPEN') = $1 AND ($2::int IS NULL OR b.tenant_id = $2)
     ORDER BY ${isOpen ? 'b.opened_at, b.id' : 'b.decided_at DESC NULLS LAST, b.id DESC'} LIMIT $3`,
    [isOpen, tenantId, limit],
  );
  const reviews: ReviewRow[] = [];
  for (const row of rows) {
    const reasons = await listReasons(ctx, row.tenantId, row.runId);
    reviews.push({
      ...row,
      reason: reasons[0]?.sentence ?? 'Held for a person to look at.',
      otherReasons: Math.max(0, reasons.length - 1),
    });
  }
  return reviews;
}

export interface ReviewDetail extends ReviewSize {
  breakId: number;
  kind: ReviewKind;
  state: ReviewState;
  tenantId: number;
  tenantSlug: string;
  tenantName: string;
  timeZone: string;
  openedAt: Date;
  decidedAt: Date | null;
  decidedByName: string | null;
  decidedVersion: number | null;
  reason: string | null;
  version: number;
  versionCreatedAt: Date;
  fingerprint: string;
  runId: number;
  runState: SyncRunState;
  runUndoneAt: Date | null;
  runRetryAt: Date | null;
  baselineRunId: number | null;
  receivedAt: Date;
  /** Of the newest version; the one looked at is stale when it is older. */
  latestVersion: number;
}

/** One review at one of its versions, the newest unless told. Staff see every district's. */
export async function findReview(
  ctx: Context,
  breakId: number,
  version: number | null = null,
): Promise<ReviewDetail | null> {
  const { rows } = await ctx.db.pool.query<ReviewDetail>(
    `SELECT b.id AS "breakId", b.kind::text AS kind, b.state::text AS state,
       b.tenant_id AS "tenantId", t.slug AS "tenantSlug", t.name AS "tenantName",
       t.time_zone AS "timeZone", b.opened_at AS "openedAt", b.decided_at AS "decidedAt",
       u.name AS "decidedByName", b.decided_version AS "decidedVersion", b.reason,
       v.version, v.created_at AS "versionCreatedAt", v.fingerprint, v.run_id AS "runId",
       r.state::text AS "runState", r.undone_at AS "runUndoneAt", r.retry_at AS "runRetryAt",
       r.baseline_run_id AS "baselineRunId", r.last_arrival_at AS "receivedAt",
       latest.version AS "latestVersion", size.added, size.changed, size.removed
     FROM circuit_break b
     JOIN tenant t ON t.id = b.tenant_id
     LEFT JOIN user_account u ON u.id = b.decided_by_id
     JOIN LATERAL (SELECT max(version) AS version FROM circuit_break_version
       WHERE tenant_id = b.tenant_id AND break_id = b.id) latest ON true
     JOIN circuit_break_version v ON v.tenant_id = b.tenant_id AND v.break_id = b.id
       AND v.version = coalesce($2::int, latest.version)
     JOIN sync_run r ON r.tenant_id = b.tenant_id AND r.id = v.run_id
     ${sizeOf('v.run_id')}
     WHERE b.id = $1`,
    [breakId, version],
  );
  return rows[0] ?? null;
}

// ---- why it was held -----------------------------------------------------------------------------------------

export interface Reason {
  ruleId: string;
  sentence: string;
  trip: Trip;
}

interface EvaluationRow {
  ruleId: string;
  profileId: string;
  scope: 'district' | 'school';
  scopeSourcedId: string;
  entity: string;
  action: string;
  baselineCount: number;
  changeCount: number;
  percent: number | null;
  limitPercent: number | null;
  limitCount: number | null;
  limitCap: number | null;
}

/** Every limit that was reached, gravest first, as a sentence with its numbers. */
export async function listReasons(
  ctx: Context,
  tenantId: number,
  runId: number,
): Promise<Reason[]> {
  const { rows } = await ctx.db.pool.query<EvaluationRow>(
    `SELECT rule_id AS "ruleId", profile AS "profileId", scope, scope_sourced_id AS "scopeSourcedId",
       entity, action, baseline_count AS "baselineCount", change_count AS "changeCount", percent,
       limit_percent AS "limitPercent", limit_count AS "limitCount", limit_cap AS "limitCap"
     FROM rule_evaluation WHERE tenant_id = $1 AND run_id = $2 AND tripped ORDER BY id`,
    [tenantId, runId],
  );
  const names = await getSchoolNames(
    ctx,
    tenantId,
    runId,
    rows.map(({ scopeSourcedId }) => scopeSourcedId),
  );
  const trips = rows.map(tripOf);
  return byGravity(trips).map((trip) => ({
    ruleId: trip.ruleId,
    trip,
    sentence: explainTrip(trip, (id) => names.get(id) ?? id),
  }));
}

function tripOf(row: EvaluationRow): Trip {
  const { scope, scopeSourcedId, entity, action, ...numbers } = row;
  return {
    ...numbers,
    scope:
      scope === 'school'
        ? { kind: 'school', schoolSourcedId: scopeSourcedId }
        : { kind: 'district' },
    entity: countedEntities.find((known) => known === entity) ?? null,
    changeType: action === 'ADD' || action === 'UPDATE' || action === 'REMOVE' ? action : null,
    effect: 'hold',
    tripped: true,
  };
}

/** From the roster in force; for a school that is new, from what the run staged. */
export async function getSchoolNames(
  ctx: Context,
  tenantId: number,
  runId: number,
  sourcedIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(sourcedIds)].filter((id) => id !== '');
  const names = new Map<string, string>();
  if (wanted.length === 0) return names;
  const run = { id: runId, tenantId };
  await readStaged(ctx, run, 'org', async (isStaged) => {
    const tables = [...(isStaged ? [stagingTable(run, 'org')] : []), 'roster_org'];
    for (const table of tables) {
      const { rows } = await ctx.db.pool.query<{ id: string; name: string }>(
        `SELECT sourced_id AS id, name FROM ${table} WHERE tenant_id = $1 AND sourced_id = ANY($2)`,
        [tenantId, wanted],
      );
      for (const { id, name } of rows) names.set(id, name);
    }
  });
  return names;
}

// ---- what it looks like ----------------------------------------------------------------------------------------

export interface EntitySize extends ReviewSize {
  entity: CountedEntity;
  /** Active records in force now. */
  baseline: number;
  /** Of `removed`: those that follow from a person, class or school that goes. */
  cascadeRemoved: number;
}

export interface SchoolSize extends EntitySize {
  schoolSourcedId: string;
  schoolName: string | null;
}

/** Per entity, for the whole district, then per school where a school is known. */
export async function listReviewSizes(
  ctx: Context,
  tenantId: number,
  runId: number,
): Promise<{ entities: EntitySize[]; schools: SchoolSize[] }> {
  const [{ rows: changes }, { rows: counts }] = await Promise.all([
    ctx.db.pool.query<{
      entity: CountedEntity;
      action: ChangeAction;
      school: string;
      count: number;
      cascade: number;
    }>(
      `SELECT entity, action, school_sourced_id AS school, count, cascade_count AS cascade
       FROM change_count WHERE tenant_id = $1 AND run_id = $2`,
      [tenantId, runId],
    ),
    ctx.db.pool.query<{ entity: CountedEntity; school: string; count: number }>(
      `SELECT entity, value AS school, count FROM roster_count
       WHERE tenant_id = $1 AND facet IN ('', 'school') AND entity = ANY($2)`,
      [tenantId, countedEntities],
    ),
  ]);
  const sizes = new Map<string, SchoolSize>();
  const sizeFor = (entity: CountedEntity, schoolSourcedId: string): SchoolSize => {
    const key = `${entity} ${schoolSourcedId}`;
    const known = sizes.get(key);
    if (known) return known;
    const empty: SchoolSize = {
      entity,
      schoolSourcedId,
      schoolName: null,
      baseline: 0,
      added: 0,
      changed: 0,
      removed: 0,
      cascadeRemoved: 0,
    };
    sizes.set(key, empty);
    return empty;
  };
  for (const { entity, action, school, count, cascade } of changes) {
    for (const scope of new Set(['', school])) {
      const size = sizeFor(entity, scope);
      if (action === 'REMOVE') {
        size.removed += count;
        size.cascadeRemoved += cascade;
      } else if (action === 'UPDATE') size.changed += count;
      else size.added += count;
    }
  }
  for (const { entity, school, count } of counts) {
    const known = school === '' ? sizeFor(entity, '') : sizes.get(`${entity} ${school}`);
    if (known) known.baseline = count;
  }
  const all = [...sizes.values()].sort(
    (a, b) => countedEntities.indexOf(a.entity) - countedEntities.indexOf(b.entity),
  );
  const ofSchools = all.filter(({ schoolSourcedId }) => schoolSourcedId !== '');
  const names = await getSchoolNames(
    ctx,
    tenantId,
    runId,
    ofSchools.map(({ schoolSourcedId }) => schoolSourcedId),
  );
  return {
    entities: all.filter(({ schoolSourcedId }) => schoolSourcedId === ''),
    schools: ofSchools
      .map((size) => ({ ...size, schoolName: names.get(size.schoolSourcedId) ?? null }))
      .sort(
        (a, b) =>
          b.removed - a.removed || b.added - a.added || nameOf(a).localeCompare(nameOf(b), 'en'),
      ),
  };
}

function nameOf({ schoolName, schoolSourcedId }: SchoolSize): string {
  return schoolName ?? schoolSourcedId;
}
