import type { SearchParams } from '@/components/data-table/table-state';
import type { PlainDate } from '@/lib/core/calendar/plain-date';

/** The first day of the month that is asked for, of these; without a question, and for another month, the last. */
export function readMonth(params: SearchParams, months: readonly PlainDate[]): PlainDate {
  const asked = months.find((month) => month.slice(0, 7) === params.month);
  const month = asked ?? months.at(-1);
  if (month === undefined) throw new Error('a year has months');
  return month;
}
