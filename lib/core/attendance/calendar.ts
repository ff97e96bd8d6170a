// Whether there is school: staff's mark first, then the calendar file, then the terms of the roster and weekdays.
import { addDays, daysBetween, isWeekday, type PlainDate } from '@/lib/core/calendar/plain-date';

export interface TermSpan {
  startDate: PlainDate;
  endDate: PlainDate;
}

export interface SessionDefault {
  date: PlainDate;
  isInSession: boolean;
  /** False where no term tells: a weekday is then taken for a school day, and said to be a guess. */
  isKnown: boolean;
}

/** What the terms and weekdays say about every day of a span. */
export function sessionDefaults(
  from: PlainDate,
  to: PlainDate,
  terms: readonly TermSpan[],
): SessionDefault[] {
  const days: SessionDefault[] = [];
  for (let offset = 0; offset <= daysBetween(from, to); offset += 1) {
    const date = addDays(from, offset);
    const isInTerm = terms.some((term) => term.startDate <= date && date <= term.endDate);
    days.push({
      date,
      isInSession: isWeekday(date) && (isInTerm || terms.length === 0),
      isKnown: terms.length > 0,
    });
  }
  return days;
}

/** Without terms a school year runs from July to June. */
export function usualSchoolYear(today: PlainDate): {
  schoolYear: number;
  startDate: PlainDate;
  endDate: PlainDate;
} {
  const year = Number(today.slice(0, 4));
  const schoolYear = today.slice(5, 7) >= '07' ? year + 1 : year;
  return { schoolYear, startDate: `${schoolYear - 1}-07-01`, endDate: `${schoolYear}-06-30` };
}
