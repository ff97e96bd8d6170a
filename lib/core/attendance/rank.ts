// One status per student and day. Where several rows speak of it, the order of rows and files decides nothing.
import { ATTENDANCE_CATEGORIES, countsAsAbsence, type CategoryMeaning } from './categories';

/** Counts most first. A value that says "present" counts more than one that nobody has mapped. */
export const MEANING_RANK: readonly CategoryMeaning[] = [...ATTENDANCE_CATEGORIES, 'NO_EVENT'];

const STEP = 1000;
const WHOLE_DAY = 100;

/** A whole day for absences that say nothing of their length; a tardy without one has none. */
export function percentToCount({
  meaning,
  percentOfDay,
}: {
  meaning: CategoryMeaning | null;
  percentOfDay: number | null;
}): number | null {
  const isAbsence = meaning !== null && countsAsAbsence(meaning);
  return percentOfDay ?? (isAbsence ? WHOLE_DAY : null);
}

/** The higher one is the day's: by category, then by the longer share of the day. Durations are not added. */
export function dayStrength(row: {
  meaning: CategoryMeaning | null;
  percentOfDay: number | null;
}): number {
  if (row.meaning === null) return 0;
  return (MEANING_RANK.length - MEANING_RANK.indexOf(row.meaning)) * STEP + (row.percentOfDay ?? 0);
}

/** The same for two columns of a query. */
export function dayStrengthSql(meaning: string, percentOfDay: string): string {
  const cases = MEANING_RANK.map(
    (each) => `WHEN '${each}' THEN ${dayStrength({ meaning: each, percentOfDay: 0 })}`,
  );
  return `(CASE (${meaning})::text ${cases.join(' ')} ELSE 0 END + CASE WHEN ${meaning} IS NULL THEN 0 ELSE coalesce(${percentOfDay}, 0) END)`;
}

/** From this on a row is an event: what the weakest category is worth. */
export const EVENT_STRENGTH = Math.min(
  ...ATTENDANCE_CATEGORIES.map((meaning) => dayStrength({ meaning, percentOfDay: 0 })),
);
