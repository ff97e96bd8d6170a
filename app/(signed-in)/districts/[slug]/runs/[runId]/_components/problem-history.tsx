import { BarChart } from '@/components/charts/bar-chart';
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
    <BarChart
      label="Problems by run"
      caption={`${plural(last.count, 'problem')} in this run, ${formatNumber(before.count)} in the one before. Over ${plural(points.length, 'run')}: lowest ${formatNumber(Math.min(...counts))}, highest ${formatNumber(Math.max(...counts))}.`}
      unit="count"
      rowLabel="Run"
      height="small"
      series={[{ name: 'Problems', tone: 'plain' }]}
      bars={points.map(({ runId, runNumber, receivedAt, count }) => ({
        key: String(runId),
        label: `Run ${runNumber}`,
        title: `Run ${runNumber}, ${formatInstant(receivedAt, timeZone, now)}`,
        values: [count],
      }))}
    />
  );
}
