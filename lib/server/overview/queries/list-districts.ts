// Districts as staff and PSMs list them: filtered, sorted and cut into pages in SQL, by the row that remembers how each
// stands. What a row shows beyond that is read for the page alone.
import type { lists } from '@/lib/core/lists/lists';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { runOutcome, type RunOutcome } from '@/lib/core/sync-run/outcomes';
import {
  connectionStatuses,
  type ConnectionStatus,
  type RunStatusFacts,
} from '@/lib/core/sync-run/status-labels';
import type { AppContext } from '../../app-context';
import type { TenantScope } from '../../auth/tenant-access';
import { listTenantsById, type TenantRow } from '../../tenants/queries/list-tenants';
import { tenantStatus } from '../../tenants/queries/tenant-status';
import { refreshForList } from '../refresh-statuses';

/** Ours to decide first, then what a district must do, then what only runs or rests. */
export const byAttention: readonly ConnectionStatus[] = [
  'UNDER_REVIEW',
  'NEEDS_YOUR_FIX',
  'PULL_FAILED',
  'PULL_LATE',
  'LATE',
  'UNDONE',
  'REMOVALS_UNDONE',
  'DELAYED',
  'NO_PASSWORD',
  'TEST_FAILED',
  'NOT_TESTED',
  'NOT_SET_UP',
  'WAITING_FOR_FIRST_FILES',
  'WAITING_FOR_FIRST_PULL',
  'CHECKING',
  'APPLYING',
  'READY',
  'RECEIVING',
  'WAITING_FOR_SOURCE',
  'PULLING',
  'PAUSED',
  'IN_PART',
  'UP_TO_DATE',
];

const ATTENTION_SQL = byAttention.map((status) => `'${status}'`).join(', ');

export const MARKED_RUNS = 14;

export type DistrictSort = (typeof lists)['districts']['sorts'][number];

export interface DistrictQuery {
  search?: string;
  status?: string;
  /** Who has the next step. */
  owner?: string;
  /** By name, as the filters offer them. */
  psm?: string;
  implementer?: string;
  /** Districts that somebody looks after, as implementer or as PSM. */
  mine?: number | null;
  scope: TenantScope;
  sort: DistrictSort;
  direction: 'asc' | 'desc';
  page: number;
  pageSize: number;
}

export interface RunMark {
  runId: number;
  number: number;
  at: Date;
  outcome: RunOutcome;
}

export const nextDateKinds = ['PAUSE_STARTS', 'PAUSE_ENDS', 'FIRST_DAY'] as const;
export type NextDateKind = (typeof nextDateKinds)[number];

export interface DistrictRow extends TenantRow {
  status: ConnectionStatus;
  /** Oldest first. */
  lastRuns: RunMark[];
  openQuestions: number;
  nextDate: { date: PlainDate; kind: NextDateKind } | null;
}

export interface DistrictList {
  rows: DistrictRow[];
  total: number;
  /** Of all districts the person may know of, whatever the filter: each is counted once. */
  counts: Record<ConnectionStatus, number>;
  /** Of the districts counted as under review; null where there is none. */
  oldestReviewAt: Date | null;
  /** Districts in another state whose held update waits behind it. */
  reviewsBehind: Partial<Record<ConnectionStatus, number>>;
  psmNames: string[];
  implementerNames: string[];
  tenantCount: number;
}

interface PageRow {
  id: number;
  openQuestions: number;
  nextDate: PlainDate | null;
  nextDateKind: NextDateKind | null;
  total: number;
}

export async function listDistricts(ctx: AppContext, query: DistrictQuery): Promise<DistrictList> {
  await refreshForList(ctx);
  const [page, summary, people] = await Promise.all([
    readPage(ctx, query),
    readSummary(ctx, query.scope),
    listPeopleOfDistricts(ctx, query.scope),
  ]);
  const ids = page.rows.map(({ id }) => id);
  const [tenants, runs] = await Promise.all([listTenantsById(ctx, ids), listLastRuns(ctx, ids)]);
  const pageRows = new Map(page.rows.map((row) => [row.id, row]));
  return {
    rows: tenants.map((tenant) => {
      const row = pageRows.get(tenant.id);
      const { nextDate: date = null, nextDateKind: kind = null } = row ?? {};
      return {
        ...tenant,
        status: tenantStatus(tenant),
        lastRuns: runs.get(tenant.id) ?? [],
        openQuestions: row?.openQuestions ?? 0,
        nextDate: date && kind ? { date, kind } : null,
      };
    }),
    total: page.total,
    ...summary,
    ...people,
  };
}

const ORDER: Record<DistrictSort, (direction: 'ASC' | 'DESC') => string> = {
  // Within one status, whoever has waited longest.
  attention: (to) =>
    `array_position(ARRAY[${ATTENTION_SQL}], s.status) ${to}, s.waits_since ${to} ${nothingLast(to)}`,
  name: (to) => `lower(t.name) ${to}`,
  received: (to) => `s.last_received_at ${to} ${nothingLast(to)}`,
  applied: (to) => `s.last_applied_at ${to} ${nothingLast(to)}`,
  students: (to) => `s.student_count ${to} ${nothingLast(to)}`,
  questions: (to) => `s.open_questions ${to}`,
  // What has no date comes last, whichever way one looks.
  date: (to) => `s.next_date ${to} NULLS LAST`,
};

/** Nothing counts as the least. */
function nothingLast(to: 'ASC' | 'DESC'): string {
  return to === 'ASC' ? 'NULLS FIRST' : 'NULLS LAST';
}

const FILTERED = `
  FROM tenant_status s JOIN tenant t ON t.id = s.tenant_id
  LEFT JOIN user_account psm ON psm.id = t.psm_id
  LEFT JOIN user_account implementer ON implementer.id = t.implementer_id
  WHERE ($1::int[] IS NULL OR t.id = ANY($1))
    AND ($2::text IS NULL OR t.name ILIKE $2 OR t.slug ILIKE $2)
    AND ($3::text IS NULL OR s.status = $3) AND ($7::text IS NULL OR s.owner = $7)
    AND ($4::text IS NULL OR psm.name = $4) AND ($5::text IS NULL OR implementer.name = $5)
    AND ($6::int IS NULL OR t.psm_id = $6 OR t.implementer_id = $6)`;

async function readPage(
  ctx: AppContext,
  query: DistrictQuery,
): Promise<{ rows: PageRow[]; total: number }> {
  const { search, psm, implementer, sort, page, pageSize } = query;
  const to = query.direction === 'asc' ? 'ASC' : 'DESC';
  const filters = [
    query.scope,
    search ? `%${search.trim().replace(/[\\%_]/g, '\\$&')}%` : null,
    query.status ?? null,
    psm ?? null,
    implementer ?? null,
    query.mine ?? null,
    query.owner ?? null,
  ];
  const { rows } = await ctx.db.pool.query<PageRow>(
    `SELECT t.id, s.open_questions AS "openQuestions", s.next_date AS "nextDate", s.next_date_kind AS "nextDateKind",
       count(*) OVER () AS total
     ${FILTERED}
     ORDER BY ${ORDER[sort](to)}, lower(t.name), t.id LIMIT $8 OFFSET $9`,
    [...filters, pageSize, (page - 1) * pageSize],
  );
  const [first] = rows;
  if (first || page === 1) return { rows, total: first?.total ?? 0 };
  // A page beyond the last one: nothing of it is there to say how many there are.
  const { rows: counted } = await ctx.db.pool.query<{ total: number }>(
    `SELECT count(*) AS total ${FILTERED}`,
    filters,
  );
  return { rows, total: counted[0]?.total ?? 0 };
}

type Summary = Pick<DistrictList, 'counts' | 'oldestReviewAt' | 'reviewsBehind' | 'tenantCount'>;

async function readSummary(ctx: AppContext, scope: TenantScope): Promise<Summary> {
  const { rows } = await ctx.db.pool.query<{
    status: ConnectionStatus;
    count: number;
    held: number;
    oldestAt: Date | null;
  }>(
    `SELECT s.status, count(*) AS count, count(s.open_break_at) AS held, min(s.open_break_at) AS "oldestAt"
     FROM tenant_status s WHERE $1::int[] IS NULL OR s.tenant_id = ANY($1) GROUP BY 1`,
    [scope],
  );
  const none = Object.fromEntries(connectionStatuses.map((status) => [status, 0]));
  const counts = { ...none } as Record<ConnectionStatus, number>;
  for (const { status, count } of rows) counts[status] = count;
  const behind = rows.filter(({ status, held }) => status !== 'UNDER_REVIEW' && held > 0);
  return {
    counts,
    oldestReviewAt: rows.find(({ status }) => status === 'UNDER_REVIEW')?.oldestAt ?? null,
    reviewsBehind: Object.fromEntries(behind.map(({ status, held }) => [status, held])),
    tenantCount: rows.reduce((sum, { count }) => sum + count, 0),
  };
}

async function listPeopleOfDistricts(
  ctx: AppContext,
  scope: TenantScope,
): Promise<Pick<DistrictList, 'psmNames' | 'implementerNames'>> {
  const { rows } = await ctx.db.pool.query<{ psmNames: string[]; implementerNames: string[] }>(
    `SELECT ${namesOf('psm_id')} AS "psmNames", ${namesOf('implementer_id')} AS "implementerNames"`,
    [scope],
  );
  return rows[0] ?? { psmNames: [], implementerNames: [] };
}

function namesOf(column: 'psm_id' | 'implementer_id'): string {
  return `ARRAY(SELECT DISTINCT u.name FROM user_account u WHERE EXISTS (
    SELECT FROM tenant t WHERE t.${column} = u.id AND ($1::int[] IS NULL OR t.id = ANY($1))) ORDER BY 1)`;
}

async function listLastRuns(
  ctx: AppContext,
  tenantIds: readonly number[],
): Promise<Map<number, RunMark[]>> {
  const { rows } = await ctx.db.pool.query<
    RunStatusFacts & { tenantId: number; runId: number; number: number; at: Date }
  >(
    `SELECT asked.id AS "tenantId", run.id AS "runId", run.number, run.last_arrival_at AS at, run.state::text AS state,
       run.undone_at AS "undoneAt", run.retry_at AS "retryAt"
     FROM unnest($1::int[]) AS asked(id)
     CROSS JOIN LATERAL (SELECT * FROM sync_run r WHERE r.tenant_id = asked.id AND r.state <> 'SUPERSEDED'
       ORDER BY r.created_at DESC, r.id DESC LIMIT ${MARKED_RUNS}) run
     ORDER BY run.created_at, run.id`,
    [tenantIds],
  );
  const marks = new Map<number, RunMark[]>();
  for (const { tenantId, runId, number, at, ...facts } of rows) {
    const outcome = runOutcome(facts);
    if (!outcome) continue;
    const own = marks.get(tenantId) ?? [];
    own.push({ runId, number, at, outcome });
    marks.set(tenantId, own);
  }
  return marks;
}
