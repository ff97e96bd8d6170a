import {
  formatInstant,
  formatRelative,
  formatShort,
  formatTimeOfDay,
} from '@/lib/core/calendar/format-instant';
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
  missing = 'never',
}: {
  at: Date | null | undefined;
  timeZone: string;
  now: Date;
  /** false where a column already says so or the time is only a record. */
  relative?: boolean;
  missing?: string;
}) {
  if (!at) return <Missing>{missing}</Missing>;
  return (
    <span className={classes.time}>
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

/**
 * "3 h ago" or "Nov 18" on one line of a table; the full time shows when it is pointed at or its row has the focus, is read out, and is what
 * paper has.
 */
export function TimeCell({
  at,
  timeZone,
  now,
  missing = 'never',
  isFocusable = false,
}: {
  at: Date | null | undefined;
  timeZone: string;
  now: Date;
  missing?: string;
  /** In rows without a link: there the time itself takes the focus. */
  isFocusable?: boolean;
}) {
  if (!at) return <Missing>{missing}</Missing>;
  const full = formatInstant(at, timeZone, now);
  return (
    <time
      dateTime={at.toISOString()}
      className={classes.short}
      data-full={full}
      tabIndex={isFocusable ? 0 : undefined}
    >
      <span>{formatShort(at, timeZone, now)}</span>
      <VisuallyHidden>, {full}</VisuallyHidden>
    </time>
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
  if (!date) return <Missing>{missing}</Missing>;
  return <time dateTime={date}>{formatPlainDate(date)}</time>;
}

function Missing({ children }: { children: string }) {
  return (
    <span>
      <span aria-hidden="true">{noValue}</span>
      <VisuallyHidden>{children}</VisuallyHidden>
    </span>
  );
}
