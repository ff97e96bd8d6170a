import type { ReactNode } from 'react';
import type { SortDirection } from './table-state';

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

/** What the markup asks of a table of TanStack Table, whichever features that one has. */
export type ViewTable = {
  getHeaderGroups: () => readonly { id: string; headers: readonly TableHeader[] }[];
  getRowModel: () => { rows: readonly TableRow[] };
  getAllLeafColumns: () => readonly TableColumn[];
  getVisibleLeafColumns: () => readonly unknown[];
  getColumn: (id: string) => TableColumn | undefined;
  setColumnSizing: (change: (old: Record<string, number>) => Record<string, number>) => void;
  resetColumnVisibility: (toNothing: boolean) => void;
  resetColumnSizing: (toNothing: boolean) => void;
};

export type TableColumn = {
  id: string;
  columnDef: { meta?: ViewColumn };
  getCanHide: () => boolean;
  getCanSort: () => boolean;
  getIsResizing: () => boolean;
  getIsSorted: () => SortDirection | false;
  getIsVisible: () => boolean;
  getNextSortingOrder: () => SortDirection | false;
  resetSize: () => void;
  toggleVisibility: (isVisible: boolean) => void;
};

export type TableHeader = {
  id: string;
  column: TableColumn;
  getResizeHandler: () => (event: unknown) => void;
};

export type TableRow = {
  id: string;
  original: ViewRow;
  getVisibleCells: () => readonly { id: string; column: TableColumn }[];
};
