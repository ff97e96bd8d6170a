import { addDays, formatPlainDate, type PlainDate } from '@/lib/core/calendar/plain-date';
import { ButtonLink } from '../../ui/button';
import { Row } from '../../ui/section';
import { weekdayName } from './labels';

/** One day back, one day on: links, so that the address says which day is shown. */
export function DayPager({
  path,
  date,
  last,
}: {
  path: string;
  date: PlainDate;
  /** No later day than this. */
  last: PlainDate;
}) {
  return (
    <Row>
      <ButtonLink size="small" prefetch={false} href={`${path}?date=${addDays(date, -1)}`}>
        Day before
      </ButtonLink>
      <strong>
        {weekdayName(date, 'long')}, {formatPlainDate(date)}
        {date === last ? ' (today)' : ''}
      </strong>
      {date < last ? (
        <>
          <ButtonLink size="small" prefetch={false} href={`${path}?date=${addDays(date, 1)}`}>
            Day after
          </ButtonLink>
          <ButtonLink size="small" variant="quiet" prefetch={false} href={path}>
            Today
          </ButtonLink>
        </>
      ) : null}
    </Row>
  );
}
