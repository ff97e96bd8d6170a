import {
  Fragment,
  useEffect,
  useRef,
  useState,
  type CSSProperties,
  type ReactNode,
  type RefObject,
} from 'react';
import { VisuallyHidden } from '../ui/visually-hidden';
import classes from './data-table.module.css';
import { HeaderCell, type TableAddress } from './header-cell';
import { columnStyle } from './column-style';
import { Toolbar } from './toolbar';
import { useRowClicks } from './use-row-clicks';
import { ViewOptions, type SavedViews } from './view-options';
import { viewOptionsOf } from './view-options-of';
import type { TableColumn, TableRow, ViewColumn, ViewRow, ViewTable } from './view-table';

/** With fewer columns a table is read at a glance and needs no chooser; more where it would take a row of its own. */
const fewestColumnsToChoose = { withToolbar: 5, alone: 7 };

export type TableViewProps = {
  caption: string;
  columns: readonly ViewColumn[];
  rows: readonly ViewRow[];
  address?: TableAddress;
  isWide: boolean;
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
};

/** What stands before the first column and below the table where rows can be selected. */
export type Selecting = {
  head: ReactNode;
  cellOf: (row: ViewRow) => ReactNode;
  isSelected: (row: ViewRow) => boolean;
  /** Where the column begins that stays in sight beside the checkboxes. */
  left: number;
  bar: ReactNode;
};

export const selectColumn = 'select-row';

export function hasColumnChooser({ columns, toolbar }: TableViewProps): boolean {
  return (
    columns.length >= fewestColumnsToChoose[toolbar ? 'withToolbar' : 'alone'] ||
    columns.some(({ isHiddenAtFirst }) => isHiddenAtFirst)
  );
}

/**
 * The table itself, on the server and in the browser. The database sorts and pages, so a header is a link and the rows come as they
 * are; everything else that TanStack Table knows is a matter of the browser.
 */
export function TableFrame({
  table,
  columnSizing,
  selecting,
  ...view
}: TableViewProps & {
  table: ViewTable;
  columnSizing: Readonly<Record<string, number>>;
  selecting?: Selecting;
}) {
  const { caption, columns, address, isWide, toolbar, nothing } = view;
  const hasChooser = hasColumnChooser(view);
  const region = useRef<HTMLDivElement>(null);
  const hasTable = nothing === undefined;
  const fits = useFits(region, hasTable);
  useRowClicks(region, classes.rowLink, hasTable);
  const nameColumn = columns[0]?.id;
  const styleOf = (id: string) =>
    columnStyle(columnSizing[id], id === nameColumn ? selecting?.left : undefined);
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
                      <Fragment key={header.id}>{selecting?.head}</Fragment>
                    ) : (
                      <HeaderCell
                        key={header.id}
                        table={table}
                        header={header}
                        address={address}
                        style={styleOf(header.column.id)}
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
                    data-selected={selecting?.isSelected(row.original) || undefined}
                  >
                    {row
                      .getVisibleCells()
                      .map(({ id, column }) =>
                        column.id === selectColumn ? (
                          <Fragment key={id}>{selecting?.cellOf(row.original)}</Fragment>
                        ) : (
                          <BodyCell
                            key={id}
                            row={row}
                            column={column}
                            isName={column.id === nameColumn}
                            isSized={columnSizing[column.id] !== undefined}
                            style={styleOf(column.id)}
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
      {hasTable ? selecting?.bar : null}
    </>
  );
}

function BodyCell({
  row,
  column,
  isName,
  isSized,
  style,
}: {
  row: TableRow;
  column: TableColumn;
  isName: boolean;
  isSized: boolean;
  style: CSSProperties | undefined;
}) {
  const className =
    [column.columnDef.meta?.className, isSized && classes.sized].filter(Boolean).join(' ') ||
    undefined;
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
function groupsOf(rows: readonly TableRow[]): [string | undefined, TableRow[]][] {
  const groups = new Map<string | undefined, TableRow[]>();
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
