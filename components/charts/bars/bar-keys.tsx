import type { BarSeries } from './bar';
import { toneClass } from './bar-tones';
import classes from '../figure/chart.module.css';

/** What the parts of a bar are; of bars without parts the heading says it. */
export function BarKeys({ series }: { series: readonly BarSeries[] }) {
  if (series.length < 2) return null;
  return (
    <ul className={classes.keys}>
      {series.map(({ name, tone }) => (
        <li key={name}>
          <span className={`${classes.barSwatch} ${toneClass(tone)}`} aria-hidden="true" />
          {name}
        </li>
      ))}
    </ul>
  );
}
