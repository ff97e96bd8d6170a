// Rates count school days for which the school's file came, half days by their share, and never before a student was
// enrolled. Fewer days than MINIMUM_DAYS make no rate.

export const MINIMUM_DAYS = 20;
const CHRONIC_SHARE = 0.1;

export type AttendanceBand = 'BELOW_80' | 'FROM_80' | 'FROM_90' | 'FROM_95';

export const BAND_LABELS: Readonly<Record<AttendanceBand, string>> = {
  BELOW_80: 'Below 80%',
  FROM_80: '80% to 90%',
  FROM_90: '90% to 95%',
  FROM_95: '95% and above',
};

export interface StudentDays {
  countedDays: number;
  /** Hundredths of days absent. */
  absentPercent: number;
}

/** Share of counted days attended, 0 to 1; null where there are too few days to say. */
export function attendanceRate({ countedDays, absentPercent }: StudentDays): number | null {
  if (countedDays < MINIMUM_DAYS) return null;
  return Math.max(0, 1 - absentPercent / 100 / countedDays);
}

export function isChronicallyAbsent(days: StudentDays): boolean {
  return (
    days.countedDays >= MINIMUM_DAYS && days.absentPercent >= days.countedDays * 100 * CHRONIC_SHARE
  );
}

export function bandOf(days: StudentDays): AttendanceBand | null {
  const rate = attendanceRate(days);
  if (rate === null) return null;
  // Compared in hundredths of days: 1 - 0.1 is not 0.9 to a machine.
  const attended = days.countedDays * 100 - days.absentPercent;
  if (attended < days.countedDays * 80) return 'BELOW_80';
  if (attended < days.countedDays * 90) return 'FROM_80';
  if (attended < days.countedDays * 95) return 'FROM_90';
  return 'FROM_95';
}

/** The same for a group on one day or several: students who were there, of those enrolled. */
export function groupRate(enrolled: number, absentPercent: number): number | null {
  return enrolled === 0 ? null : Math.max(0, 1 - absentPercent / 100 / enrolled);
}
