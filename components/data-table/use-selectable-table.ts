import {
  columnPinningFeature,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useEffect, useMemo } from 'react';
import { keepSelectable } from './keep-selectable';
import { selectColumn } from './table-frame';
import { viewFeatures } from './use-table-view';
import { useViewState, type ViewInput } from './use-view-state';

const selectColumnWidth = 44;

export const selectableFeatures = tableFeatures({
  ...viewFeatures,
  columnPinningFeature,
  rowSelectionFeature,
});

/** With a column of checkboxes that stays in sight before the first. What is selected lasts as long as the page. */
export function useSelectableTable(input: ViewInput) {
  const { columns, rows } = input;
  const { columnDefs, columnSizing, options, state } = useViewState(input);
  const allColumns = useMemo(
    () => [
      { id: selectColumn, size: selectColumnWidth, enableHiding: false, enableSorting: false },
      ...columnDefs,
    ],
    [columnDefs],
  );
  const nameColumn = columns[0]?.id ?? '';
  const columnPinning = useMemo(
    () => ({ start: [selectColumn, nameColumn], end: [] }),
    [nameColumn],
  );
  const table = useTable({
    ...options,
    features: selectableFeatures,
    columns: allColumns,
    enableRowSelection: (row) => row.original.selectLabel !== undefined,
    state: { ...state, columnPinning },
  });

  useEffect(() => {
    const { rowSelection } = table.state;
    const kept = keepSelectable(rowSelection, rows);
    if (kept !== rowSelection) table.setRowSelection(kept);
  }, [table, rows]);

  return { table, columnSizing, left: table.getColumn(nameColumn)?.getStart('start') ?? 0 };
}
