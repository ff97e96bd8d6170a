import { formatInstant, formatRelative, formatTimeOfDay } from '@/lib/core/calendar/format-instant';
import { formatPlainDate, type PlainDate } from '@/lib/core/calendar/plain-date';
import { noValue } from '@/lib/core/format/numbers';
import { VisuallyHidden } from '../ui/visually-hidden';
import classes from './time-text.module.css';

/**
 * "Nov 21, 10:42 AM CST (6 min ago)". `now` is passed in so that every time on a page is told from the
 * same moment. Without an instant: a dash that a screen reader hears as `missing`.
 */
export function TimeText({
  at,
  timeZone,
  now,
  relative = true,
  stacked = false,
  missing = 'never',
}: {
  at: Date | null | undefined;
  timeZone: string;
  now: Date;
  /** false where a column already says so or the time is only a record. */
  relative?: boolean;
  /** In narrow columns: the relative time on a line of its own. */
  stacked?: boolean;
  missing?: string;
}) {
  if (!at) {
    return (
      <span>
        <span aria-hidden="true">{noValue}</span>
        <VisuallyHidden>{missing}</VisuallyHidden>
      </span>
    );
  }
  return (
    <span className={stacked ? `${classes.time} ${classes.stacked}` : classes.time}>
      <time dateTime={at.toISOString()}>{formatInstant(at, timeZone, now)}</time>
      {relative ? (
        <>
          {' '}
          <span className={classes.relative}>({formatRelative(at, now)})</span>
        </>
      ) : null}
    </span>
  );
}

/** "10:52 AM CST", where the day is clear from its place. */
export function TimeOfDayText({ at, timeZone }: { at: Date; timeZone: string }) {
  return <time dateTime={at.toISOString()}>{formatTimeOfDay(at, timeZone)}</time>;
}

/** "Nov 21, 2026": a school day has no time and no zone. */
export function DateText({
  date,
  missing = 'not set',
}: {
  date: PlainDate | null | undefined;
  missing?: string;
}) {
  if (!date) {
    return (
      <span>
        <span aria-hidden="true">{noValue}</span>
        <VisuallyHidden>{missing}</VisuallyHidden>
      </span>
    );
  }
  return <time dateTime={date}>{formatPlainDate(date)}</time>;
}
