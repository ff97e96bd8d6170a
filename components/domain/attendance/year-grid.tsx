import { addDays, isPlainDate, type PlainDate } from '@/lib/core/calendar/plain-date';
import { VisuallyHidden } from '../../ui/visually-hidden';
import { DayCell, type DayCellFacts } from './day-cell';
import classes from './year-grid.module.css';
import { monthWord } from './words';

const NO_SCHOOL: DayCellFacts = {
  status: 'NO_SCHOOL',
  percentOfDay: null,
  reason: null,
  description: null,
  change: null,
};

/** A school year as months by days of the month: a plot that is its own table. */
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
      <table className={classes.year}>
        <caption>
          <VisuallyHidden>{caption}</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            <th scope="col">Month</th>
            {columns.map((day) => (
              <th key={day} scope="col">
                {day}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {months(from, to).map((month) => (
            <tr key={month}>
              <th scope="row">
                {monthWord(month)} {month.slice(0, 4)}
              </th>
              {columns.map((day) => {
                const date = `${month.slice(0, 8)}${String(day).padStart(2, '0')}`;
                if (!isPlainDate(date) || date < from || date > to)
                  return <td key={day} className={classes.outside} />;
                const cell = cells.get(date) ?? NO_SCHOOL;
                return (
                  <td
                    key={day}
                    className={cell.status === 'NO_SCHOOL' ? classes.noSchool : undefined}
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
