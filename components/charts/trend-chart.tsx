import type { ReactNode } from 'react';
import { formatPercent } from '@/lib/core/format/numbers';
import classes from './trend-chart.module.css';

export type TrendPoint = {
  /** "Nov 20" */
  label: string;
  /** 0 to 1; null is a gap in the line, never a zero. */
  value: number | null;
  /** 0 to 1: how much of what was expected came. */
  coverage: number;
};

const HEIGHT = 100;
const STEPS = [0.05, 0.1, 0.2, 0.3, 0.5, 1];

/**
 * A line from a zero baseline, with a gap where nothing came, and under it a bar of how much came. It is
 * stretched to the width there is, so its words stand beside it. The numbers are in the table it is given.
 */
export function TrendChart({
  caption,
  valueLabel,
  coverageLabel,
  points,
  children,
}: {
  caption: string;
  valueLabel: string;
  coverageLabel: string;
  points: readonly TrendPoint[];
  /** The same as a table. */
  children: ReactNode;
}) {
  const highest = Math.max(0, ...points.map(({ value }) => value ?? 0));
  const top = STEPS.find((step) => step >= highest) ?? 1;
  const marks = labelled(points.length);
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>{caption}</figcaption>
      <div className={classes.plot} aria-hidden="true">
        <div className={classes.scale}>
          <span>{formatPercent(top * 100)}</span>
          <span>{formatPercent(top * 50)}</span>
          <span>{formatPercent(0)}</span>
        </div>
        <svg
          className={classes.line}
          viewBox={`0 0 ${Math.max(1, points.length)} ${HEIGHT}`}
          preserveAspectRatio="none"
        >
          {[0, 0.5, 1].map((share) => (
            <path
              key={share}
              className={classes.rule}
              d={`M0 ${share * HEIGHT}H${points.length}`}
              vectorEffect="non-scaling-stroke"
            />
          ))}
          <path
            className={classes.curve}
            d={curve(points, top)}
            vectorEffect="non-scaling-stroke"
          />
        </svg>
        <span className={classes.word}>{coverageLabel}</span>
        <svg
          className={classes.coverage}
          viewBox={`0 0 ${Math.max(1, points.length)} 1`}
          preserveAspectRatio="none"
        >
          {points.map(({ coverage }, index) => (
            <rect
              key={index}
              x={index + 0.1}
              width={0.8}
              y={1 - coverage}
              height={coverage}
              className={coverage >= 1 ? classes.whole : classes.partly}
            />
          ))}
        </svg>
        <div className={classes.dates}>
          {marks.map((index) => (
            <span key={index} style={{ left: `${((index + 0.5) / points.length) * 100}%` }}>
              {points[index]?.label}
            </span>
          ))}
        </div>
      </div>
      <details className={classes.table}>
        <summary>
          {valueLabel} and {coverageLabel.toLowerCase()} as a table
        </summary>
        {children}
      </details>
    </figure>
  );
}

/** A day alone between two gaps is a dot: a line of no length with round ends. */
function curve(points: readonly TrendPoint[], top: number): string {
  let path = '';
  let isOpen = false;
  for (const [index, { value }] of points.entries()) {
    if (value === null) {
      isOpen = false;
      continue;
    }
    const at = `${index + 0.5} ${(HEIGHT * (1 - value / top)).toFixed(2)}`;
    path += isOpen ? `L${at}` : `M${at}L${at}`;
    isOpen = true;
  }
  return path;
}

/** First, last and some between. */
function labelled(count: number): number[] {
  if (count <= 1) return count === 1 ? [0] : [];
  const gaps = Math.min(4, count - 1);
  return Array.from({ length: gaps + 1 }, (_, at) => Math.round((at * (count - 1)) / gaps));
}
