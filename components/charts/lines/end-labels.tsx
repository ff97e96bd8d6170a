import type { ChartHeight } from '../figure/chart-figure';
import { formatValue, fromTop, type Scale, type Unit } from '../axis/scale';
import { spreadLabels } from './spread-labels';
import classes from '../figure/chart.module.css';

/** The heights of chart.module.css and of a line of words, in rem. */
const HEIGHTS: Readonly<Record<ChartHeight, number>> = { usual: 11, small: 5.5 };
const LINE = 1.125;

/** The name of each line and its last value, where the line ends. */
export function EndLabels({
  series,
  lines,
  scale,
  unit,
  height = 'usual',
}: {
  series: readonly string[];
  lines: readonly (readonly (number | null)[])[];
  scale: Scale;
  unit: Unit;
  height?: ChartHeight;
}) {
  const ends = lines.flatMap((values, index) => {
    const last = values.findLast((value) => value !== null);
    if (last === undefined || last === null) return [];
    return [{ name: series[index] ?? '', last }];
  });
  const room = HEIGHTS[height];
  const tops = spreadLabels(
    ends.map(({ last }) => (fromTop(last, scale) / 100) * room),
    LINE,
    room,
  );
  return (
    <div className={classes.ends} aria-hidden="true">
      {ends.map(({ name, last }, index) => (
        <span key={name} style={{ top: `${tops[index] ?? 0}rem` }}>
          {series.length > 1 ? `${name} ` : ''}
          <b>{formatValue(last, unit)}</b>
        </span>
      ))}
    </div>
  );
}
