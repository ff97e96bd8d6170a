import { join, raw, sql, type Sql } from './sql';

/** Where a page starts: the key of the row before or after it. An id, never a name, so it may stand in a URL. */
export interface PageRequest {
  after: string | null;
  before: string | null;
  size: number;
}

export interface Page<Row> {
  rows: Row[];
  /** Value of `before` and `after` for the neighbours; null where there is none. */
  previous: string | null;
  next: string | null;
}

export const PAGE_SIZE = 50;
export const firstPage: PageRequest = { after: null, before: null, size: PAGE_SIZE };

export interface Direction {
  isBackwards: boolean;
  cursor: string | null;
  /** One more than is shown tells whether there is a next page. */
  limit: number;
}

export function directionOf(request: PageRequest): Direction {
  const isBackwards = request.before !== null;
  return { isBackwards, cursor: request.before ?? request.after, limit: request.size + 1 };
}

/** ORDER BY for the way the page is read; a page read backwards is turned round by `pageOf`. */
export function orderBy(columns: readonly string[], { isBackwards }: Direction): Sql {
  return raw(
    `ORDER BY ${columns.map((each) => `${each} ${isBackwards ? 'DESC' : 'ASC'}`).join(', ')}`,
  );
}

/** Rows behind `values` in the order of `columns`; the first column also as a plain range for its index. */
export function beyond(
  columns: readonly string[],
  values: readonly unknown[],
  direction: Direction,
): Sql {
  const sign = direction.isBackwards ? '<' : '>';
  const row = join(
    values.map((value) => sql`${value}`),
    ', ',
  );
  return sql`(${raw(columns.join(', '))}) ${raw(sign)} (${row})`;
}

export function pageOf<Row>(
  found: readonly Row[],
  request: PageRequest,
  keyOf: (row: Row) => string,
): Page<Row> {
  const { isBackwards } = directionOf(request);
  const hasMore = found.length > request.size;
  const shown = found.slice(0, request.size);
  const rows = isBackwards ? shown.reverse() : shown;
  const first = rows[0];
  const last = rows.at(-1);
  const hasPrevious = isBackwards ? hasMore : request.after !== null;
  const hasNext = isBackwards || hasMore;
  return {
    rows,
    previous: hasPrevious && first !== undefined ? keyOf(first) : null,
    next: hasNext && last !== undefined ? keyOf(last) : null,
  };
}

/** A count that is exact, or that only says "more than `count`". */
export interface Total {
  count: number;
  isCapped: boolean;
}

export const TOTAL_CAP = 10_000;

/** A count that is shown when it is there: a failure shows where it is awaited, not as one nobody caught. */
export function counting(total: Promise<Total>): Promise<Total> {
  total.catch(() => {});
  return total;
}
