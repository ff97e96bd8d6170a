'use client';

import Link from 'next/link';
import {
  columnVisibilityFeature,
  functionalUpdate,
  metaHelper,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
  type Header,
} from '@tanstack/react-table';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { LinkPending } from '../ui/link-pending';
import { VisuallyHidden } from '../ui/visually-hidden';
import { ColumnChooser } from './column-chooser';
import classes from './data-table.module.css';
import {
  parseHiddenColumns,
  saveHiddenColumns,
  tableKey,
  useHiddenColumns,
} from './hidden-columns';
import { tableHref, type SortDirection, type TableState } from './table-state';

/** What of a column can cross from the server to the browser: its `cell` stays there. */
export type ViewColumn = {
  id: string;
  header: string;
  isSortable: boolean;
  firstDirection: SortDirection;
  className?: string;
};

/** A row whose cells the server has already written. */
export type ViewRow = {
  id: string;
  className?: string;
  group?: string;
  cells: Record<string, ReactNode>;
};

/** With fewer columns a table is read at a glance and needs no chooser. */
const fewestColumnsToChoose = 5;

const features = tableFeatures({
  columnVisibilityFeature,
  rowSortingFeature,
  columnMeta: metaHelper<ViewColumn>(),
});

/**
 * The table itself, on the server and in the browser: which columns are shown and what the next press of
 * a header means. The database sorts and pages, so a header is a link and the rows come as they are.
 */
export function TableView({
  caption,
  columns,
  rows,
  address,
  isWide,
}: {
  caption: string;
  columns: readonly ViewColumn[];
  rows: readonly ViewRow[];
  /** Where the sort links lead; without it nothing sorts. */
  address?: { path: string; state: TableState };
  isWide: boolean;
}) {
  const hasChooser = columns.length >= fewestColumnsToChoose;
  const key = tableKey(columns.map(({ id }) => id));
  const stored = useHiddenColumns(key);
  const columnVisibility = useMemo(() => {
    const hideable = hasChooser ? columns.slice(1).map(({ id }) => id) : [];
    return Object.fromEntries(parseHiddenColumns(stored, hideable).map((id) => [id, false]));
  }, [columns, hasChooser, stored]);
  const defs = useMemo(
    () =>
      columns.map((column, index): ColumnDef<typeof features, ViewRow> => ({
        id: column.id,
        accessorFn: (row) => row.cells[column.id],
        // The first column names the row and holds its link.
        enableHiding: index > 0,
        enableSorting: column.isSortable,
        sortDescFirst: column.firstDirection === 'desc',
        meta: column,
      })),
    [columns],
  );
  const table = useTable({
    features,
    columns: defs,
    data: rows,
    getRowId: (row) => row.id,
    manualSorting: true,
    enableSortingRemoval: false,
    state: {
      columnVisibility,
      sorting: address
        ? [{ id: address.state.sort, desc: address.state.direction === 'desc' }]
        : [],
    },
    onColumnVisibilityChange: (updater) => {
      const next = functionalUpdate(updater, columnVisibility);
      saveHiddenColumns(
        key,
        columns.flatMap(({ id }) => (next[id] === false ? [id] : [])),
      );
    },
  });
  const region = useRef<HTMLDivElement>(null);
  const isTooWide = useIsTooWide(region);
  return (
    <>
      {hasChooser ? (
        <ColumnChooser
          caption={caption}
          columns={table.getAllLeafColumns().flatMap((column) =>
            column.getCanHide()
              ? [
                  {
                    id: column.id,
                    header: column.columnDef.meta?.header ?? column.id,
                    isVisible: column.getIsVisible(),
                  },
                ]
              : [],
          )}
          onChange={(id, isVisible) => table.getColumn(id)?.toggleVisibility(isVisible)}
          onShowAll={() => table.resetColumnVisibility(true)}
        />
      ) : null}
      <div
        ref={region}
        data-too-wide={isTooWide || undefined}
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
            {table.getHeaderGroups().map((group) => (
              <tr key={group.id}>
                {group.headers.map((header) => (
                  <HeaderCell key={header.id} header={header} address={address} />
                ))}
              </tr>
            ))}
          </thead>
          {groupsOf(table.getRowModel().rows).map(([group, members]) => (
            <tbody key={group ?? ''}>
              {group === undefined ? null : (
                <tr className={classes.group}>
                  <th scope="rowgroup" colSpan={table.getVisibleLeafColumns().length}>
                    <span>{group}</span>
                  </th>
                </tr>
              )}
              {members.map((row) => (
                <tr key={row.id} className={row.original.className}>
                  {row.getVisibleCells().map((cell, index) => {
                    const { meta } = cell.column.columnDef;
                    const content = row.original.cells[cell.column.id];
                    return index === 0 ? (
                      <th key={cell.id} scope="row" className={meta?.className}>
                        {content}
                      </th>
                    ) : (
                      <td key={cell.id} className={meta?.className}>
                        {content}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </>
  );
}

/** The rows of each group, groups in the order in which they first come. */
function groupsOf<Row extends { original: ViewRow }>(
  rows: readonly Row[],
): [string | undefined, Row[]][] {
  const groups = new Map<string | undefined, Row[]>();
  for (const row of rows)
    groups.set(row.original.group, [...(groups.get(row.original.group) ?? []), row]);
  return [...groups];
}

/** Whether the table has outgrown its place: how wide its rows are depends on what they hold. */
function useIsTooWide(region: React.RefObject<HTMLDivElement | null>): boolean {
  const [isTooWide, setTooWide] = useState(false);
  useEffect(() => {
    const place = region.current;
    const table = place?.querySelector('table');
    if (!place || !table) return;
    const watch = new ResizeObserver(() => setTooWide(table.offsetWidth > place.clientWidth + 1));
    watch.observe(place);
    watch.observe(table);
    return () => watch.disconnect();
  }, [region]);
  return isTooWide;
}

function HeaderCell({
  header: { column },
  address,
}: {
  header: Header<typeof features, ViewRow>;
  address?: { path: string; state: TableState };
}) {
  const { meta } = column.columnDef;
  const next = column.getNextSortingOrder();
  if (!address || !column.getCanSort() || !next) {
    return (
      <th scope="col" className={meta?.className}>
        {meta?.header}
      </th>
    );
  }
  const sorted = column.getIsSorted();
  return (
    <th
      scope="col"
      className={meta?.className}
      aria-sort={sorted ? (sorted === 'asc' ? 'ascending' : 'descending') : 'none'}
    >
      <Link
        href={tableHref(address.path, address.state, { sort: column.id, direction: next })}
        prefetch={false}
        scroll={false}
        className={classes.sort}
      >
        {meta?.header}
        <span aria-hidden="true" className={classes.arrow}>
          {sorted ? (sorted === 'asc' ? '↑' : '↓') : '↕'}
        </span>
        <VisuallyHidden>, sort {next === 'asc' ? 'lowest first' : 'highest first'}</VisuallyHidden>
        <LinkPending />
      </Link>
    </th>
  );
}
