import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { Callout } from '../../ui/callout';
import { shortDate } from './labels';

/** Says in words on which days no file came, so that nobody takes them for days without absences. */
export function MissingDays({
  days,
  schoolName,
}: {
  days: readonly { date: PlainDate; nothing: string }[];
  schoolName: string;
}) {
  const missing = days.filter(({ nothing }) => nothing === 'NO_FILE');
  if (missing.length === 0) return null;
  return (
    <Callout
      tone="waiting"
      title={`No file received from ${schoolName} for ${missing.map(({ date }) => shortDate(date)).join(', ')}`}
    >
      <p>There is no data for these days, and they are left out of every rate.</p>
    </Callout>
  );
}
