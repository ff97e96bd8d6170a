import type { AppContext } from '../app-context';
import {
  beyond,
  directionOf,
  orderBy,
  pageOf,
  TOTAL_CAP,
  type Page,
  type PageRequest,
  type Total,
} from './page';
import { allOf, join, raw, sql, type Sql } from './sql';

type Context = Pick<AppContext, 'db'>;

export type RosterTable =
  'roster_org' | 'roster_academic_session' | 'roster_course' | 'roster_class' | 'roster_enrollment';

export interface KeysQuery {
  table: RosterTable;
  /** Ends with sourced_id, so that the order is the same every time. */
  order: readonly string[];
  conditions: readonly Sql[];
  /** True where no index serves the conditions: all rows are looked at once, rather than in order until enough fit. */
  isScan?: boolean;
}

/** The ids of one page, found by a range behind the row the page starts at: as fast at the end as at the start. */
export async function listKeys(
  ctx: Context,
  tenantId: number,
  { table, order, conditions, isScan = false }: KeysQuery,
  request: PageRequest,
): Promise<Page<string>> {
  const direction = directionOf(request);
  const start = direction.cursor
    ? await orderValues(ctx, tenantId, table, order, direction.cursor)
    : null;
  if (direction.cursor && !start) return { rows: [], previous: null, next: null };
  const behind = start ? [beyond(order, start, direction)] : [];
  const query = sql`WITH found AS ${raw(isScan ? 'MATERIALIZED' : 'NOT MATERIALIZED')} (
      SELECT ${raw(order.join(', '))} FROM ${raw(table)} WHERE ${allOf([sql`tenant_id = ${tenantId}`, ...conditions])})
    SELECT sourced_id FROM found WHERE ${allOf(behind)}
    ${orderBy(order, direction)} LIMIT ${direction.limit}`;
  const { rows } = await ctx.db.pool.query<{ sourced_id: string }>(query.text, query.values);
  return pageOf(
    rows.map(({ sourced_id }) => sourced_id),
    request,
    (key) => key,
  );
}

export async function countUpToCap(
  ctx: Context,
  tenantId: number,
  { table, conditions }: Pick<KeysQuery, 'table' | 'conditions'>,
): Promise<Total> {
  const query = sql`SELECT count(*) AS count FROM (
    SELECT 1 FROM ${raw(table)} WHERE ${allOf([sql`tenant_id = ${tenantId}`, ...conditions])}
    LIMIT ${TOTAL_CAP + 1}) AS found`;
  const { rows } = await ctx.db.pool.query<{ count: number }>(query.text, query.values);
  const count = rows[0]?.count ?? 0;
  return { count: Math.min(count, TOTAL_CAP), isCapped: count > TOTAL_CAP };
}

/** Rows for the ids of a page, in their order; the record is `r` in `columns` and `joins`. */
export async function readByKeys<Row extends object>(
  ctx: Context,
  tenantId: number,
  table: RosterTable,
  { columns, joins = '' }: { columns: string; joins?: string },
  sourcedIds: readonly string[],
): Promise<Row[]> {
  if (sourcedIds.length === 0) return [];
  const { rows } = await ctx.db.pool.query<Row>(
    `SELECT ${columns} FROM unnest($2::text[]) WITH ORDINALITY AS shown(sourced_id, position)
     JOIN ${table} r ON r.tenant_id = $1 AND r.sourced_id = shown.sourced_id ${joins}
     ORDER BY shown.position`,
    [tenantId, sourcedIds],
  );
  return rows;
}

export function statusCondition(status: 'active' | 'removed'): Sql {
  return raw(status === 'removed' ? 'removed_at IS NOT NULL' : 'removed_at IS NULL');
}

/** Finds the text anywhere in a title, or an id as it was typed. */
export function textCondition(
  text: string,
  titles: readonly string[],
  ids: readonly string[],
): Sql[] {
  const wanted = text.trim();
  if (wanted === '') return [];
  const pattern = `%${wanted.replace(/[\\%_]/g, (each) => `\\${each}`)}%`;
  return [
    sql`(${join(
      [
        ...titles.map((column) => sql`${raw(column)} ILIKE ${pattern}`),
        ...ids.map((column) => sql`${raw(column)} = ${wanted}`),
      ],
      ' OR ',
    )})`,
  ];
}

async function orderValues(
  ctx: Context,
  tenantId: number,
  table: RosterTable,
  order: readonly string[],
  sourcedId: string,
): Promise<unknown[] | null> {
  const { rows } = await ctx.db.pool.query<Record<string, unknown>>(
    `SELECT ${order.join(', ')} FROM ${table} WHERE tenant_id = $1 AND sourced_id = $2`,
    [tenantId, sourcedId],
  );
  const row = rows[0];
  return row ? order.map((column) => row[column]) : null;
}
