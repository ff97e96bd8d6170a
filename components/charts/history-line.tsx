import { LineChart } from './line-chart';

export type HistoryLinePoint = {
  id: number;
  /** "Nov 21, 2:10 AM" */
  label: string;
  /** Null leaves a gap. */
  value: number | null;
  look: 'usual' | 'held' | 'proposed';
  /** What became of it, in words. */
  outcome: string;
};

/** A line over runs with the one that is asked about marked. */
export function HistoryLine({
  caption,
  noun,
  points,
}: {
  caption: string;
  noun: string;
  points: readonly HistoryLinePoint[];
}) {
  return (
    <LineChart
      label={caption}
      unit="count"
      baseline="fitted"
      rowLabel="Run"
      series={[noun]}
      points={points.map(({ id, label, value, look, outcome }) => ({
        key: String(id),
        label: label.split(',')[0] ?? label,
        title: label,
        values: [value],
        mark: { kind: look, words: outcome },
      }))}
    />
  );
}
