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

/** After a refusal: all of it, or where a part was done the others, whose ids the form has as JSON. */
export function keepLeft(selected: RowSelectionState, left: string | undefined): RowSelectionState {
  if (left === undefined) return selected;
  const ids: unknown = JSON.parse(left);
  if (!Array.isArray(ids)) return selected;
  return Object.fromEntries(Object.entries(selected).filter(([id]) => ids.includes(id)));
}
