/** A run of a district, and what is known of how many students its live roster had when the run was checked. */
export interface RunOfHistory {
  /** Students of the live roster that the run was compared with; null where nothing was compared. */
  studentsBefore: number | null;
  /** Its plan was the whole roster: nothing was live before. */
  isFirstRoster: boolean;
}

/**
 * The students of the live roster before each run, oldest first, and now as the last point. A run that was compared with nothing, because
 * its files said the same as the roster or were unusable, changed nothing, so what the next one was
 * compared with holds for it too. Null, a gap, where no roster was live.
 */
export function studentsOverRuns(
  runs: readonly RunOfHistory[],
  now: number | null,
): (number | null)[] {
  const points: (number | null)[] = [now];
  let next = now;
  for (const { studentsBefore, isFirstRoster } of runs.toReversed()) {
    next = isFirstRoster ? null : (studentsBefore ?? next);
    points.push(next);
  }
  return points.reverse();
}
