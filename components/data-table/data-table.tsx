import Link from 'next/link';
import type { ReactNode } from 'react';
import { EmptyState } from '../ui/empty-state';
import { ButtonLink } from '../ui/button';
import { LinkPending } from '../ui/link-pending';
import { VisuallyHidden } from '../ui/visually-hidden';
import classes from './data-table.module.css';
import { Pages } from './pages';
import { hasFilters, tableHref, type SortDirection, type TableState } from './table-state';

export type Column<Row> = {
  /** Also the sort key in the address. */
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  isSortable?: boolean;
  /** Which way the first press sorts: newest and largest first read best as `desc`. */
  firstDirection?: SortDirection;
  /** Numbers stand on the right. */
  align?: 'start' | 'end';
  /** Holds sentences or long names: gets room before the others. */
  isRoomy?: boolean;
  /** Keeps its words on one line. */
  nowrap?: boolean;
};

type Paging = { path: string; state: TableState; total: number };

/**
 * A real table whose state is the address: it works without JavaScript and sends none. The first column
 * names the row. With `paging` it has sort links, the line "1–50 of 48,213" and links to other pages;
 * without, it shows the rows it is given.
 */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  rowHref,
  paging,
  footer,
  clearHref,
  empty,
  isWide = false,
  isRowMarked,
}: {
  /** Says what the table holds; its scroll region is named after it. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string | number;
  /** Makes the first cell, and on wide screens the whole row, a link. */
  rowHref?: (row: Row) => string;
  paging?: Paging;
  /** Below the table instead of page numbers: `Steps` for lists paged by the row before or after. */
  footer?: ReactNode;
  /** Where a filter is set and `paging` is not used: the address without filters. */
  clearHref?: string;
  /** Shown when there is nothing and no filter is set. */
  empty?: ReactNode;
  /** More columns than fit: scrolls sideways at every width, with the first column staying. */
  isWide?: boolean;
  /** Rows that need a look. */
  isRowMarked?: (row: Row) => boolean;
}) {
  if (rows.length === 0) return <Nothing paging={paging} clearHref={clearHref} empty={empty} />;
  return (
    <div className={classes.whole}>
      <div
        className={isWide ? `${classes.region} ${classes.wide}` : classes.region}
        role="region"
        aria-label={`${caption}, table`}
        tabIndex={0}
      >
        <table className={classes.table}>
          <caption>
            <VisuallyHidden>{caption}</VisuallyHidden>
          </caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <HeaderCell key={column.id} column={column} paging={paging} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={rowKey(row)} className={isRowMarked?.(row) ? classes.marked : undefined}>
                {columns.map((column, index) => {
                  const content = column.cell(row);
                  if (index > 0) {
                    return (
                      <td key={column.id} className={cellClass(column)}>
                        {content}
                      </td>
                    );
                  }
                  return (
                    <th key={column.id} scope="row" className={cellClass(column)}>
                      {rowHref ? (
                        <Link href={rowHref(row)} prefetch={false} className={classes.rowLink}>
                          {content}
                          <LinkPending />
                        </Link>
                      ) : (
                        content
                      )}
                    </th>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {paging ? <Pages {...paging} /> : footer}
    </div>
  );
}

function cellClass<Row>(column: Column<Row>): string | undefined {
  const names = [
    column.align === 'end' && classes.end,
    column.nowrap && classes.nowrap,
    column.isRoomy && classes.roomy,
  ];
  return names.filter(Boolean).join(' ') || undefined;
}

function HeaderCell<Row>({ column, paging }: { column: Column<Row>; paging?: Paging }) {
  if (!column.isSortable || !paging) {
    return (
      <th scope="col" className={cellClass(column)}>
        {column.header}
      </th>
    );
  }
  const { path, state } = paging;
  const isSorted = state.sort === column.id;
  const next = isSorted ? opposite(state.direction) : (column.firstDirection ?? 'asc');
  return (
    <th
      scope="col"
      className={cellClass(column)}
      aria-sort={isSorted ? (state.direction === 'asc' ? 'ascending' : 'descending') : 'none'}
    >
      <Link
        href={tableHref(path, state, { sort: column.id, direction: next })}
        prefetch={false}
        scroll={false}
        className={classes.sort}
      >
        {column.header}
        <span aria-hidden="true" className={classes.arrow}>
          {isSorted ? (state.direction === 'asc' ? '↑' : '↓') : '↕'}
        </span>
        <VisuallyHidden>, sort {next === 'asc' ? 'lowest first' : 'highest first'}</VisuallyHidden>
        <LinkPending />
      </Link>
    </th>
  );
}

function opposite(direction: SortDirection): SortDirection {
  return direction === 'asc' ? 'desc' : 'asc';
}

function Nothing({
  paging,
  clearHref,
  empty,
}: {
  paging?: Paging;
  clearHref?: string;
  empty?: ReactNode;
}) {
  if (paging && paging.total > 0) {
    return (
      <EmptyState
        headingLevel={3}
        title="There is nothing on this page"
        action={
          <ButtonLink href={tableHref(paging.path, paging.state, { page: 1 })}>
            Go to the first page
          </ButtonLink>
        }
      />
    );
  }
  const clear =
    paging && hasFilters(paging.state)
      ? tableHref(paging.path, paging.state, { filters: {} })
      : clearHref;
  if (clear) {
    return (
      <EmptyState
        headingLevel={3}
        title="No rows match"
        action={<ButtonLink href={clear}>Clear filters</ButtonLink>}
      />
    );
  }
  return empty ?? <EmptyState headingLevel={3} title="Nothing here yet" />;
}
