import Link from 'next/link';
import { attendancePath } from '@/components/domain/attendance/addresses';
import { shortDate } from '@/components/domain/attendance/labels';
import { Callout } from '@/components/ui/callout';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { listed, plural } from '@/lib/core/format/numbers';

const MOST_NAMES = 12;

/** Which schools did not send, by name: of today some may still come, of an earlier day they are missing. */
export function NotReported({
  slug,
  names,
  inSession,
  date,
  today,
}: {
  slug: string;
  names: readonly string[];
  /** Schools that day. */
  inSession: number;
  date: PlainDate;
  today: PlainDate;
}) {
  if (names.length === 0) return null;
  const isToday = date === today;
  const day = `${shortDate(date)}${isToday ? ' (today)' : ''}`;
  return (
    <Callout
      tone={isToday ? 'neutral' : 'waiting'}
      title={
        names.length === inSession
          ? `No school has reported ${isToday ? 'yet ' : ''}for ${day}`
          : `Not reported ${isToday ? 'yet ' : ''}for ${day}: ${names.length} of ${plural(inSession, 'school')}`
      }
    >
      <p>
        {listed(names, MOST_NAMES)}.{' '}
        <Link href={attendancePath(slug, 'feeds')}>See today’s files</Link>
      </p>
    </Callout>
  );
}
