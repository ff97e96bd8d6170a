import type { ReactNode } from 'react';
import { VisuallyHidden } from '../../ui/visually-hidden';
import type { AxisLabel } from '../axis/axis-labels';
import { PlotReading, type Reading } from '../reading/plot-reading';
import { formatTick, fromTop, type Scale, type Unit } from '../axis/scale';
import classes from './chart.module.css';

export type Limit = { value: number; /** "Limit 10 %" */ label: string };

export type ChartHeight = 'usual' | 'small';

/**
 * What every plot has around it: the lines of its grid with their numbers, the labels of its points, what its marks mean,
 * what has to be said of its scale, and its table. Words are words of the page and not of the drawing, so nothing that is
 * stretched is read.
 */
export function ChartFigure({
  label,
  caption,
  summary,
  scale,
  unit,
  height = 'usual',
  axis,
  readings,
  limit,
  keys,
  ends,
  below,
  notes = [],
  table,
  children,
}: {
  label: string;
  caption?: ReactNode;
  summary: string;
  scale: Scale;
  unit: Unit;
  height?: ChartHeight;
  axis: readonly AxisLabel[];
  readings: readonly Reading[];
  limit?: Limit;
  keys?: ReactNode;
  /** Beside the plot, at the ends of its lines. */
  ends?: ReactNode;
  /** Under the plot, over the labels of its points. */
  below?: ReactNode;
  notes?: readonly string[];
  table: ReactNode;
  children: ReactNode;
}) {
  return (
    <figure className={classes.figure}>
      {caption ? <figcaption className={classes.caption}>{caption}</figcaption> : null}
      {keys}
      <div className={`${classes.frame} ${height === 'small' ? classes.small : ''}`}>
        <div className={classes.ticks} aria-hidden="true">
          {scale.ticks.toReversed().map((tick) => (
            <span key={tick}>{formatTick(tick, unit)}</span>
          ))}
        </div>
        <div className={classes.area}>
          <PlotReading label={label} summary={summary} readings={readings}>
            {scale.ticks.map((tick) => (
              <span
                key={tick}
                className={classes.grid}
                style={{ top: `${fromTop(tick, scale)}%` }}
              />
            ))}
            {children}
            {limit ? (
              <span className={classes.limit} style={{ top: `${fromTop(limit.value, scale)}%` }}>
                <span>{limit.label}</span>
              </span>
            ) : null}
          </PlotReading>
        </div>
        {ends}
        {below}
        <div className={classes.axis} aria-hidden="true">
          {axis.map(({ index, text, at, half, widths }) => (
            <span
              key={index}
              data-widths={widths.join(' ')}
              style={{ left: `clamp(${half}em, ${at}%, 100% - ${half}em)` }}
            >
              {text}
            </span>
          ))}
        </div>
      </div>
      {notes.map((note) => (
        <p key={note} className={classes.note}>
          {note}
        </p>
      ))}
      <details className={classes.asTable}>
        <summary>
          As a table<VisuallyHidden>: {label}</VisuallyHidden>
        </summary>
        {table}
      </details>
    </figure>
  );
}
