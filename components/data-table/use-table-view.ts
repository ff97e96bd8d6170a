import {
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  metaHelper,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useViewState, type ViewInput } from './use-view-state';
import type { ViewColumn } from './view-table';

/** Those that every list uses. What else a list needs comes with that list: see `use-selectable-table.ts`. */
export const viewFeatures = {
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
  columnMeta: metaHelper<ViewColumn>(),
};

const features = tableFeatures(viewFeatures);

export function useTableView(input: ViewInput) {
  const { columnDefs, columnSizing, options, state } = useViewState(input);
  const table = useTable({ ...options, features, columns: columnDefs, state });
  return { table, columnSizing };
}
