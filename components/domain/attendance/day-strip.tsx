import type { DayStatus } from '@/lib/core/attendance/no-data';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { DayCell, type DayCellFacts } from './day-cell';
import classes from './day-strip.module.css';
import { shortDate, weekdayName } from './labels';

/** Short enough for a fifth of a phone; the whole words are in the cell, for the ear. */
const SHORT_LABELS: Readonly<Record<DayStatus, string>> = {
  UNEXCUSED_ABSENCE: 'Unexcused',
  EXCUSED_ABSENCE: 'Excused',
  TARDY: 'Tardy',
  EXCUSED_PRESENT: 'Excused present',
  NO_ROW: 'No data',
  NO_FILE: 'No file',
  NO_SCHOOL: 'No school',
};

/** A few days of one student side by side, oldest first: what is asked about most, readable on a phone. */
export function DayStrip({
  days,
  timeZone,
}: {
  days: readonly { date: PlainDate; cell: DayCellFacts }[];
  timeZone: string;
}) {
  return (
    <ol className={classes.strip}>
      {days.map(({ date, cell }) => (
        <li key={date}>
          <time dateTime={date}>
            {weekdayName(date)}
            <br /> {shortDate(date)}
          </time>{' '}
          <DayCell cell={cell} timeZone={timeZone} detailId={`strip-${date}`} />
          <span className={classes.word} aria-hidden="true">
            {SHORT_LABELS[cell.status]}
          </span>
        </li>
      ))}
    </ol>
  );
}
