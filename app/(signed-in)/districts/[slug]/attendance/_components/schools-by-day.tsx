import Link from 'next/link';
import { HeatMap, type HeatCell } from '@/components/charts/heat-map';
import { numberedLinks, rangeShown } from '@/components/data-table/pager-links';
import { Pager } from '@/components/data-table/pager';
import { attendancePath, schoolPath } from '@/components/domain/attendance/addresses';
import { NoDataLegend } from '@/components/domain/attendance/legend';
import { monthName, shortDate, weekdayName } from '@/components/domain/attendance/labels';
import { EmptyState } from '@/components/ui/empty-state';
import { Inset } from '@/components/ui/section';
import { VisuallyHidden } from '@/components/ui/visually-hidden';
import { NO_DATA_LABELS } from '@/lib/core/attendance/no-data';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { formatPercent, formatPoints } from '@/lib/core/format/numbers';
import type { HeatMap as HeatMapRows } from '@/lib/server/attendance/queries/schools';

export function SchoolsByDay({
  slug,
  heat,
  page,
  pageSize,
  spanName,
}: {
  slug: string;
  heat: HeatMapRows;
  page: number;
  pageSize: number;
  spanName: string;
}) {
  if (heat.schools.length === 0)
    return <EmptyState headingLevel={3} title="No schools in the roster yet" />;
  const most = Math.max(
    0.01,
    ...heat.schools.flatMap(({ cells }) => cells.map(({ absenceRate }) => absenceRate ?? 0)),
  );
  const hrefOf = (to: number) => `${attendancePath(slug)}?span=${spanName}&heat=${to}`;
  const first = (page - 1) * pageSize + 1;
  return (
    <>
      <HeatMap
        caption="Absence by school and day"
        rowLabel="School"
        ends={[formatPercent(0), formatPercent(most * 100)]}
        columns={heat.dates.map((date, index) => ({
          key: date,
          label: (
            <>
              <span aria-hidden="true">
                {isFirstOfMonth(heat.dates, index) ? monthName(date) : null}
                <br />
                {weekdayName(date)}
                <br />
                {Number(date.slice(8))}
              </span>
              <VisuallyHidden>
                {weekdayName(date, 'long')} {shortDate(date)}
              </VisuallyHidden>
            </>
          ),
        }))}
        rows={heat.schools.map((school) => ({
          key: school.schoolId,
          label: (
            <Link href={schoolPath(slug, school.schoolId)} prefetch={false}>
              {school.name}
            </Link>
          ),
          cells: school.cells.map((cell): HeatCell => {
            if (cell.status === 'NO_SCHOOL')
              return {
                kind: 'none',
                strength: null,
                text: '',
                label: NO_DATA_LABELS.NO_SCHOOL.label,
              };
            if (cell.absenceRate === null)
              return {
                kind: 'missing',
                strength: null,
                text: NO_DATA_LABELS.NO_FILE.glyph,
                label: NO_DATA_LABELS.NO_FILE.label,
              };
            return {
              kind: 'value',
              strength: cell.absenceRate / most,
              text: formatPoints(cell.absenceRate * 100),
            };
          }),
        }))}
      />
      <Inset>
        <NoDataLegend />
      </Inset>
      {heat.total > pageSize ? (
        <Pager
          shown={`${rangeShown(first, first + heat.schools.length - 1, heat.total)} schools`}
          {...numberedLinks({
            page,
            hasNext: page * pageSize < heat.total,
            hrefOf,
          })}
        />
      ) : null}
    </>
  );
}

/** The first of the shown days of its month. */
function isFirstOfMonth(dates: readonly PlainDate[], index: number): boolean {
  return dates[index]?.slice(0, 7) !== dates[index - 1]?.slice(0, 7);
}
