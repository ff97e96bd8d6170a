import { formatNumber } from '@/lib/core/format/numbers';
import classes from './charts.module.css';

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

const WIDTH = 720;
const HEIGHT = 140;
const PAD = { left: 64, right: 16, top: 14, bottom: 12 };

/** A line over runs with the one that is asked about marked, and the same as a table that can be opened. */
export function HistoryLine({
  caption,
  noun,
  points,
}: {
  caption: string;
  noun: string;
  points: readonly HistoryLinePoint[];
}) {
  const known = points.flatMap(({ value }) => value ?? []);
  const [low, high] = scaleOf(known);
  const x = (index: number) =>
    PAD.left + (index / Math.max(1, points.length - 1)) * (WIDTH - PAD.left - PAD.right);
  const y = (value: number) =>
    PAD.top + (1 - (value - low) / Math.max(1, high - low)) * (HEIGHT - PAD.top - PAD.bottom);
  const path = points
    .map(({ value }, index) => {
      if (value === null) return '';
      const isStart = index === 0 || points[index - 1]?.value === null;
      return `${isStart ? 'M' : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    })
    .join(' ');
  return (
    <figure className={classes.figure}>
      {known.length > 1 ? (
        <div className={classes.plot}>
          <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={caption}>
            {[low, high].map((value) => (
              <g key={value}>
                <line
                  x1={PAD.left}
                  x2={WIDTH - PAD.right}
                  y1={y(value)}
                  y2={y(value)}
                  className={classes.gridLine}
                />
                <text x={PAD.left - 8} y={y(value) + 4} className={classes.tick}>
                  {formatNumber(value)}
                </text>
              </g>
            ))}
            <path d={path} className={classes.line} />
            {points.map(({ id, value, look, label, outcome }, index) =>
              value === null ? null : look === 'proposed' ? (
                <path key={id} d={diamond(x(index), y(value))} className={classes.proposed}>
                  <title>{`${label}: ${formatNumber(value)} ${noun}, ${outcome}`}</title>
                </path>
              ) : (
                <circle
                  key={id}
                  cx={x(index)}
                  cy={y(value)}
                  r={look === 'held' ? 4 : 2.5}
                  className={look === 'held' ? classes.heldPoint : classes.point}
                >
                  <title>{`${label}: ${formatNumber(value)} ${noun}, ${outcome}`}</title>
                </circle>
              ),
            )}
          </svg>
        </div>
      ) : null}
      <figcaption className={classes.soft}>
        {caption} ◆ is this update, ○ was held. The scale does not begin at zero.
      </figcaption>
      <details className={classes.asTable}>
        <summary>As a table</summary>
        <table className={classes.small}>
          <caption>{caption}</caption>
          <thead>
            <tr>
              <th scope="col">Run</th>
              <th scope="col">Received</th>
              <th scope="col">{noun}</th>
              <th scope="col">What became of it</th>
            </tr>
          </thead>
          <tbody>
            {points.map(({ id, label, value, outcome }) => (
              <tr key={id}>
                <th scope="row">{id}</th>
                <td>{label}</td>
                <td className={classes.number}>{formatNumber(value)}</td>
                <td>{outcome}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

/** A little room above and below, so that a flat line is not on the edge. */
function scaleOf(values: readonly number[]): [number, number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const room = Math.max(1, Math.round((high - low) * 0.1));
  return [Math.max(0, low - room), high + room];
}

function diamond(x: number, y: number): string {
  return `M${x} ${y - 7} L${x + 7} ${y} L${x} ${y + 7} L${x - 7} ${y} Z`;
}
