import { addDays, isPlainDate, type PlainDate } from '@/lib/core/calendar/plain-date';
import { VisuallyHidden } from '../../ui/visually-hidden';
import { DayCell, type DayCellFacts } from './day-cell';
import classes from './year-grid.module.css';
import { monthName } from './labels';

const NO_SCHOOL: DayCellFacts = {
  status: 'NO_SCHOOL',
  percentOfDay: null,
  reason: null,
  description: null,
  change: null,
};

/**
 * A school year as months by days of the month: a plot that is its own table. On a phone a month is a small wall
 * calendar; the roles are written out because a browser may forget them there.
 */
export function YearGrid({
  caption,
  days,
  from,
  to,
  timeZone,
}: {
  caption: string;
  days: readonly { date: PlainDate; cell: DayCellFacts }[];
  from: PlainDate;
  to: PlainDate;
  timeZone: string;
}) {
  const cells = new Map(days.map(({ date, cell }) => [date, cell]));
  const columns = Array.from({ length: 31 }, (_, index) => index + 1);
  return (
    <div className={classes.region} role="region" aria-label={`${caption}, table`} tabIndex={0}>
      <table className={classes.year} role="table">
        <caption>
          <VisuallyHidden>{caption}</VisuallyHidden>
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">
              Month
            </th>
            {columns.map((day) => (
              <th key={day} scope="col" role="columnheader">
                {day}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {months(from, to).map((month) => (
            <tr key={month} role="row">
              <th scope="row" role="rowheader">
                {monthName(month)} {month.slice(0, 4)}
              </th>
              {columns.map((day) => {
                const date = `${month.slice(0, 8)}${String(day).padStart(2, '0')}`;
                if (!isPlainDate(date) || date < from || date > to)
                  return <td key={day} role="cell" className={classes.outside} />;
                const cell = cells.get(date) ?? NO_SCHOOL;
                return (
                  <td
                    key={day}
                    role="cell"
                    className={cell.status === 'NO_SCHOOL' ? classes.noSchool : undefined}
                    data-day={day}
                    style={{ gridColumn: weekdayColumn(date) }}
                  >
                    <DayCell cell={cell} timeZone={timeZone} detailId={`day-${date}`} />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Monday first; as a table cell it has no effect. */
function weekdayColumn(date: PlainDate): number {
  return ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}

function months(from: PlainDate, to: PlainDate): PlainDate[] {
  const found: PlainDate[] = [];
  for (
    let month = `${from.slice(0, 8)}01`;
    month <= to;
    month = `${addDays(month, 31).slice(0, 8)}01`
  )
    found.push(month);
  return found;
}
