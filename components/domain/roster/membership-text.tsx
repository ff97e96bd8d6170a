import type { MembershipTime } from '@/lib/core/oneroster/current-member';
import { DateText } from '../time-text';

/** "now", "from Dec 1, 2026" or "until Oct 16, 2026": whether somebody is in a class, is to come or was. */
export function MembershipText({
  time,
  beginDate,
  endDate,
}: {
  time: MembershipTime;
  beginDate: string | null;
  endDate: string | null;
}) {
  if (time === 'current') return <>now</>;
  return (
    <>
      {time === 'coming' ? 'from ' : 'until '}
      <DateText date={time === 'coming' ? beginDate : endDate} />
    </>
  );
}
