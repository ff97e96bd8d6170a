'use client';

import { useRef, type ReactNode } from 'react';
import { columnStyle } from '../../data-table/column-style';
import { Edge } from '../../data-table/header-cell';
import { Toolbar } from '../../data-table/toolbar';
import { useTableView } from '../../data-table/use-table-view';
import { ViewOptions, type SavedViews } from '../../data-table/view-options';
import { viewOptionsOf } from '../../data-table/view-options-of';
import type { TableHeader, ViewColumn, ViewRow, ViewTable } from '../../data-table/view-table';
import { VisuallyHidden } from '../../ui/visually-hidden';
import classes from './grid-table.module.css';

export type GridColumn = ViewColumn & {
  head: ReactNode;
  /** Of the columns that sort. */
  order?: 'ascending' | 'descending' | 'none';
  headClass?: string;
  cellClass?: string;
  /** In rows that are on paper only. */
  printedClass?: string;
  /** In a card: the day above its sign, and where it stands in the strip. */
  day?: string;
  stripColumn?: string;
  /** In a card: the word before a total. */
  word?: string;
};

/** Written by the server; the options of the view come beside it. */
export type GridToolbar = { filters: ReactNode; views?: SavedViews; chips: ReactNode };

/**
 * A plain table: its reading order is its meaning. The roles are written out because a browser may forget them where CSS makes a
 * card of a row. The student stays in sight; totals can be hidden, and the name made wider.
 */
export function GridView({
  caption,
  columns,
  rows,
  toolbar,
}: {
  caption: string;
  columns: readonly GridColumn[];
  rows: readonly ViewRow[];
  toolbar: GridToolbar & { viewIcon: ReactNode };
}) {
  const { table, columnSizing } = useTableView({
    columns,
    rows,
    sort: undefined,
    hasChooser: true,
  });
  const region = useRef<HTMLDivElement>(null);
  const nameColumn = columns[0]?.id;
  const byId = new Map(columns.map((column) => [column.id, column]));
  return (
    <>
      <Toolbar
        filters={toolbar.filters}
        chips={toolbar.chips}
        tools={
          <ViewOptions
            caption={caption}
            icon={toolbar.viewIcon}
            views={toolbar.views}
            table={viewOptionsOf(table, region, true)}
          />
        }
      />
      <div
        ref={region}
        className={classes.region}
        role="region"
        aria-label={`${caption}, table`}
        tabIndex={0}
      >
        <table className={classes.grid} role="table">
          <caption>
            <VisuallyHidden>{caption}</VisuallyHidden>
          </caption>
          <thead role="rowgroup">
            {table.getHeaderGroups().map((group) => (
              <tr key={group.id} role="row">
                {group.headers.map((header) => (
                  <Head
                    key={header.id}
                    table={table}
                    header={header}
                    column={byId.get(header.column.id)}
                    width={columnSizing[header.column.id]}
                  />
                ))}
              </tr>
            ))}
          </thead>
          <tbody role="rowgroup">
            {table.getRowModel().rows.map((row) => (
              <tr key={row.id} role="row" className={row.original.className}>
                {row.getVisibleCells().map(({ id, column }) => {
                  const content = row.original.cells[column.id];
                  const look = byId.get(column.id);
                  const style = columnStyle(columnSizing[column.id]);
                  return column.id === nameColumn ? (
                    <th key={id} scope="row" role="rowheader" style={style}>
                      {content}
                    </th>
                  ) : (
                    <td
                      key={id}
                      role="cell"
                      className={row.original.className ? look?.printedClass : look?.cellClass}
                      data-day={look?.day}
                      data-word={look?.word}
                      style={{ ...style, gridColumn: look?.stripColumn }}
                    >
                      {content}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Head({
  table,
  header,
  column,
  width,
}: {
  table: ViewTable;
  header: TableHeader;
  column: GridColumn | undefined;
  width: number | undefined;
}) {
  return (
    <th
      scope="col"
      role="columnheader"
      data-column={header.column.id}
      className={column?.headClass}
      aria-sort={column?.order}
      style={columnStyle(width)}
    >
      {column?.head}
      {column?.isFixed ? null : <Edge table={table} header={header} />}
    </th>
  );
}
