import type { RefObject } from 'react';
import { columnWidth } from './table-habits';
import type { ChoosableColumn } from './table-options';
import type { ViewTable } from './view-table';

/** What the options of a view show of a table and do to it. */
export function viewOptionsOf(
  table: ViewTable,
  region: RefObject<HTMLElement | null>,
  hasChooser: boolean,
) {
  const columns = table.getAllLeafColumns().flatMap((column): ChoosableColumn[] => {
    const { meta } = column.columnDef;
    if (!meta || meta.isFixed) return [];
    const { id, header } = meta;
    return [{ id, header, isVisible: column.getIsVisible(), canHide: column.getCanHide() }];
  });
  return {
    columns: hasChooser ? columns : [],
    onVisible: (id: string, isVisible: boolean) => table.getColumn(id)?.toggleVisibility(isVisible),
    onWiden: (id: string, pixels: number) => {
      const head = region.current?.querySelector<HTMLElement>(
        `th[data-column="${CSS.escape(id)}"]`,
      );
      table.setColumnSizing((old) => ({
        ...old,
        [id]: columnWidth((old[id] ?? head?.offsetWidth ?? 0) + pixels),
      }));
    },
    onReset: () => {
      table.resetColumnVisibility(true);
      table.resetColumnSizing(true);
    },
  };
}
