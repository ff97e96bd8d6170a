import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { formatNumber } from '@/lib/core/format/numbers';
import { CALENDAR_SOURCE_LABELS } from './labels';
import { WallCalendar } from './wall-calendar';
import classes from './wall-calendar.module.css';

export type CalendarCell = {
  date: PlainDate;
  isInSession: boolean;
  /** Where several schools are shown at once: how many there are, and in how many there is school. */
  schools?: { all: number; inSession: number };
  source: 'STAFF' | 'FILE' | 'TERMS' | 'WEEKDAY';
  note: string | null;
};

/** On which days of a month there is school. */
export function MonthCalendar({
  caption,
  days,
}: {
  caption: string;
  days: readonly CalendarCell[];
}) {
  const [first] = days;
  const last = days.at(-1);
  if (!first || !last) return null;
  const known = new Map(days.map((day) => [day.date, day]));
  return (
    <WallCalendar
      caption={caption}
      from={first.date}
      to={last.date}
      dayOf={(date) => {
        const day = known.get(date);
        if (!day) return { content: null };
        return {
          look: day.isInSession ? 'school' : 'none',
          content: (
            <>
              <span className={classes.word}>{sessionLabel(day)}</span>
              {day.note ? <span className={classes.note}>{day.note}</span> : null}
              <span className={classes.source}>{CALENDAR_SOURCE_LABELS[day.source]}</span>
            </>
          ),
        };
      }}
    />
  );
}

function sessionLabel({ isInSession, schools }: CalendarCell): string {
  if (schools && schools.inSession > 0 && schools.inSession < schools.all)
    return `School at ${formatNumber(schools.inSession)} of ${formatNumber(schools.all)}`;
  return isInSession ? 'School' : 'No school';
}
