import { Fragment, type ReactNode } from 'react';
import { formatNumber } from '@/lib/core/format/numbers';
import { axisLabels, middleOf } from './axis/axis-labels';
import { ChartFigure, type ChartHeight, type Limit } from './figure/chart-figure';
import { ChartTable } from './figure/chart-table';
import { EndLabels } from './lines/end-labels';
import { LineKeys, seriesClass } from './lines/line-keys';
import { linePath } from './lines/line-path';
import { MarkGlyph, type MarkKind } from './lines/mark-glyph';
import type { Reading } from './reading/plot-reading';
import { formatTick, formatValue, fromTop, scaleOf, type Unit } from './axis/scale';
import { StripBars, type Strip } from './lines/strip-bars';
import { summaryOf } from './figure/summary';
import classes from './figure/chart.module.css';

export type LinePoint = {
  key: string;
  /** Under the axis: "Nov 21" */
  label: string;
  /** When it is read, and in the table: "Run 42, Nov 21, 2:10 AM" */
  title?: string;
  /** One for each series; null is a gap, never a zero. */
  values: readonly (number | null)[];
  mark?: LineMark;
};

/**
 * A ring where it was held, a tick on the baseline where nothing came, a diamond on what is proposed, and that in words; only
 * words where all is as usual.
 */
export type LineMark = { kind: MarkKind | 'usual'; words: string };

/**
 * One or more lines over days or runs, at most four. Points stand evenly, oldest first: a day without a value is a point of
 * its own.
 *
 *     <LineChart
 *       label="Students over time"
 *       unit="count"
 *       baseline="fitted"
 *       rowLabel="Run"
 *       series={['Students']}
 *       points={[
 *         { key: '41', label: 'Nov 20', title: 'Run 41, Nov 20, 2:10 AM', values: [12310] },
 *         { key: '42', label: 'Nov 21', title: 'Run 42, Nov 21, 2:10 AM', values: [10122],
 *           mark: { kind: 'held', words: 'Was held' } },
 *       ]}
 *       limit={{ value: 11694, label: 'Limit 5 % fewer' }}
 *     />
 */
export function LineChart({
  label,
  caption,
  unit,
  rowLabel,
  series,
  points,
  limit,
  baseline = 'zero',
  height,
  markNames,
  strip,
  table,
}: {
  /** The name of the plot and of its table. */
  label: string;
  /** A visible sentence above it, where the heading does not say enough. */
  caption?: ReactNode;
  unit: Unit;
  /** What a point is: "Day", "Run". */
  rowLabel: string;
  series: readonly string[];
  points: readonly LinePoint[];
  limit?: Limit;
  /** `fitted` where it matters how little a large number moves; the chart then says that it does not begin at zero. */
  baseline?: 'zero' | 'fitted';
  height?: ChartHeight;
  /** What the marks mean here, where "Held", "Nothing received" and "This update" do not say it. */
  markNames?: Partial<Record<MarkKind, string>>;
  /** Under the lines, how much of what was expected there was for each point. */
  strip?: Strip;
  /** Instead of the table of the same values, one that says more. */
  table?: ReactNode;
}) {
  const known = points.flatMap(({ values }) => values.filter((value) => value !== null));
  const scale = scaleOf(limit ? [...known, limit.value] : known, unit, { baseline });
  const lines = series.map((_, index) => points.map(({ values }) => values[index] ?? null));
  const readings = points.map(({ label: short, title = short, values, mark }): Reading => {
    return {
      title,
      words: mark?.words ?? null,
      values: series.map((name, index) => {
        const value = values[index] ?? null;
        const top = value === null ? null : fromTop(value, scale);
        return { name, value: formatValue(value, unit), top };
      }),
    };
  });
  const withStrip = readings.map((reading, index): Reading => {
    const text = strip?.parts[index]?.text;
    if (!strip || text === undefined) return reading;
    return {
      ...reading,
      values: [...reading.values, { name: strip.name, value: text, top: null }],
    };
  });
  const kinds = [
    ...new Set(points.flatMap(({ mark }) => (mark && mark.kind !== 'usual' ? [mark.kind] : []))),
  ];
  const notes = [
    ...(scale.low > 0 ? [`The scale begins at ${formatTick(scale.low, unit)}, not at 0.`] : []),
    ...withoutValue(points.filter(isMarkedWithoutValue)),
  ];
  return (
    <ChartFigure
      label={label}
      caption={caption}
      summary={summaryOf(rowLabel, readings, lines, unit, series)}
      scale={scale}
      unit={unit}
      height={height}
      axis={axisLabels(points.map((point) => point.label))}
      readings={withStrip}
      limit={limit}
      keys={<LineKeys series={series} kinds={kinds} markNames={markNames} />}
      ends={<EndLabels series={series} lines={lines} scale={scale} unit={unit} height={height} />}
      below={strip ? <StripBars strip={strip} /> : null}
      notes={notes}
      table={
        table ?? (
          <ChartTable
            label={label}
            rowLabel={rowLabel}
            columns={strip ? [...series, strip.name] : series}
            rows={withStrip.map(({ title, values, words }, index) => ({
              key: points[index]?.key ?? title,
              name: title,
              cells: values.map(({ value }) => value),
              words: words ?? undefined,
            }))}
          />
        )
      }
    >
      <svg className={classes.lines} aria-hidden="true">
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" width="100%" height="100%">
          {firstOnTop(lines).map(([index, values]) => {
            const path = linePath(values, scale);
            const look = seriesClass(index);
            return (
              <Fragment key={series[index]}>
                <path
                  d={path.lines}
                  className={`${classes.line} ${look}`}
                  vectorEffect="non-scaling-stroke"
                />
                <path
                  d={path.dots}
                  className={`${classes.line} ${look} ${classes.dots}`}
                  vectorEffect="non-scaling-stroke"
                />
              </Fragment>
            );
          })}
        </svg>
        {points.map(({ key, mark, values }, index) => {
          if (!mark || mark.kind === 'usual') return null;
          const value = mark.kind === 'missing' ? null : values.find((each) => each !== null);
          const top = value === null || value === undefined ? 100 : fromTop(value, scale);
          return (
            <svg
              key={key}
              x={`${middleOf(index, points.length)}%`}
              y={`${top}%`}
              overflow="visible"
            >
              <MarkGlyph kind={mark.kind} />
            </svg>
          );
        })}
      </svg>
    </ChartFigure>
  );
}

/** In the order of drawing: where lines meet, the first one is the one that is asked about. */
function firstOnTop<Line>(lines: readonly Line[]): [index: number, line: Line][] {
  const [first, ...rest] = lines.map((line, index): [number, Line] => [index, line]);
  return first ? [...rest, first] : rest;
}

/** Held, say, where nobody knows how many there were: drawn where it is seen, which is not where a value would be. */
const isMarkedWithoutValue = ({ mark, values }: LinePoint): boolean =>
  (mark?.kind === 'held' || mark?.kind === 'proposed') && values.every((value) => value === null);

const NAMED_AT_MOST = 4;

/** Which marks stand on the lowest line for want of a value: others there do have one. */
function withoutValue(points: readonly LinePoint[]): string[] {
  if (points.length === 0) return [];
  const named = points.slice(0, NAMED_AT_MOST).map(({ label }) => label);
  const more = points.length - named.length;
  return [`No value: ${named.join(', ')}${more > 0 ? ` and ${formatNumber(more)} more` : ''}.`];
}
