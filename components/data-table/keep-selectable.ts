import type { RowSelectionState } from '@tanstack/react-table';

/** What stays selected when the rows change: the same object where nothing of it is gone, so that nothing is drawn again. */
export function keepSelectable(
  selected: RowSelectionState,
  rows: readonly { id: string; selectLabel?: string | undefined }[],
): RowSelectionState {
  const selectable = new Set(
    rows.filter(({ selectLabel }) => selectLabel !== undefined).map(({ id }) => id),
  );
  const kept = Object.entries(selected).filter(([id]) => selectable.has(id));
  return kept.length === Object.keys(selected).length ? selected : Object.fromEntries(kept);
}
