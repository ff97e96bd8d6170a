/**
 * The rows of a day by number: where each stands in the groups of the generator is remembered, what it says is made again
 * when it is asked for. A collection of four million rows takes 32 MB.
 */
import { readDay } from '@/lib/synthetic/day-state';
import type { DataFile, Day } from '@/lib/synthetic/district';
import { at } from '@/lib/synthetic/random';
import { type RowGroups, rowGroups } from '@/lib/synthetic/rows';

export interface DayRow {
  readonly sourcedId: string;
  /** Everything after dateLastModified, as in the CSV file. */
  readonly rest: string;
}

const ROWS_IN_GROUP = 0x1_0000;

export class DayRows {
  private readonly parts: { readonly first: number; readonly groups: RowGroups }[] = [];
  private readonly groupCount: number;
  private readGroup = -1;
  private read: DayRow[] = [];

  constructor(day: Day, file: DataFile) {
    const state = readDay(day);
    let first = 0;
    for (const groups of rowGroups(state, file, { from: state.promotions, to: state.promotions })) {
      this.parts.push({ first, groups });
      first += groups.count;
    }
    this.groupCount = first;
  }

  at(place: number): DayRow {
    const group = Math.floor(place / ROWS_IN_GROUP);
    return at(this.rowsOf(group), place - group * ROWS_IN_GROUP);
  }

  /** Each row with its place, in the order of the day's file. */
  *all(): Generator<readonly [place: number, row: DayRow]> {
    for (let group = 0; group < this.groupCount; group += 1) {
      const rows = this.rowsOf(group);
      for (let i = 0; i < rows.length; i += 1) yield [group * ROWS_IN_GROUP + i, at(rows, i)];
    }
  }

  private rowsOf(group: number): DayRow[] {
    if (group === this.readGroup) return this.read;
    const part = this.parts.findLast(({ first }) => first <= group) ?? at(this.parts, 0);
    const rows: DayRow[] = [];
    part.groups.emit(group - part.first, (sourcedId, rest) => rows.push({ sourcedId, rest }));
    this.readGroup = group;
    this.read = rows;
    return rows;
  }
}

export interface DayDifference {
  /** Ids of rows that were not there or said something else. */
  readonly changed: readonly string[];
  readonly gone: readonly DayRow[];
}

/** What changed between two days of one district; groups of both days have the same numbers over the same years. */
export function dayDifference(before: Day, after: Day, file: DataFile): DayDifference {
  const [one, other] = [readDay(before), readDay(after)];
  const years = {
    from: Math.min(one.promotions, other.promotions),
    to: Math.max(one.promotions, other.promotions),
  };
  const changed: string[] = [];
  const gone: DayRow[] = [];
  const groupsBefore = rowGroups(one, file, years);
  for (const [part, groups] of rowGroups(other, file, years).entries()) {
    const then = at(groupsBefore, part);
    const known = new Map<string, string>();
    for (let group = 0; group < groups.count; group += 1) {
      then.emit(group, (sourcedId, rest) => known.set(sourcedId, rest));
      groups.emit(group, (sourcedId, rest) => {
        if (known.get(sourcedId) !== rest) changed.push(sourcedId);
        known.delete(sourcedId);
      });
      for (const [sourcedId, rest] of known) gone.push({ sourcedId, rest });
      known.clear();
    }
  }
  return { changed, gone };
}
