// The whole list of changes under review, a page at a time or as a file: filters that only a reviewer needs.
import type { AppContext } from '../app-context';
import { liveTable, stagingTable } from '../pipeline/parts/tables';
import {
  describeChanges,
  storedChangeColumns,
  type ChangeFilter,
  type ChangePage,
  type ChangeRow,
  type StoredChange,
} from '../sync-runs/changes';
import { readStaged } from '../sync-runs/read-staged';

type Context = Pick<AppContext, 'db'>;

export interface ReviewChangeFilter extends ChangeFilter {
  /** One that changed. */
  field: string | null;
  /** Of people: as the roster in force or the files have it. */
  grade: string | null;
  role: string | null;
}

interface PageRequest {
  after: number | null;
  before: number | null;
  size: number;
  withNames: boolean;
}

/** In the order of the plan. */
export async function listReviewChanges(
  ctx: Context,
  run: { id: number; tenantId: number },
  filter: ReviewChangeFilter,
  { after, before, size, withNames }: PageRequest,
): Promise<ChangePage> {
  const isBackwards = before !== null;
  const values = [
    ...[run.tenantId, run.id, filter.entity, filter.action, filter.school],
    ...[filter.field, filter.grade, filter.role, before ?? after ?? -1, size + 1],
  ];
  const rows = await readStaged(ctx, run, 'user', async (isStaged) => {
    const people = [...(isStaged ? [stagingTable(run, 'user')] : []), liveTable('user')];
    const { rows: found } = await ctx.db.pool.query<StoredChange>(
      `SELECT ${storedChangeColumns} FROM change c
       LEFT JOIN roster_org org ON org.tenant_id = $1 AND org.sourced_id = c.school_sourced_id
       WHERE ${conditions(people)} AND c.seq ${isBackwards ? '<' : '>'} $9
       ORDER BY c.seq ${isBackwards ? 'DESC' : 'ASC'} LIMIT $10`,
      values,
    );
    return found;
  });
  const hasMore = rows.length > size;
  const shown = rows.slice(0, size);
  if (isBackwards) shown.reverse();
  return {
    rows: await describeChanges(ctx, run.tenantId, run.id, shown, withNames),
    previous: (isBackwards ? hasMore : after !== null) ? (shown[0]?.seq ?? null) : null,
    next: isBackwards || hasMore ? (shown.at(-1)?.seq ?? null) : null,
  };
}

function conditions(people: readonly string[]): string {
  const isOne = people
    .map(
      (
        table,
      ) => `EXISTS (SELECT 1 FROM ${table} u WHERE u.tenant_id = $1 AND u.sourced_id = c.sourced_id
        AND ($7::text IS NULL OR $7 = ANY(u.grades)) AND ($8::text IS NULL OR u.role = $8))`,
    )
    .join(' OR ');
  return `c.tenant_id = $1 AND c.run_id = $2 AND ($3::text IS NULL OR c.counted_as = $3)
    AND ($4::text IS NULL OR c.action = $4) AND ($5::text IS NULL OR c.school_sourced_id = $5)
    AND ($6::text IS NULL OR $6 = ANY(c.changed_fields))
    AND (($7::text IS NULL AND $8::text IS NULL) OR (c.entity = 'user' AND (${isOne})))`;
}

/** For a file; names left out. */
export async function* streamReviewChanges(
  ctx: Context,
  run: { id: number; tenantId: number },
  filter: ReviewChangeFilter,
): AsyncGenerator<ChangeRow> {
  let after: number | null = null;
  do {
    const page: ChangePage = await listReviewChanges(ctx, run, filter, {
      ...{ after, before: null, size: 1000, withNames: false },
    });
    yield* page.rows;
    after = page.next;
  } while (after !== null);
}

/** The fields that changed anywhere in a group of updates, from a look at its first thousands. */
export async function listChangedFields(
  ctx: Context,
  { id: runId, tenantId }: { id: number; tenantId: number },
): Promise<string[]> {
  const { rows } = await ctx.db.pool.query<{ field: string }>(
    `SELECT DISTINCT field FROM (
       SELECT changed_fields FROM change WHERE tenant_id = $1 AND run_id = $2 AND action = 'UPDATE' LIMIT 5000) c
     CROSS JOIN LATERAL unnest(c.changed_fields) field ORDER BY field`,
    [tenantId, runId],
  );
  return rows.map(({ field }) => field);
}
