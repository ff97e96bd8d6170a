import type { ChartHeight } from '../figure/chart-figure';
import { formatValue, fromTop, type Scale, type Unit } from '../axis/scale';
import { spreadLabels } from './spread-labels';
import classes from '../figure/chart.module.css';

/** The heights of chart.module.css and of a line of words, in rem. */
const HEIGHTS: Readonly<Record<ChartHeight, number>> = { usual: 11, small: 5.5 };
const LINE = 1.125;

/** The last value of each line and its name, where the line ends; a long name is cut off, the value never. */
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
          <b>{formatValue(last, unit)}</b>
          {series.length > 1 ? ` ${name}` : ''}
        </span>
      ))}
    </div>
  );
}
