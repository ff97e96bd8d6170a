/** What is kept of a table in the browser, as text. Tables with the same columns share it, whatever their captions say. */
export function habitKeys(columnIds: readonly string[]): { columns: string; widths: string } {
  const ids = columnIds.join(' ');
  return { columns: `table-columns:${ids}`, widths: `table-widths:${ids}` };
}

/** The ids that can still be hidden: a stored text may be of an older release or edited by hand. */
export function parseHiddenColumns(
  text: string,
  hideable: readonly string[],
  hiddenAtFirst: readonly string[] = [],
): string[] {
  const hidden = new Set(text === '' ? hiddenAtFirst : text.split(' '));
  return hideable.filter((id) => hidden.has(id));
}

/** Of a table that hides some at first, a star says that somebody wants them all. */
export function writeHiddenColumns(
  ids: readonly string[],
  hiddenAtFirst: readonly string[],
): string {
  const isAsAtFirst = [...ids].sort().join(' ') === [...hiddenAtFirst].sort().join(' ');
  return isAsAtFirst ? '' : ids.join(' ') || allShown;
}

/** No id of a column. */
const allShown = '*';

export const narrowestColumn = 64;
const widestColumn = 960;

/** A width that still shows something and leaves room for others. */
export function columnWidth(pixels: number): number {
  return Math.round(Math.min(widestColumn, Math.max(narrowestColumn, pixels)));
}

/** "name=240 status=90", in pixels; what is no width of a known column is left out. */
export function parseWidths(text: string, ids: readonly string[]): Record<string, number> {
  const known = new Set(ids);
  const widths: Record<string, number> = {};
  for (const part of text.split(' ')) {
    const [, id, pixels] = /^(.+)=(\d{1,4})$/.exec(part) ?? [];
    if (id && known.has(id)) widths[id] = columnWidth(Number(pixels));
  }
  return widths;
}

export function writeWidths(widths: Readonly<Record<string, number>>): string {
  return Object.entries(widths)
    .map(([id, pixels]) => `${id}=${columnWidth(pixels)}`)
    .join(' ');
}
