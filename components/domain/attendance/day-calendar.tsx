import { isWeekday, type PlainDate } from '@/lib/core/calendar/plain-date';
import { DayInWords, type DayCellFacts } from './day-cell';
import { WallCalendar } from './wall-calendar';

interface Span {
  from: PlainDate;
  to: PlainDate;
}

const NO_SCHOOL: DayCellFacts = {
  status: 'NO_SCHOOL',
  percentOfDay: null,
  reason: null,
  description: null,
  change: null,
};

/** Some weeks of one student: every day by its number, with what it was in words. */
export function DayCalendar({
  caption,
  span,
  known,
  today,
  days,
  timeZone,
}: {
  caption: string;
  span: Span;
  /** Of other days nothing is said: they are still to come, or before the student was in the school. */
  known: Span;
  today: PlainDate;
  days: readonly { date: PlainDate; note: string | null; cell: DayCellFacts }[];
  timeZone: string;
}) {
  const byDate = new Map(days.map((day) => [day.date, day]));
  return (
    <WallCalendar
      caption={caption}
      from={span.from}
      to={span.to}
      today={today}
      hasQuietWeekends={days.every(
        ({ date, cell }) =>
          isWeekday(date) ||
          date < span.from ||
          date > span.to ||
          (cell.status === 'NO_SCHOOL' && cell.change === null),
      )}
      dayOf={(date) => {
        if (date < known.from || date > known.to) return { content: null };
        const { cell = NO_SCHOOL, note = null } = byDate.get(date) ?? {};
        return {
          look: cell.status === 'NO_SCHOOL' ? 'none' : 'school',
          content: (
            <DayInWords cell={cell} note={note} timeZone={timeZone} detailId={`on-${date}`} />
          ),
        };
      }}
    />
  );
}
