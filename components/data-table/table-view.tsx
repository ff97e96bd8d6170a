'use client';

import type { Cell } from '@tanstack/react-table';
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { VisuallyHidden } from '../ui/visually-hidden';
import classes from './data-table.module.css';
import { HeaderCell, type TableAddress } from './header-cell';
import { pinnedStyle } from './pinned-style';
import { SelectAll, SelectionBar, SelectRow, type Selection } from './selection';
import { Toolbar } from './toolbar';
import { useRowClicks } from './use-row-clicks';
import {
  selectColumn,
  useTableView,
  type tableViewFeatures,
  type ViewColumn,
  type ViewRow,
} from './use-table-view';
import { ViewOptions, type SavedViews } from './view-options';
import { viewOptionsOf } from './view-options-of';

/** With fewer columns a table is read at a glance and needs no chooser; more where it would take a row of its own. */
const fewestColumnsToChoose = { withToolbar: 5, alone: 7 };

/**
 * The table itself, on the server and in the browser. The database sorts and pages, so a header is a link and the rows come as they
 * are; everything else that TanStack Table knows is a matter of the browser.
 */
export function TableView({
  caption,
  columns,
  rows,
  address,
  isWide,
  selection,
  toolbar,
  nothing,
}: {
  caption: string;
  columns: readonly ViewColumn[];
  rows: readonly ViewRow[];
  address?: TableAddress;
  isWide: boolean;
  selection?: Selection;
  /** Written by the server; `actions` stand beside the options of the view. */
  toolbar?: {
    filters: ReactNode;
    chips: ReactNode;
    views?: SavedViews;
    actions: ReactNode;
    viewIcon: ReactNode;
  };
  /** Instead of a table without rows; the row above stays as it is, with what is being typed in it. */
  nothing?: ReactNode;
}) {
  const hasChooser = columns.length >= fewestColumnsToChoose[toolbar ? 'withToolbar' : 'alone'];
  const { table, columnSizing } = useTableView({
    columns,
    rows,
    sort: address?.state,
    hasChooser,
    isSelectable: selection !== undefined,
  });
  const region = useRef<HTMLDivElement>(null);
  const hasTable = nothing === undefined;
  const fits = useFits(region, hasTable);
  useRowClicks(region, classes.rowLink, hasTable);
  const options =
    toolbar?.views || (hasTable && (hasChooser || toolbar)) ? (
      <ViewOptions
        caption={caption}
        icon={toolbar?.viewIcon}
        views={toolbar?.views}
        table={hasTable ? viewOptionsOf(table, region, hasChooser) : undefined}
      />
    ) : null;
  return (
    <>
      {options || toolbar ? (
        <Toolbar
          filters={toolbar?.filters}
          chips={toolbar?.chips}
          tools={
            <>
              {options}
              {toolbar?.actions}
            </>
          }
        />
      ) : null}
      {nothing ?? (
        <div
          ref={region}
          data-fits={fits || undefined}
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
                  {group.headers.map((header) =>
                    header.column.id === selectColumn ? (
                      <SelectAll key={header.id} table={table} caption={caption} />
                    ) : (
                      <HeaderCell
                        key={header.id}
                        header={header}
                        address={address}
                        width={columnSizing[header.column.id]}
                      />
                    ),
                  )}
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
                  <tr
                    key={row.id}
                    className={row.original.className}
                    data-selected={row.getIsSelected() || undefined}
                  >
                    {row
                      .getVisibleCells()
                      .map((cell) =>
                        cell.column.id === selectColumn && selection ? (
                          <SelectRow key={cell.id} row={row} selection={selection} />
                        ) : (
                          <BodyCell
                            key={cell.id}
                            cell={cell}
                            isName={cell.column.id === columns[0]?.id}
                            width={columnSizing[cell.column.id]}
                          />
                        ),
                      )}
                  </tr>
                ))}
              </tbody>
            ))}
          </table>
        </div>
      )}
      {selection && hasTable ? <SelectionBar table={table} selection={selection} /> : null}
    </>
  );
}

function BodyCell({
  cell: { column, row },
  isName,
  width,
}: {
  cell: Cell<typeof tableViewFeatures, ViewRow>;
  isName: boolean;
  width: number | undefined;
}) {
  const className =
    [column.columnDef.meta?.className, width !== undefined && classes.sized]
      .filter(Boolean)
      .join(' ') || undefined;
  const style = pinnedStyle(column, width);
  const content = row.original.cells[column.id];
  return isName ? (
    <th scope="row" className={className} style={style}>
      {content}
    </th>
  ) : (
    <td className={className} style={style}>
      {content}
    </td>
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

/** Whether the table is measured to fit its place: how wide its rows are depends on what they hold. */
function useFits(region: RefObject<HTMLDivElement | null>, hasTable: boolean): boolean {
  const [fits, setFits] = useState(false);
  useEffect(() => {
    const place = region.current;
    const table = place?.querySelector('table');
    if (!place || !table) return;
    const watch = new ResizeObserver(() => setFits(table.offsetWidth <= place.clientWidth + 1));
    watch.observe(place);
    watch.observe(table);
    return () => watch.disconnect();
  }, [region, hasTable]);
  return fits;
}
