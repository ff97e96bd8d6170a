import Link from 'next/link';
import { attendancePath } from '@/components/domain/attendance/addresses';
import { shortDate } from '@/components/domain/attendance/labels';
import { withParams } from '@/components/domain/roster/addresses';
import { Callout } from '@/components/ui/callout';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { formatNumber, listed, plural } from '@/lib/core/format/numbers';
import type { SchoolsNotReported } from '@/lib/server/attendance/queries/schools-not-reported';

const MOST_NAMES = 12;

/** Which schools did not send, by name: of today some may still come, of an earlier day they are missing. */
export function NotReported({
  slug,
  schools: { names, inSession },
  date,
  today,
}: {
  slug: string;
  schools: SchoolsNotReported;
  /** The last day with school. */
  date: PlainDate;
  today: PlainDate;
}) {
  if (names.length === 0) return null;
  const isToday = date === today;
  const day = `${shortDate(date)}${isToday ? ' (today)' : ''}`;
  const yet = isToday ? 'yet ' : '';
  return (
    <Callout
      tone={isToday ? 'neutral' : 'waiting'}
      title={
        names.length === inSession
          ? `No school has reported ${yet}for ${day}`
          : `Not reported ${yet}for ${day}: ${formatNumber(names.length)} of ${plural(inSession, 'school')}`
      }
    >
      <p>
        {listed(names, MOST_NAMES)}.{' '}
        <Link href={withParams(attendancePath(slug, 'feeds'), { date })}>
          See the files of that day
        </Link>
      </p>
    </Callout>
  );
}
