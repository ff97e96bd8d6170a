// Which rows of a set's files cannot be used, stand twice or lead nowhere: counted as rows, however many problems each
// has, and known again from day to day by who they are and what is wrong with them.
import { hash } from 'node:crypto';
import { findingKey, type RowMeasure } from '@/lib/core/circuit-break/accepted-findings';

/** More are counted and no longer told apart: a file broken throughout fills no memory. */
const MOST_TOLD_APART = 200_000;
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
    const key = findingKey({ measure, subject });
    let found = this.found.get(key);
    if (!found) {
      found = { count: 0, rows: new Set(), times: new Map() };
      this.found.set(key, found);
    }
    found.count += 1;
    if (found.count > MOST_TOLD_APART) found.rows = null;
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

  /** A row that repeats an id, with the columns in which it differs from the one that was kept. */
  noteRepeated(subject: string, sourcedId: string | null, columns: string): void {
    this.note('duplicates', subject, [sourcedId, columns]);
    const counts = this.differing.get(subject) ?? new Map<string, number>();
    this.differing.set(subject, counts);
    counts.set(columns, (counts.get(columns) ?? 0) + 1);
  }

  /** The same row again. */
  noteCopy(subject: string, sourcedId: string | null): void {
    this.noteRepeated(subject, sourcedId, '');
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
}

const hashOf = (text: string): number => hash('sha1', text, 'buffer').readUIntBE(0, HASH_BYTES);
