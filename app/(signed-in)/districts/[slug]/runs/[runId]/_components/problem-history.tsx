import { Sparkline } from '@/components/charts/sparkline';
import { formatInstant } from '@/lib/core/calendar/format-instant';
import { formatNumber, plural } from '@/lib/core/format/numbers';
import type { ProblemHistoryPoint } from '@/lib/server/sync-runs/queries/problems';

/** How the number of problems went over the runs up to this one; nothing for a first run. */
export function ProblemHistory({
  points,
  timeZone,
  now,
}: {
  points: readonly ProblemHistoryPoint[];
  timeZone: string;
  now: Date;
}) {
  const last = points.at(-1);
  const before = points.at(-2);
  if (!last || !before) return null;
  const counts = points.map(({ count }) => count);
  return (
    <Sparkline
      summary={`${plural(last.count, 'problem')} in this run, ${formatNumber(before.count)} in the one before. Over ${plural(points.length, 'run')}: lowest ${formatNumber(Math.min(...counts))}, highest ${formatNumber(Math.max(...counts))}.`}
      noun="Problems"
      points={points.map(({ runId, runNumber, receivedAt, count }) => ({
        id: runId,
        label: `Run ${runNumber}, ${formatInstant(receivedAt, timeZone, now)}`,
        value: count,
      }))}
    />
  );
}
