import {
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  functionalUpdate,
  metaHelper,
  rowSelectionFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
} from '@tanstack/react-table';
import { useEffect, useMemo, type ReactNode } from 'react';
import { saveKeptText, useKeptText } from './kept-text';
import {
  habitKeys,
  parseHiddenColumns,
  parseWidths,
  writeHiddenColumns,
  writeWidths,
} from './table-habits';
import { keepSelectable } from './keep-selectable';
import type { SortDirection, TableState } from './table-state';

/** What of a column can cross from the server to the browser: its `cell` stays there. */
export type ViewColumn = {
  id: string;
  header: string;
  isSortable: boolean;
  firstDirection: SortDirection;
  className?: string;
  /** Always there and not among those to choose from, such as a day of a grid. */
  isFixed?: boolean;
  /** Shown when somebody asks for it. */
  isHiddenAtFirst?: boolean;
};

/** A row whose cells the server has already written. */
export type ViewRow = {
  id: string;
  className?: string;
  group?: string;
  /** Of a row that can be selected: what its checkbox says. */
  selectLabel?: string;
  cells: Record<string, ReactNode>;
};

export const tableViewFeatures = tableFeatures({
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  rowSelectionFeature,
  rowSortingFeature,
  columnMeta: metaHelper<ViewColumn>(),
});

export const selectColumn = 'select-row';
const selectColumnWidth = 44;

/**
 * The state of a table: the order comes from the address, as the database sorts and pages; what is hidden and how wide columns are
 * from the browser; what is selected lasts as long as the page.
 */
export function useTableView({
  columns,
  rows,
  sort,
  hasChooser,
  isSelectable,
}: {
  columns: readonly ViewColumn[];
  rows: readonly ViewRow[];
  sort: Pick<TableState, 'sort' | 'direction'> | undefined;
  hasChooser: boolean;
  isSelectable: boolean;
}) {
  const ids = useMemo(() => columns.map(({ id }) => id), [columns]);
  const keys = habitKeys(columns.filter(({ isFixed }) => !isFixed).map(({ id }) => id));
  const hidden = useKeptText(keys.columns);
  const widths = useKeptText(keys.widths);
  const hiddenAtFirst = useMemo(
    () => columns.filter((column) => column.isHiddenAtFirst).map(({ id }) => id),
    [columns],
  );
  const columnSizing = useMemo(() => parseWidths(widths, ids), [widths, ids]);
  const columnVisibility = useMemo(
    () =>
      Object.fromEntries(
        parseHiddenColumns(hidden, hasChooser ? ids.slice(1) : [], hiddenAtFirst).map((id) => [
          id,
          false,
        ]),
      ),
    [hidden, hasChooser, ids, hiddenAtFirst],
  );
  const defs = useMemo(
    () => [
      ...(isSelectable
        ? [{ id: selectColumn, size: selectColumnWidth, enableHiding: false, enableSorting: false }]
        : []),
      ...columns.map((column, index): ColumnDef<typeof tableViewFeatures, ViewRow> => ({
        id: column.id,
        accessorFn: (row) => row.cells[column.id],
        // The first column names the row and holds its link.
        enableHiding: index > 0 && !column.isFixed,
        enableSorting: column.isSortable,
        sortDescFirst: column.firstDirection === 'desc',
        meta: column,
      })),
    ],
    [columns, isSelectable],
  );
  const columnPinning = useMemo(
    () => ({ start: [...(isSelectable ? [selectColumn] : []), ...ids.slice(0, 1)], end: [] }),
    [ids, isSelectable],
  );
  const table = useTable({
    features: tableViewFeatures,
    columns: defs,
    data: rows,
    getRowId: (row) => row.id,
    manualSorting: true,
    enableSortingRemoval: false,
    enableRowSelection: (row) => row.original.selectLabel !== undefined,
    columnResizeMode: 'onChange',
    state: {
      columnVisibility,
      columnPinning,
      columnSizing,
      sorting: sort ? [{ id: sort.sort, desc: sort.direction === 'desc' }] : [],
    },
    onColumnVisibilityChange: (updater) => {
      const next = functionalUpdate(updater, columnVisibility);
      saveKeptText(
        keys.columns,
        writeHiddenColumns(
          ids.filter((id) => next[id] === false),
          hiddenAtFirst,
        ),
      );
    },
    onColumnSizingChange: (updater) => {
      saveKeptText(keys.widths, writeWidths(functionalUpdate(updater, columnSizing)));
    },
  });

  useEffect(() => {
    const { rowSelection } = table.state;
    const kept = keepSelectable(rowSelection, rows);
    if (kept !== rowSelection) table.setRowSelection(kept);
  }, [table, rows]);

  return { table, columnSizing };
}
