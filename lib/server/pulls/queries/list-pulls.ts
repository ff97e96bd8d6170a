// Pulls as pages and the command line list them.
import { pullStatus, type PullFacts, type PullStatus } from '@/lib/core/pulls/pull-status';
import type { AppContext } from '../../app-context';

export interface ListedPull extends PullFacts {
  number: number;
  extent: 'FULL' | 'DELTA';
  status: PullStatus;
  scheduledFor: Date | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  rowCount: number;
  troubleCollection: string | null;
  /** The run that its files went into. */
  runNumber: number | null;
}

export interface PullsOf {
  tenantId: number;
  connectionId: number;
}

const COLUMNS = `p.number, p.state::text AS state, p.purpose::text AS purpose, p.extent::text AS extent, p.scheduled_for AS "scheduledFor",
  p.created_at AS "createdAt", p.started_at AS "startedAt", p.finished_at AS "finishedAt", p.next_attempt_at AS "nextAttemptAt",
  p.trouble_code AS "troubleCode", p.trouble_collection AS "troubleCollection", p.handed_over_at AS "handedOverAt",
  (SELECT coalesce(sum(c.row_count), 0)::int FROM pull_collection c WHERE c.tenant_id = p.tenant_id AND c.pull_id = p.id) AS "rowCount",
  EXISTS (SELECT FROM delivery d WHERE d.tenant_id = p.tenant_id AND d.pull_id = p.id) AS "hasFiles",
  (SELECT max(r.number) FROM delivery d JOIN sync_run r ON r.tenant_id = d.tenant_id AND r.id = d.sync_run_id
   WHERE d.tenant_id = p.tenant_id AND d.pull_id = p.id) AS "runNumber"`;

type Row = Omit<ListedPull, 'status'>;

/** Newest first. */
export async function listPulls(
  ctx: AppContext,
  { tenantId, connectionId }: PullsOf,
  { offset = 0, limit }: { offset?: number; limit: number },
): Promise<{ rows: ListedPull[]; total: number }> {
  const [{ rows }, total] = await Promise.all([
    ctx.db.pool.query<Row>(
      `SELECT ${COLUMNS} FROM pull p WHERE p.tenant_id = $1 AND p.connection_id = $2
       ORDER BY p.number DESC OFFSET $3 LIMIT $4`,
      [tenantId, connectionId, offset, limit],
    ),
    ctx.db.prisma.pull.count({ where: { tenantId, connectionId } }),
  ]);
  const now = ctx.clock.now();
  return { rows: rows.map((row) => ({ ...row, status: pullStatus(row, now) })), total };
}

export interface PullCollectionRow {
  name: string;
  state: 'WAITING' | 'READING' | 'READ';
  rowCount: number;
  pageCount: number;
  repeated: number;
  total: number | null;
  restarts: number;
  leftOutCode: string | null;
}

export interface PullDetails extends ListedPull {
  id: number;
  connectionId: number;
  requests: number;
  waitedMs: number;
  failures: number;
  askedBy: string | null;
  since: string | null;
  pagesDeletedAt: Date | null;
  /** What the source answered when it was in trouble; masked by whoever shows it. */
  troubleAnswer: { status: number; contentType: string | null; start: string } | null;
  collections: PullCollectionRow[];
}

/** Null where the tenant has none of this number. */
export async function findPull(
  ctx: AppContext,
  tenantId: number,
  number: number,
): Promise<PullDetails | null> {
  const { rows } = await ctx.db.pool.query<Omit<PullDetails, 'status' | 'collections'>>(
    `SELECT p.id, p.connection_id AS "connectionId", ${COLUMNS}, p.requests, p.waited_ms::float8 AS "waitedMs", p.failures, p.since,
       p.pages_deleted_at AS "pagesDeletedAt", p.trouble_answer AS "troubleAnswer",
       (SELECT u.name FROM user_account u WHERE u.id = p.asked_by_id) AS "askedBy"
     FROM pull p WHERE p.tenant_id = $1 AND p.number = $2`,
    [tenantId, number],
  );
  const [row] = rows;
  if (!row) return null;
  const collections = await ctx.db.prisma.pullCollection.findMany({
    where: { tenantId, pullId: row.id },
    orderBy: { ordinal: 'asc' },
    omit: {
      tenantId: true,
      pullId: true,
      ordinal: true,
      next: true,
      before: true,
      byteCount: true,
      revision: true,
      hasChanged: true,
    },
  });
  return { ...row, status: pullStatus(row, ctx.clock.now()), collections };
}
