import { monthName, shortDate } from '@/components/domain/attendance/labels';
import { BAND_LABELS } from '@/lib/core/attendance/rates';
import { addDays, formatPlainDate, type PlainDate } from '@/lib/core/calendar/plain-date';
import type { GridOptions } from '@/lib/server/attendance/queries/grid-options';
import type { GridFilters } from '@/lib/server/attendance/queries/school-grid';

/** What the students were chosen by, in words. */
export function filterSentence(
  { grade, classId, band, search }: GridFilters,
  options: GridOptions,
): string {
  const title = options.classes.find((each) => each.classId === classId)?.title ?? classId;
  const words = [
    ...(grade === null ? [] : [`grade ${grade}`]),
    ...(title === null ? [] : [`class ${title}`]),
    ...(band === null
      ? []
      : [band === 'CHRONIC' ? 'chronically absent' : `attendance ${BAND_LABELS[band]}`]),
    ...(search === null ? [] : [`names with “${search}”`]),
  ];
  return words.length === 0 ? '' : ` Only ${words.join(', ')}.`;
}

/** "September 2026", or "Sep 7 to Sep 13, 2026" */
export function spanLabel(view: 'week' | 'month', { from }: { from: PlainDate }): string {
  return view === 'month'
    ? `${monthName(from)} ${from.slice(0, 4)}`
    : `${shortDate(from)} to ${formatPlainDate(addDays(from, 6))}`;
}
