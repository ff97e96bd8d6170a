// Which rows of a set's files cannot be used, stand twice or lead nowhere: counted as rows, however many problems each
// has, and known again from day to day by who they are and what is wrong with them.
import { hash } from 'node:crypto';
import { findingKey, type RowMeasure } from '@/lib/core/circuit-break/accepted-findings';

/** More are counted and no longer told apart: a file broken throughout fills no memory. */
export const MOST_TOLD_APART = 200_000;
const HASH_BYTES = 6;

interface Found {
  count: number;
  /** Null where they are too many. */
  rows: Set<number> | null;
  /** How often the same came: a third copy of a row is another finding than the second. */
  times: Map<number, number>;
}

export class FoundRows {
  private readonly found = new Map<string, Found>();
  private readonly differing = new Map<string, Map<string, number>>();

  /** `about` says who it is and what is wrong. The line is no part of it: lines move. */
  note(measure: RowMeasure, subject: string, about: readonly (string | number | null)[]): void {
    const found = this.foundOf(measure, subject);
    this.count(found, 1);
    if (found.rows === null) return;
    const text = JSON.stringify(about);
    const first = hashOf(text);
    if (!found.rows.has(first)) {
      found.rows.add(first);
      return;
    }
    const time = (found.times.get(first) ?? 1) + 1;
    found.times.set(first, time);
    found.rows.add(hashOf(`${time} ${text}`));
  }

  /**
   * So many rows more: whether they can be told apart, and are to be noted one by one. Where they are too many they are
   * counted here, and nobody has to read them.
   */
  areToldApart(measure: RowMeasure, subject: string, more: number): boolean {
    const found = this.foundOf(measure, subject);
    if (found.rows !== null && found.count + more <= MOST_TOLD_APART) return true;
    this.count(found, more);
    return false;
  }

  /** Rows that repeat an id, by the columns in which they differ from the one that was kept. */
  countDiffering(subject: string, columns: string, count: number): void {
    const counts = this.differing.get(subject) ?? new Map<string, number>();
    this.differing.set(subject, counts);
    counts.set(columns, (counts.get(columns) ?? 0) + count);
  }

  /** The same row again. */
  noteCopy(subject: string, sourcedId: string | null): void {
    this.note('duplicates', subject, aboutCopy(sourcedId));
    this.countDiffering(subject, '', 1);
  }

  listDiffering(): { fileName: string; columns: string; count: number }[] {
    return [...this.differing].flatMap(([fileName, counts]) =>
      [...counts].map(([columns, count]) => ({ fileName, columns, count })),
    );
  }

  countOf(measure: RowMeasure, subject: string): number {
    return this.found.get(findingKey({ measure, subject }))?.count ?? 0;
  }

  /** Null where there are none, or too many to be told apart. */
  rowsOf(measure: RowMeasure, subject: string): ReadonlySet<number> | null {
    const rows = this.found.get(findingKey({ measure, subject }))?.rows ?? null;
    return rows?.size ? rows : null;
  }

  private foundOf(measure: RowMeasure, subject: string): Found {
    const key = findingKey({ measure, subject });
    const known = this.found.get(key);
    if (known) return known;
    const found = { count: 0, rows: new Set<number>(), times: new Map<number, number>() };
    this.found.set(key, found);
    return found;
  }

  private count(found: Found, more: number): void {
    found.count += more;
    if (found.count <= MOST_TOLD_APART) return;
    found.rows = null;
    found.times.clear();
  }
}

/** What a copy of a row is known again by, whoever finds it. */
export const aboutCopy = (sourcedId: string | null): (string | null)[] => [sourcedId, ''];

const hashOf = (text: string): number => hash('sha1', text, 'buffer').readUIntBE(0, HASH_BYTES);
