import { Callout } from '@/components/ui/callout';
import { formatNumber, plural } from '@/lib/core/format/numbers';
import type { FeedBoard } from '@/lib/server/attendance/queries/feed-board';

const MOST_NAMED = 10;

/** The schools that no file has reported: named once, above the file names. */
export function NotHeardFrom({
  schools: { missing, expected, inNoFile, unusedFiles },
}: {
  schools: FeedBoard['notHeardFrom'];
}) {
  if (missing.length === 0) return null;
  const more = missing.length - MOST_NAMED;
  return (
    <Callout
      tone="waiting"
      title={`${formatNumber(missing.length)} of ${plural(expected, 'school')} ${have(missing.length)} not reported this day`}
    >
      <p>
        {missing.slice(0, MOST_NAMED).join(', ')}
        {more > 0 ? ` and ${formatNumber(more)} more` : ''}.
        {inNoFile > 0
          ? ` ${plural(inNoFile, 'school')} of them ${have(inNoFile)} not reported in recent weeks.`
          : ''}
        {unusedFiles > 0
          ? ` ${plural(unusedFiles, 'file')} of this day ${unusedFiles === 1 ? 'is' : 'are'} waiting or could not be used, and ${unusedFiles === 1 ? 'reports' : 'report'} no school.`
          : ''}
      </p>
    </Callout>
  );
}

function have(schools: number): string {
  return schools === 1 ? 'has' : 'have';
}
