import { formatNumber, plural } from '@/lib/core/format/numbers';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { Callout } from '../../ui/callout';
import { shortDate, weekdayName } from './labels';

/** Days that count as they were sent although they are hard to believe: said before any number they are part of. */
export function ImplausibleDays({
  days,
  total,
  where,
}: {
  days: readonly {
    schoolId: string;
    schoolName: string;
    date: PlainDate;
    sentences: readonly string[];
  }[];
  /** Of which `days` are some. */
  total: number;
  /** "of the days shown": what the total is of. */
  where: string;
}) {
  if (total === 0) return null;
  const more = total - days.length;
  return (
    <Callout
      tone="waiting"
      title={`The attendance of ${plural(total, 'school day')} ${where} is hard to believe`}
    >
      <ul>
        {days.map(({ schoolId, schoolName, date, sentences }) => (
          <li key={`${schoolId} ${date}`}>
            <strong>
              {schoolName}, {weekdayName(date)} {shortDate(date)}
            </strong>
            : {sentences.join(' ')}
          </li>
        ))}
        {more > 0 ? <li>And {formatNumber(more)} more.</li> : null}
      </ul>
      <p>
        {total === 1 ? 'It counts as it was sent.' : 'They count as they were sent.'} Where the
        files are wrong, the district corrects them and sends the day again under the same name; a
        day that is plausible then is no longer listed here. Until then the mark stays: where the
        files are right, there is nothing to confirm.
      </p>
    </Callout>
  );
}
