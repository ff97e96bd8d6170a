import type { Column } from '@tanstack/react-table';
import type { CSSProperties } from 'react';
import type { tableViewFeatures, ViewRow } from './use-table-view';

/** Where a column that stays in sight begins, and how wide one is that somebody sized. */
export function pinnedStyle(
  column: Column<typeof tableViewFeatures, ViewRow>,
  width: number | undefined,
): CSSProperties | undefined {
  const left = column.getIsPinned() === 'start' ? column.getStart('start') : 0;
  if (!left && width === undefined) return undefined;
  return {
    ...(left ? { left } : {}),
    ...(width === undefined ? {} : { width, minWidth: width, maxWidth: width }),
  };
}
