import { functionalUpdate, type Updater } from '@tanstack/react-table';
import { useMemo } from 'react';
import { saveKeptText, useKeptText } from '../ui/kept-text';
import {
  habitKeys,
  parseHiddenColumns,
  parseWidths,
  writeHiddenColumns,
  writeWidths,
} from './table-habits';
import type { TableState } from './table-state';
import type { ViewColumn, ViewRow } from './view-table';

export type ViewInput = {
  columns: readonly ViewColumn[];
  rows: readonly ViewRow[];
  sort: Pick<TableState, 'sort' | 'direction'> | undefined;
  hasChooser: boolean;
};

/**
 * What every table knows: the order comes from the address, as the database sorts and pages; what is hidden and how wide columns
 * are from the browser.
 */
export function useViewState({ columns, rows, sort, hasChooser }: ViewInput) {
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
  const columnDefs = useMemo(
    () =>
      columns.map((column, index) => ({
        id: column.id,
        accessorFn: (row: ViewRow) => row.cells[column.id],
        // The first column names the row and holds its link.
        enableHiding: index > 0 && !column.isFixed,
        enableSorting: column.isSortable,
        sortDescFirst: column.firstDirection === 'desc',
        meta: column,
      })),
    [columns],
  );
  return {
    columnDefs,
    columnSizing,
    options: {
      data: rows,
      getRowId: (row: ViewRow) => row.id,
      manualSorting: true,
      enableSortingRemoval: false,
      columnResizeMode: 'onChange',
      onColumnVisibilityChange: (updater: Updater<Record<string, boolean>>) => {
        const next = functionalUpdate(updater, columnVisibility);
        saveKeptText(
          keys.columns,
          writeHiddenColumns(
            ids.filter((id) => next[id] === false),
            hiddenAtFirst,
          ),
        );
      },
      onColumnSizingChange: (updater: Updater<Record<string, number>>) => {
        saveKeptText(keys.widths, writeWidths(functionalUpdate(updater, columnSizing)));
      },
    },
    state: {
      columnVisibility,
      columnSizing,
      sorting: sort ? [{ id: sort.sort, desc: sort.direction === 'desc' }] : [],
    },
  } as const;
}
