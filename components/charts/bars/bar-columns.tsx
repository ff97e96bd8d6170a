import { middleOf } from '../axis/axis-labels';
import type { Bar, BarSeries } from './bar';
import { BarParts } from './bar-parts';
import { fromTop, type Scale } from '../axis/scale';
import classes from './bars.module.css';

/** Bars on a common baseline. */
export function BarColumns({
  bars,
  series,
  totals,
  scale,
  isCut,
}: {
  bars: readonly Bar[];
  series: readonly BarSeries[];
  totals: readonly number[];
  scale: Scale;
  isCut: (bar: Bar) => boolean;
}) {
  return bars.map((bar, index) => {
    const total = totals[index] ?? 0;
    if (total <= 0) return null;
    return (
      <span
        key={bar.key}
        aria-hidden="true"
        className={`${classes.column} ${isCut(bar) ? classes.cut : ''}`}
        style={{
          left: `${middleOf(index, bars.length)}%`,
          width: `min(${70 / bars.length}%, 2rem)`,
          height: `${100 - fromTop(total, scale)}%`,
        }}
      >
        <BarParts values={bar.values} series={series} />
      </span>
    );
  });
}
