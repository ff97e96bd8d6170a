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
      title={`The attendance of ${plural(total, 'school day')} ${where} looks unusual`}
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
        {total === 1 ? 'It is counted as sent.' : 'They are counted as sent.'} If the files are
        wrong, the district corrects them and sends the day again with the same file name; the day
        then drops off this list. If the files are right, nothing needs to be done, and the mark
        stays.
      </p>
    </Callout>
  );
}
