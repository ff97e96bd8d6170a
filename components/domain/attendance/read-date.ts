import { isPlainDate, type PlainDate } from '@/lib/core/calendar/plain-date';
import type { SearchParams } from '../../data-table/table-state';

/** The day an address names, never after today. */
export function readDate({ date }: SearchParams, today: PlainDate): PlainDate {
  return typeof date === 'string' && isPlainDate(date) && date <= today ? date : today;
}
