import { z } from 'zod';
import { addDays, isPlainDate, type PlainDate } from '@/lib/core/calendar/plain-date';
import { weekOf } from '@/lib/server/attendance/queries/schools';
import { readTableState, type SearchParams } from '@/components/data-table/table-state';
import { addressOf } from '@/lib/core/lists/lists';

const BANDS = ['CHRONIC', 'BELOW_80', 'FROM_80', 'FROM_90', 'FROM_95'] as const;

const shown = z.object({
  view: z.enum(['week', 'month']).catch('week').default('week'),
  date: z.string().refine(isPlainDate).nullable().catch(null).default(null),
  print: z.enum(['all']).nullable().catch(null).default(null),
});
const filters = z.object({
  grade: z.string().nullable().default(null),
  class: z.string().nullable().default(null),
  band: z.enum(BANDS).nullable().catch(null).default(null),
  find: z.string().nullable().default(null),
});

/** `open` turns the sealed search of the address into the text that was typed. */
export function readGridParams(params: SearchParams, open: (token: string) => string) {
  const { view, date, print } = shown.parse({
    view: params.view,
    date: params.date,
    print: params.print,
  });
  const state = readTableState(params, addressOf('attendance-students'), {
    ...(view === 'week' ? {} : { view }),
    ...(date === null ? {} : { date }),
  });
  const { grade, class: classId, band, find } = filters.parse(state.filters);
  return {
    view,
    date,
    isForPrint: print === 'all',
    state,
    grid: { grade, classId, band, search: find === null ? null : open(find), sort: state.sort },
  };
}

/** The week or the month around a day, weekends too: a day with school or a file is shown whichever it is. */
export function daysAround(
  view: 'week' | 'month',
  date: PlainDate,
): { from: PlainDate; to: PlainDate } {
  if (view === 'week') {
    const { from } = weekOf(date);
    return { from, to: addDays(from, 6) };
  }
  const from = `${date.slice(0, 8)}01`;
  return { from, to: addDays(`${addDays(from, 31).slice(0, 8)}01`, -1) };
}
