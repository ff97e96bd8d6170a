/**
 * What follows a page of a collection. Servers clamp the size that was asked for and leave out `Link` or totals, so a short page
 * ends nothing by itself: the end is an empty page, a `Link` without a next page that no total contradicts, or a total that is
 * reached. (OneRoster 1.1, section 3.4.1)
 */
export interface PageFacts {
  /** Rows of this page. */
  rows: number;
  /** Rows of the pages before it. */
  rowsBefore: number;
  /** How many the server says there are; null where it does not. */
  total: number | null;
  /** NONE: no Link header at all. LAST: one that names no next page. */
  link: 'NEXT' | 'LAST' | 'NONE';
  /** Pages without a row that came in a row before this one. */
  emptyBefore?: number;
}

/** A page without a row that names a next one is no end by itself; so many of them in a row are. */
const MOST_EMPTY_PAGES = 3;

export type AfterPage = 'NEXT_LINK' | 'NEXT_OFFSET' | 'END' | 'ROWS_MISSING';

export function afterPage(page: PageFacts): AfterPage {
  const { rows, rowsBefore, total, link, emptyBefore = 0 } = page;
  const read = rowsBefore + rows;
  if (rows === 0 && link === 'NEXT' && emptyBefore < MOST_EMPTY_PAGES) return 'NEXT_LINK';
  if (rows === 0) return total !== null && total > 0 && rowsBefore === 0 ? 'ROWS_MISSING' : 'END';
  if (link === 'NEXT') return 'NEXT_LINK';
  // A total of 0 beside rows says nothing.
  const isAllHere = total !== null && total > 0 && read >= total;
  if (isAllHere) return 'END';
  return link === 'LAST' && (total === null || total === 0) ? 'END' : 'NEXT_OFFSET';
}

/** What is known of a collection when its last page is in. */
export interface ReadThrough {
  /** Different rows. */
  rows: number;
  repeated: number;
  total: number | null;
  /** The total or the source's own mark of its state changed between two pages. */
  hasChanged: boolean;
}

/** Readings from the beginning, the first one not counted. */
export const MAX_RESTARTS = 3;

export type Settled = 'SETTLED' | 'READ_AGAIN' | 'KEPT_CHANGING' | 'ROWS_MISSING';

/**
 * Whether a collection was read whole. Rows that came twice, or a number other than the total, mean that rows moved between
 * pages, and then others were missed: it is read again. What comes out the same a second time is how the server is; but fewer rows
 * than it says there are, are rows that it keeps from us, and never all of them.
 */
export function isSettled(now: ReadThrough, before: ReadThrough | null, restarts: number): Settled {
  const isDoubtful =
    now.hasChanged ||
    now.repeated > 0 ||
    (now.total !== null && now.total > 0 && now.total !== now.rows);
  if (!isDoubtful) return 'SETTLED';
  const isSame =
    before !== null &&
    !now.hasChanged &&
    before.rows === now.rows &&
    before.repeated === now.repeated &&
    before.total === now.total;
  if (isSame) return now.total !== null && now.rows < now.total ? 'ROWS_MISSING' : 'SETTLED';
  return restarts < MAX_RESTARTS ? 'READ_AGAIN' : 'KEPT_CHANGING';
}

/** A Link header (RFC 8288), as far as paging goes. `next` is as the server wrote it. */
export function readLink(header: string | null): { link: PageFacts['link']; next: string | null } {
  if (!header?.includes('<')) return { link: 'NONE', next: null };
  for (const part of header.matchAll(/<([^>]*)>([^<]*)/g)) {
    const [, target = '', parameters = ''] = part;
    const relation = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(parameters);
    const names = (relation?.[1] ?? relation?.[2] ?? '').toLowerCase().split(/\s+/);
    if (names.includes('next') && target !== '') return { link: 'NEXT', next: target };
  }
  return { link: 'LAST', next: null };
}
