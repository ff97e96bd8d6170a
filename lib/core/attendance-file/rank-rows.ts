// Several rows about a student and day, in memory: copies are left out, and of the rest one counts. Ids are compared as they are
// written: which student is meant is for the roster. In SQL: lib/server/attendance/apply/stage-rows.ts.
import { dayStrength, EVENT_STRENGTH, percentToCount } from '../attendance/rank';
import type { AttendanceFileRow } from './read-attendance';

export type RowOutcome = 'USED' | 'SAME_ROW' | 'NO_EVENT' | 'UNMAPPED' | 'DUPLICATE';

export interface RankedRow {
  row: AttendanceFileRow;
  outcome: RowOutcome;
  /** The row that counts instead. */
  winner: AttendanceFileRow | null;
}

export function rankRows(rows: readonly AttendanceFileRow[]): RankedRow[] {
  const ranked = rows
    .filter(({ isSetAside }) => !isSetAside)
    .map((row): RankedRow => ({ row, outcome: outcomeAlone(row), winner: null }));
  for (const day of groups(ranked, ({ row }) => dayKey(row)))
    if (day.length > 1) {
      leaveOutCopies(day);
      rankDay(day);
    }
  return ranked;
}

/** Rows about a student, school and day that an earlier row is about, and that say something else. */
export function countDifferingRepeats(rows: readonly AttendanceFileRow[]): number {
  let count = 0;
  const read = rows.filter(({ isSetAside }) => !isSetAside);
  for (const same of groups(read, (row) => `${dayKey(row)}\n${row.schoolText}`)) {
    const said = same.map(({ categoryText, reason, description, otherCells, ...row }) =>
      JSON.stringify([categoryText, percentToCount(row), reason, description, otherCells]),
    );
    count += said.filter((text) => text !== said[0]).length;
  }
  return count;
}

function outcomeAlone({ meaning }: AttendanceFileRow): RowOutcome {
  if (meaning === null) return 'UNMAPPED';
  return meaning === 'NO_EVENT' ? 'NO_EVENT' : 'USED';
}

const dayKey = ({ studentText, date }: AttendanceFileRow): string => `${studentText}\n${date}`;

function groups<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  const byKey = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const same = byKey.get(key);
    if (same) same.push(item);
    else byKey.set(key, [item]);
  }
  return [...byKey.values()];
}

function leaveOutCopies(day: readonly RankedRow[]): void {
  const seen = new Set<string>();
  for (const each of day) {
    const { schoolText, categoryKey, reason, description, ...row } = each.row;
    const said = JSON.stringify([
      schoolText,
      categoryKey,
      percentToCount(row),
      reason,
      description,
    ]);
    if (seen.has(said)) each.outcome = 'SAME_ROW';
    seen.add(said);
  }
}

function rankDay(day: readonly RankedRow[]): void {
  const [best, ...others] = day
    .filter(({ outcome }) => outcome !== 'SAME_ROW')
    .sort((a, b) => strengthOf(b) - strengthOf(a) || inOrder(a.row, b.row));
  if (!best || strengthOf(best) <= 0) return;
  const hasEvent = strengthOf(best) >= EVENT_STRENGTH;
  for (const each of others) {
    each.winner = best.row;
    if (each.outcome === 'USED' || (each.outcome === 'NO_EVENT' && hasEvent))
      each.outcome = 'DUPLICATE';
  }
}

function strengthOf({ row }: RankedRow): number {
  return dayStrength({ meaning: row.meaning, percentOfDay: percentToCount(row) });
}

/** Only makes the answer the same in any order. */
function inOrder(a: AttendanceFileRow, b: AttendanceFileRow): number {
  return (
    compare(a.schoolText, b.schoolText) ||
    compare(a.reason ?? '', b.reason ?? '') ||
    compare(a.description ?? '', b.description ?? '') ||
    compare(a.categoryKey, b.categoryKey) ||
    a.line - b.line
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
