import type { ReactNode } from 'react';
import { addDays, weekdayOf, type PlainDate } from '@/lib/core/calendar/plain-date';
import { VisuallyHidden } from '../../ui/visually-hidden';
import { LONG_WEEKDAYS, monthName } from './labels';
import classes from './wall-calendar.module.css';

export interface WallDay {
  /** Left out: a day of which nothing is to be said. */
  look?: 'school' | 'none';
  content: ReactNode;
}

/** Weeks from Sunday to Saturday, each day with its number; the first day of a month says which, where the caption cannot. */
export function WallCalendar({
  caption,
  from,
  to,
  today,
  hasQuietWeekends = false,
  dayOf,
}: {
  caption: string;
  from: PlainDate;
  to: PlainDate;
  /** Marked, where it is one of the days. */
  today?: PlainDate;
  /** Nothing happened on them: on a phone the other days get their room. */
  hasQuietWeekends?: boolean;
  dayOf: (date: PlainDate) => WallDay;
}) {
  const hasMonths = from.slice(0, 7) !== to.slice(0, 7);
  return (
    <div className={classes.region} role="region" aria-label={`${caption}, month`} tabIndex={0}>
      <table className={hasQuietWeekends ? `${classes.month} ${classes.quiet}` : classes.month}>
        <caption>
          <VisuallyHidden>{caption}</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            {LONG_WEEKDAYS.map((weekday) => (
              <th key={weekday} scope="col" abbr={weekday}>
                {weekday.slice(0, 3)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(from, to).map((week) => (
            <tr key={week[0]}>
              {week.map((date) => {
                if (date < from || date > to) return <td key={date} />;
                const { look, content } = dayOf(date);
                return (
                  <td key={date} className={look ? classes[look] : classes.blank}>
                    <time
                      dateTime={date}
                      aria-current={date === today ? 'date' : undefined}
                      className={classes.date}
                    >
                      {hasMonths && (date === from || date.endsWith('-01')) ? (
                        <span className={classes.monthName}>{monthName(date)} </span>
                      ) : null}
                      {Number(date.slice(8))}
                    </time>
                    {content}
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

function weeksOf(from: PlainDate, to: PlainDate): PlainDate[][] {
  const weeks: PlainDate[][] = [];
  for (let sunday = addDays(from, -weekdayOf(from)); sunday <= to; sunday = addDays(sunday, 7))
    weeks.push(Array.from({ length: 7 }, (_, day) => addDays(sunday, day)));
  return weeks;
}
