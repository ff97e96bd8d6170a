// Absences in a row, over counted days only: days without school or without a file neither lengthen nor break a streak.
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { countsAsAbsence } from './categories';
import type { DayStatus } from './no-data';

export interface Streak {
  from: PlainDate;
  to: PlainDate;
  days: number;
}

/** Streaks of two days and more, oldest first; `isCurrent` when the last counted day belongs to the last of them. */
export function absenceStreaks(days: readonly { date: PlainDate; status: DayStatus }[]): {
  streaks: Streak[];
  isCurrent: boolean;
} {
  const streaks: Streak[] = [];
  let open: Streak | null = null;
  for (const { date, status } of days) {
    if (status === 'NO_SCHOOL' || status === 'NO_FILE') continue;
    if (status === 'NO_ROW' || !countsAsAbsence(status)) open = null;
    else if (open) {
      open.to = date;
      open.days += 1;
    } else {
      open = { from: date, to: date, days: 1 };
      streaks.push(open);
    }
  }
  return { streaks: streaks.filter((streak) => streak.days > 1), isCurrent: (open?.days ?? 0) > 1 };
}
