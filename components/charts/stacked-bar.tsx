import { formatNumber } from '@/lib/core/format/numbers';
import { toneClass, type BarTone } from './bars/bar-tones';
import classes from './stacked-bar.module.css';

export type BarPart = { label: string; count: number; tone: BarTone };

/** One bar cut into parts, with the parts named and counted below it. */
export function StackedBar({ parts }: { parts: readonly BarPart[] }) {
  return (
    <div className={classes.stacked}>
      <div className={classes.stack} aria-hidden="true">
        {parts
          .filter(({ count }) => count > 0)
          .map(({ label, count, tone }) => (
            <span key={label} className={toneClass(tone)} style={{ flex: `${count} 1 0` }} />
          ))}
      </div>
      <ul className={classes.legend}>
        {parts.map(({ label, count, tone }) => (
          <li key={label}>
            <span className={`${classes.swatch} ${toneClass(tone)}`} aria-hidden="true" />
            {formatNumber(count)} {label}
          </li>
        ))}
      </ul>
    </div>
  );
}
