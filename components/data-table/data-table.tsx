import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import Link from 'next/link';
import type { ComponentType, ReactNode } from 'react';
import { EmptyState } from '../ui/empty-state';
import { ButtonLink } from '../ui/button';
import { LinkPending } from '../ui/link-pending';
import classes from './data-table.module.css';
import { FilterChips, FilterFields } from './filter-bar';
import { clearHref, type Filters } from './filters';
import { NumberedPager } from './numbered-pager';
import type { Selection } from './selection';
import { hasFilters, tableHref, type SortDirection, type TableState } from './table-state';
import type { TableViewProps } from './table-frame';
import { TableView } from './table-view';
import type { SavedViews } from './view-options';

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
  /** Of less use than the others: comes when somebody asks for it. */
  isHiddenAtFirst?: boolean;
};

type Paging = { path: string; state: TableState; total: number };

/**
 * A real table whose state is the address: it is whole and works without JavaScript. The first column
 * names the row. With `paging` it has sort links, the line "1–50 of 48,213" and links to other pages;
 * without, it shows the rows it is given. Cells are written on the server; the browser gets them written
 * and can hide columns of a table that has many.
 */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  rowHref,
  paging,
  filters,
  search,
  views,
  actions,
  selection,
  footer,
  empty,
  noMatch,
  isWide = false,
  isRowMarked,
  groupOf,
}: {
  /** Says what the table holds; its scroll region is named after it. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string | number;
  /** Makes the first cell, and on wide screens the whole row, a link. */
  rowHref?: (row: Row) => string;
  paging?: Paging;
  /** What narrows the list, in a row above it. */
  filters?: Filters;
  /** A search of its own form, before the filters. */
  search?: ReactNode;
  /** The reader's own views of the list. */
  views?: SavedViews;
  /** What can be done with the whole list, such as a download, at the end of that row. */
  actions?: ReactNode;
  /** Rows that something can be done to together, and what each checkbox says. `View` is `SelectableView`. */
  selection?: Selection & {
    View: ComponentType<TableViewProps & { selection: Selection }>;
    labelOf: (row: Row) => string | undefined;
  };
  /** Below the table instead of page numbers: `Pager` for lists paged by the row before or after. */
  footer?: ReactNode;
  /** Shown when there is nothing and no filter is set. */
  empty?: ReactNode;
  /** Shown when nothing matches the filters that are set, where there is more to say than that. */
  noMatch?: ReactNode;
  /** More columns than fit: scrolls sideways at every width, with the first column staying. */
  isWide?: boolean;
  /** Rows that need a look. */
  isRowMarked?: (row: Row) => boolean;
  /** Of rows that come in groups: the words above each group. */
  groupOf?: (row: Row) => string;
}) {
  const toolbar =
    filters || search || views || actions
      ? {
          filters: (
            <>
              {search}
              {filters ? <FilterFields filters={filters} /> : null}
            </>
          ),
          chips: filters ? <FilterChips filters={filters} /> : null,
          views,
          actions,
          viewIcon: <IconAdjustmentsHorizontal size={16} stroke={1.75} aria-hidden />,
        }
      : undefined;
  const view: TableViewProps = {
    caption,
    columns: columns.map((column) => ({
      id: column.id,
      header: column.header,
      isSortable: column.isSortable === true,
      firstDirection: column.firstDirection ?? 'asc',
      className: cellClass(column),
      isHiddenAtFirst: column.isHiddenAtFirst,
    })),
    rows: rows.map((row) => ({
      id: String(rowKey(row)),
      className: isRowMarked?.(row) ? classes.marked : undefined,
      group: groupOf?.(row),
      selectLabel: selection?.labelOf(row),
      cells: writeCells(columns, row, rowHref?.(row)),
    })),
    address: paging && { path: paging.path, state: paging.state },
    isWide,
    toolbar,
    nothing:
      rows.length === 0 ? (
        <Nothing paging={paging} filters={filters} empty={empty} noMatch={noMatch} />
      ) : undefined,
  };
  return (
    <div className={classes.whole}>
      {selection ? (
        <selection.View
          {...view}
          selection={{ formId: selection.formId, name: selection.name, bar: selection.bar }}
        />
      ) : (
        <TableView {...view} />
      )}
      {rows.length === 0 ? null : paging ? <NumberedPager {...paging} /> : footer}
    </div>
  );
}

function writeCells<Row>(
  columns: readonly Column<Row>[],
  row: Row,
  href: string | undefined,
): Record<string, ReactNode> {
  const cells = columns.map((column, index): [string, ReactNode] => {
    const content = column.cell(row);
    if (index > 0 || href === undefined) return [column.id, content];
    return [
      column.id,
      <Link key={column.id} href={href} prefetch={false} className={classes.rowLink}>
        {content}
        <LinkPending />
      </Link>,
    ];
  });
  return Object.fromEntries(cells);
}

function cellClass<Row>(column: Column<Row>): string | undefined {
  const names = [
    column.align === 'end' && classes.end,
    column.nowrap && classes.nowrap,
    column.isRoomy && classes.roomy,
  ];
  return names.filter(Boolean).join(' ') || undefined;
}

function Nothing({
  paging,
  filters,
  empty,
  noMatch,
}: {
  paging?: Paging;
  filters?: Filters;
  empty?: ReactNode;
  noMatch?: ReactNode;
}) {
  if (paging && paging.total > 0) {
    return (
      <EmptyState
        headingLevel={3}
        look="no-match"
        title="This page of the list is empty"
        action={
          <ButtonLink href={tableHref(paging.path, paging.state, { page: 1 })}>
            Go to the first page
          </ButtonLink>
        }
      />
    );
  }
  const clear =
    filters && hasFilters(filters.state)
      ? clearHref(filters)
      : paging && hasFilters(paging.state)
        ? tableHref(paging.path, paging.state, { filters: {} })
        : null;
  if (clear) {
    return (
      noMatch ?? (
        <EmptyState
          headingLevel={3}
          look="no-match"
          title="No rows match"
          action={<ButtonLink href={clear}>Clear filters</ButtonLink>}
        />
      )
    );
  }
  return empty ?? <EmptyState headingLevel={3} title="Nothing here yet" />;
}
