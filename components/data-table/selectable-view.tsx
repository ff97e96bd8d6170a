'use client';

import { SelectAll, SelectionBar, SelectRow, type Selection } from './selection';
import { hasColumnChooser, TableFrame, type TableViewProps } from './table-frame';
import { useSelectableTable } from './use-selectable-table';

/**
 * A list whose rows can be selected. The page that needs it hands it to `DataTable`, so that other lists do not load what it takes.
 */
export function SelectableView({ selection, ...props }: TableViewProps & { selection: Selection }) {
  const { table, columnSizing, left } = useSelectableTable({
    columns: props.columns,
    rows: props.rows,
    sort: props.address?.state,
    hasChooser: hasColumnChooser(props),
  });
  return (
    <TableFrame
      {...props}
      table={table}
      columnSizing={columnSizing}
      selecting={{
        head: <SelectAll table={table} caption={props.caption} />,
        cellOf: ({ id }) => <SelectRow row={table.getRow(id)} selection={selection} />,
        isSelected: ({ id }) => table.getRow(id).getIsSelected(),
        left,
        bar: <SelectionBar table={table} selection={selection} />,
      }}
    />
  );
}
