import { readTableState, type SearchParams } from '@/components/data-table/table-state';
import type { PlainDate } from '@/lib/core/calendar/plain-date';

export function readNoticeParams(params: SearchParams, date: PlainDate, today: PlainDate) {
  return readTableState(
    params,
    { sorts: ['name'], defaultSort: 'name', filters: ['school'] },
    date === today ? {} : { date },
  );
}
