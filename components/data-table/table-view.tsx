'use client';

import { hasColumnChooser, TableFrame, type TableViewProps } from './table-frame';
import { useTableView } from './use-table-view';

export function TableView(props: TableViewProps) {
  const view = useTableView({
    columns: props.columns,
    rows: props.rows,
    sort: props.address?.state,
    hasChooser: hasColumnChooser(props),
  });
  return <TableFrame {...props} {...view} />;
}
