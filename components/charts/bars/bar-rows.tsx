import Link from 'next/link';
import type { Bar, BarChartProps } from './bar';
import { BarKeys } from './bar-keys';
import { BarParts } from './bar-parts';
import { formatTick, formatValue, fromTop, type Scale } from '../axis/scale';
import classes from './bars.module.css';

/**
 * Horizontal bars with their numbers beside them: a table that can be seen, so there is nothing to point at. The lines of the grid
 * stand behind the bars of all rows.
 */
export function BarRows({
  label,
  caption,
  unit,
  rowLabel,
  series,
  bars,
  limit,
  scale,
  totals,
  notes,
  isCut,
}: BarChartProps & {
  scale: Scale;
  totals: readonly number[];
  notes: readonly string[];
  isCut: (bar: Bar) => boolean;
}) {
  const across = (value: number) => `${100 - fromTop(value, scale)}%`;
  const hasWords = bars.some(({ words }) => words);
  return (
    <figure className={classes.figure}>
      {caption ? <figcaption className={classes.caption}>{caption}</figcaption> : null}
      <BarKeys series={series} />
      <div className={classes.scroll} role="region" aria-label={label} tabIndex={0}>
        <table className={classes.rows}>
          <caption>{label}</caption>
          <thead>
            <tr>
              <th scope="col">{rowLabel}</th>
              {series.map(({ name }) => (
                <th key={name} scope="col" className={classes.number}>
                  {name}
                </th>
              ))}
              <td aria-hidden="true" className={classes.track}>
                <span className={classes.ticks}>
                  {scale.ticks.map((tick) => (
                    <span key={tick}>{formatTick(tick, unit)}</span>
                  ))}
                </span>
              </td>
              {hasWords ? <th scope="col">Note</th> : null}
            </tr>
          </thead>
          <tbody>
            {bars.map((bar, index) => (
              <tr key={bar.key}>
                <th scope="row">
                  {bar.href ? (
                    <Link href={bar.href} prefetch={false}>
                      {bar.label}
                    </Link>
                  ) : (
                    bar.label
                  )}
                </th>
                {series.map(({ name }, at) => (
                  <td key={name} className={classes.number}>
                    {formatValue(bar.values[at] ?? null, unit)}
                  </td>
                ))}
                <td aria-hidden="true" className={classes.track}>
                  {scale.ticks.map((tick) => (
                    <span key={tick} className={classes.grid} style={{ left: across(tick) }} />
                  ))}
                  {limit ? (
                    <span className={classes.limit} style={{ left: across(limit.value) }} />
                  ) : null}
                  {(totals[index] ?? 0) > 0 ? (
                    <span
                      className={`${classes.row} ${isCut(bar) ? classes.cut : ''}`}
                      style={{ width: across(totals[index] ?? 0) }}
                    >
                      <BarParts values={bar.values} series={series} />
                    </span>
                  ) : null}
                </td>
                {hasWords ? <td>{bar.words}</td> : null}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {limit ? <p className={classes.note}>The dashed line: {limit.label}.</p> : null}
      {notes.map((note) => (
        <p key={note} className={classes.note}>
          {note}
        </p>
      ))}
    </figure>
  );
}
