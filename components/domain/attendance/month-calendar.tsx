import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { formatNumber } from '@/lib/core/format/numbers';
import { VisuallyHidden } from '../../ui/visually-hidden';
import classes from './month-calendar.module.css';
import { CALENDAR_SOURCE_LABELS } from './labels';

export type CalendarCell = {
  date: PlainDate;
  isInSession: boolean;
  /** Where several schools are shown at once: how many there are, and in how many there is school. */
  schools?: { all: number; inSession: number };
  source: 'STAFF' | 'FILE' | 'TERMS' | 'WEEKDAY';
  note: string | null;
};

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** A month as a wall calendar. */
export function MonthCalendar({
  caption,
  days,
}: {
  caption: string;
  days: readonly CalendarCell[];
}) {
  return (
    <div className={classes.region} role="region" aria-label={`${caption}, month`} tabIndex={0}>
      <table className={classes.month}>
        <caption>
          <VisuallyHidden>{caption}</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            {WEEKDAYS.map((weekday) => (
              <th key={weekday} scope="col" abbr={weekday}>
                {weekday.slice(0, 3)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks(days).map((week, index) => (
            <tr key={index}>
              {week.map((day, at) =>
                day ? (
                  <td key={at} className={day.isInSession ? classes.school : classes.none}>
                    <time dateTime={day.date} className={classes.date}>
                      {Number(day.date.slice(8))}
                    </time>
                    <span className={classes.word}>{sessionLabel(day)}</span>
                    {day.note ? <span className={classes.note}>{day.note}</span> : null}
                    <span className={classes.source}>{CALENDAR_SOURCE_LABELS[day.source]}</span>
                  </td>
                ) : (
                  <td key={at} />
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function sessionLabel({ isInSession, schools }: CalendarCell): string {
  if (schools && schools.inSession > 0 && schools.inSession < schools.all)
    return `School at ${formatNumber(schools.inSession)} of ${formatNumber(schools.all)}`;
  return isInSession ? 'School' : 'No school';
}

function weeks(days: readonly CalendarCell[]): (CalendarCell | null)[][] {
  const first = days[0];
  if (!first) return [];
  const before = new Date(`${first.date}T00:00:00Z`).getUTCDay();
  const cells: (CalendarCell | null)[] = [...Array<null>(before).fill(null), ...days];
  while (cells.length % 7 !== 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}
