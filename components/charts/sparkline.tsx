import { formatNumber } from '@/lib/core/format/numbers';
import classes from './charts.module.css';

export type SparklinePoint = {
  id: number;
  /** "Run 1042, Nov 21, 2:10 AM" */
  label: string;
  value: number;
};

const WIDTH = 240;
const HEIGHT = 36;
const ROOM = 4;

/** A small line from zero whose numbers stand beside it in words, and one by one when asked for. The last point is marked. */
export function Sparkline({
  summary,
  noun,
  points,
}: {
  summary: string;
  /** What is counted: "Problems". */
  noun: string;
  points: readonly SparklinePoint[];
}) {
  const highest = Math.max(1, ...points.map(({ value }) => value));
  const x = (index: number) => ROOM + (index / Math.max(1, points.length - 1)) * (WIDTH - 2 * ROOM);
  const y = (value: number) => HEIGHT - ROOM - (value / highest) * (HEIGHT - 2 * ROOM);
  const last = points.at(-1);
  return (
    <div className={classes.spark}>
      {points.length > 1 && last ? (
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
          <polyline
            className={classes.line}
            points={points.map(({ value }, index) => `${x(index)},${y(value)}`).join(' ')}
          />
          <circle
            className={classes.point}
            cx={x(points.length - 1)}
            cy={y(last.value)}
            r={ROOM - 1}
          />
        </svg>
      ) : null}
      <p className={classes.soft}>{summary}</p>
      <details className={classes.asTable}>
        <summary>Run by run</summary>
        <table className={classes.small}>
          <caption>{summary}</caption>
          <thead>
            <tr>
              <th scope="col">Run</th>
              <th scope="col">{noun}</th>
            </tr>
          </thead>
          <tbody>
            {points.map(({ id, label, value }) => (
              <tr key={id}>
                <th scope="row">{label}</th>
                <td className={classes.number}>{formatNumber(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  );
}
