import { DayCalendar } from '@/components/domain/attendance/day-calendar';
import { monthLabel, monthName } from '@/components/domain/attendance/labels';
import { withParams } from '@/components/domain/roster/addresses';
import { LinkTabs } from '@/components/layout/link-tabs';
import { Inset, Section } from '@/components/ui/section';
import { NO_ROW_MEANING } from '@/lib/core/attendance/no-data';
import { addDays, type PlainDate } from '@/lib/core/calendar/plain-date';
import type { StudentYear } from '@/lib/server/attendance/queries/student';

/** One month, day by day, and every other month of the year one press away. */
export function MonthOfDays({
  year: { days, span, attendanceYear },
  month,
  path,
  timeZone,
}: {
  year: StudentYear;
  /** Its first day. */
  month: PlainDate;
  /** The address of the page. */
  path: string;
  timeZone: string;
}) {
  return (
    <Section
      title={monthLabel(month)}
      id="month"
      description={`On a day with “—”, ${NO_ROW_MEANING}.`}
      flush
    >
      <Inset>
        <LinkTabs
          label="Month"
          tabs={monthsOf(span).map((first) => ({
            href: withParams(path, { month: first.slice(0, 7) }),
            label: monthName(first),
            isCurrent: first === month,
          }))}
        />
      </Inset>
      <DayCalendar
        caption={`Days of ${monthLabel(month)}`}
        span={{ from: month, to: addDays(nextMonth(month), -1) }}
        known={span}
        today={attendanceYear.today}
        days={days}
        timeZone={timeZone}
      />
    </Section>
  );
}

/** The first days of the months that a span touches. */
export function monthsOf({ from, to }: StudentYear['span']): PlainDate[] {
  const months: PlainDate[] = [];
  for (let month = firstOf(from); month <= to; month = nextMonth(month)) months.push(month);
  return months.length === 0 ? [firstOf(to)] : months;
}

const firstOf = (date: PlainDate): PlainDate => `${date.slice(0, 8)}01`;

const nextMonth = (month: PlainDate): PlainDate => firstOf(addDays(month, 31));
