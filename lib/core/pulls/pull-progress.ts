// How far a pull is: rows against totals where the source says all of them, else rows so far.
import { formatNumber, plural } from '../format/numbers';

export interface CollectionProgress {
  state: 'WAITING' | 'READING' | 'READ';
  name: string;
  rowCount: number;
  total: number | null;
  leftOutCode: string | null;
}

export interface PullProgress {
  rows: number;
  /** Null where a collection that was begun has no total, or one is not begun: a bar would promise too much. */
  of: number | null;
  /** 0 to 1: collections that are read, and the part of the present one; null where it has no total. */
  share: number | null;
  collectionsRead: number;
  collections: number;
}

export function pullProgress(collections: readonly CollectionProgress[]): PullProgress {
  const counted = collections.filter(({ leftOutCode }) => leftOutCode === null);
  const totals = counted.map(({ state, rowCount, total }) => (state === 'READ' ? rowCount : total));
  const of = totals.every((total) => total !== null)
    ? totals.reduce<number>((sum, total) => sum + (total ?? 0), 0)
    : null;
  const collectionsRead = collections.filter(({ state }) => state === 'READ').length;
  const at = collections.find(({ state }) => state === 'READING');
  const part = at ? (at.total ? Math.min(1, at.rowCount / at.total) : null) : 0;
  return {
    share:
      part === null || collections.length === 0
        ? null
        : (collectionsRead + part) / collections.length,
    rows: counted.reduce((sum, { rowCount }) => sum + rowCount, 0),
    of,
    collectionsRead,
    collections: collections.length,
  };
}

/** "users: 12,000 of 58,900. 14,310 rows so far, 3 of 7 collections read." */
export function progressText(collections: readonly CollectionProgress[]): string {
  const { rows, of, collectionsRead, collections: count } = pullProgress(collections);
  const at = collections.find(({ state }) => state === 'READING');
  const sum =
    of === null
      ? `${plural(rows, 'row')} so far, ${collectionsRead} of ${plural(count, 'collection')} read.`
      : `${formatNumber(rows)} of ${plural(of, 'row')}, ${collectionsRead} of ${plural(count, 'collection')} read.`;
  if (count === 0) return 'Nothing has been read yet.';
  if (!at) return sum;
  const here =
    at.total === null
      ? plural(at.rowCount, 'row')
      : `${formatNumber(at.rowCount)} of ${formatNumber(at.total)}`;
  return `${at.name}: ${here}. ${sum}`;
}
