import { formatNumber } from '@/lib/core/format/numbers';
import classes from './charts.module.css';

export type BarPart = {
  label: string;
  count: number;
  kind: 'good' | 'changed' | 'problem' | 'rest';
};

const kinds = {
  good: classes.added,
  changed: classes.changed,
  problem: classes.removed,
  rest: classes.rest,
};

/** One bar cut into parts, with the parts named and counted below it. */
export function StackedBar({ parts }: { parts: readonly BarPart[] }) {
  const total = parts.reduce((sum, part) => sum + part.count, 0);
  return (
    <div className={classes.stacked}>
      <div className={classes.stack} aria-hidden="true">
        {parts
          .filter((part) => part.count > 0)
          .map((part) => (
            <span
              key={part.label}
              className={kinds[part.kind]}
              style={{ width: `${(part.count / Math.max(1, total)) * 100}%` }}
            />
          ))}
      </div>
      <ul className={classes.legend}>
        {parts.map((part) => (
          <li key={part.label}>
            <span className={`${classes.swatch} ${kinds[part.kind]}`} aria-hidden="true" />
            {formatNumber(part.count)} {part.label}
          </li>
        ))}
      </ul>
    </div>
  );
}
