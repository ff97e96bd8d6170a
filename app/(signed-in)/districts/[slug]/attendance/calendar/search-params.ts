import { z } from 'zod';
import { isPlainDate, type PlainDate } from '@/lib/core/calendar/plain-date';
import { readTableState, type SearchParams } from '@/components/data-table/table-state';

const month = z
  .string()
  .regex(/^\d{4}-\d{2}$/)
  .transform((text) => `${text}-01`)
  .refine(isPlainDate)
  .nullable()
  .catch(null)
  .default(null);

/** `first` is the first day of the month; '' is what holds where a school says nothing of its own. */
export function readCalendarParams(params: SearchParams, today: PlainDate) {
  const first = month.parse(params.month) ?? `${today.slice(0, 8)}01`;
  const state = readTableState(
    params,
    { sorts: ['date'], defaultSort: 'date', filters: ['school'] },
    { month: first.slice(0, 7) },
  );
  return { first, state, schoolId: state.filters.school ?? '' };
}
