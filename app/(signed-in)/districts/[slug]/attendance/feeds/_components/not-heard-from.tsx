import { Callout } from '@/components/ui/callout';
import { formatNumber, plural } from '@/lib/core/format/numbers';
import type { FeedBoard } from '@/lib/server/attendance/queries/feed-board';

const MOST_NAMED = 10;

/** The schools that sent no file: named once, above the file names. */
export function NotHeardFrom({
  schools: { missing, expected, inNoFile },
}: {
  schools: FeedBoard['notHeardFrom'];
}) {
  if (missing.length === 0) return null;
  const more = missing.length - MOST_NAMED;
  return (
    <Callout
      tone="waiting"
      title={`No file for this day from ${formatNumber(missing.length)} of ${plural(expected, 'school')}`}
    >
      <p>
        {missing.slice(0, MOST_NAMED).join(', ')}
        {more > 0 ? ` and ${formatNumber(more)} more` : ''}.
        {inNoFile > 0 ? ` ${plural(inNoFile, 'school')} of them in no file in recent weeks.` : ''}
      </p>
    </Callout>
  );
}
