import { MarkGlyph, type MarkKind } from './mark-glyph';
import classes from '../figure/chart.module.css';

const SERIES = [classes.first, classes.second, classes.third, classes.fourth];

/** Lines differ by color and by dashes. */
export const seriesClass = (index: number): string => SERIES[index % SERIES.length] ?? '';

const names: Readonly<Record<MarkKind, string>> = {
  held: 'Held',
  missing: 'Nothing received',
  proposed: 'This update',
};

/** What the marks mean, and which line is which where there is no room for that at their ends. */
export function LineKeys({
  series,
  kinds,
  markNames,
}: {
  series: readonly string[];
  kinds: readonly MarkKind[];
  markNames?: Partial<Record<MarkKind, string>>;
}) {
  if (series.length < 2 && kinds.length === 0) return null;
  return (
    <ul className={`${classes.keys} ${kinds.length === 0 ? classes.seriesOnly : ''}`}>
      {series.length < 2
        ? null
        : series.map((name, index) => (
            <li key={name} className={classes.seriesKey}>
              <svg className={classes.lineSwatch} aria-hidden="true">
                <path d="M0 6H22" className={`${classes.line} ${seriesClass(index)}`} />
              </svg>
              {name}
            </li>
          ))}
      {kinds.map((kind) => (
        <li key={kind}>
          <svg className={classes.markSwatch} viewBox="-7 -7 14 14" aria-hidden="true">
            <g transform={kind === 'missing' ? 'translate(0 5)' : undefined}>
              <MarkGlyph kind={kind} />
            </g>
          </svg>
          {markNames?.[kind] ?? names[kind]}
        </li>
      ))}
    </ul>
  );
}
