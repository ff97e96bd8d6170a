import { readTableState, type SearchParams } from '@/components/data-table/table-state';
import { addressOf } from '@/lib/core/lists/lists';
import type { PlainDate } from '@/lib/core/calendar/plain-date';

export function readNoticeParams(params: SearchParams, date: PlainDate, today: PlainDate) {
  return readTableState(params, addressOf('notices'), date === today ? {} : { date });
}
