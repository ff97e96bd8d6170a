import { LineChart } from '@/components/charts/line-chart';
import { shortDate } from '@/components/domain/attendance/labels';
import { Section } from '@/components/ui/section';
import { formatInstant } from '@/lib/core/calendar/format-instant';
import { localDate } from '@/lib/core/calendar/zoned-time';
import { runLabel } from '@/lib/core/sync-run/status-labels';
import type { HistoryPoint } from '@/lib/server/reviews/queries/run-history';
import classes from './_components/review-layout.module.css';
import type { LoadedReview } from './load-review';
import { fewestRuns } from './page-sections';

/** How many people the last files held, and this one. */
export function History({
  loaded: { review, now },
  points,
}: {
  loaded: LoadedReview;
  points: readonly HistoryPoint[];
}) {
  if (points.length < fewestRuns) return null;
  return (
    <Section title="The last runs" id="history">
      <details className={classes.fold}>
        <summary>People in users.csv, for full files only</summary>
        <LineChart
          label={`People in the last ${points.length} runs`}
          unit="count"
          baseline="fitted"
          rowLabel="Run"
          series={['People']}
          points={points.map((point) => ({
            key: String(point.runId),
            label: shortDate(localDate(point.at, review.timeZone)),
            title: formatInstant(point.at, review.timeZone, now),
            values: [point.users],
            mark: { kind: kindOf(point), words: outcomeOf(point) },
          }))}
        />
      </details>
    </Section>
  );
}

function kindOf({ isProposed, wasHeld }: HistoryPoint) {
  if (isProposed) return 'proposed';
  return wasHeld ? 'held' : 'usual';
}

function outcomeOf({ state, isUndone, isProposed, wasHeld }: HistoryPoint): string {
  const { word } = runLabel({ state, undoneAt: isUndone ? new Date(0) : null });
  if (isProposed) return `${word} (this update)`;
  return wasHeld && state !== 'HELD' ? `${word}, was held` : word;
}
