const DAY_MS = 86_400_000;

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** 0 is Sunday. */
export function weekday(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

/** The first weekday after a date. */
export function nextWeekday(date: string): string {
  const tomorrow = addDays(date, 1);
  const day = weekday(tomorrow);
  if (day === 6) return addDays(tomorrow, 2);
  return day === 0 ? addDays(tomorrow, 1) : tomorrow;
}

/** The third Monday of August, when many districts begin. */
export function thirdMondayOfAugust(year: number): string {
  const first = `${year}-08-01`;
  return addDays(first, ((8 - weekday(first)) % 7) + 14);
}
