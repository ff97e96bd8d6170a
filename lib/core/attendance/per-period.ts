// Period attendance has several rows per student and day. Such a file is refused as a whole: picking one of a day's
// periods would be a guess about every student in it.

const REPEATS_AT_LEAST = 5;
const REPEATED_SHARE = 0.3;

export interface RowCounts {
  rowCount: number;
  /** Rows about a student, school and day that an earlier row is about, which say something else. A student of two schools
   * has a row of each, and that is no period. */
  differingRepeatCount: number;
  /** A column such as `period` that has a value in some row. */
  filledPeriodColumn: string | null;
}

export type PeriodVerdict = { isPerPeriod: false } | { isPerPeriod: true; column: string | null };

export function looksPerPeriod(counts: RowCounts): PeriodVerdict {
  if (counts.filledPeriodColumn !== null)
    return { isPerPeriod: true, column: counts.filledPeriodColumn };
  const isRepeated =
    counts.differingRepeatCount >= REPEATS_AT_LEAST &&
    counts.differingRepeatCount >= counts.rowCount * REPEATED_SHARE;
  return isRepeated ? { isPerPeriod: true, column: null } : { isPerPeriod: false };
}
