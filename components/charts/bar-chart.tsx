import type { ReactNode } from 'react';
import { axisLabels } from './axis/axis-labels';
import type { Bar, BarChartProps } from './bars/bar';
import { BarKeys } from './bars/bar-keys';
import { BarRows } from './bars/bar-rows';
import { BarColumns } from './bars/bar-columns';
import { ChartFigure, type ChartHeight } from './figure/chart-figure';
import { ChartTable } from './figure/chart-table';
import { cutAbove } from './bars/cut-bars';
import { formatValue, fromTop, scaleOf } from './axis/scale';
import { summaryOf } from './figure/summary';

/**
 * Bars side by side over days or hours, in parts that are stacked, or horizontal, one below the other, for kinds of things. From
 * zero always. A bar four times as long as all the others is cut short and said to be (decision 073).
 *
 *     <BarChart
 *       label="Runs by outcome"
 *       unit="count"
 *       rowLabel="Day"
 *       series={[{ name: 'Applied', tone: 'good' }, { name: 'Held', tone: 'waiting' }, { name: 'Failed', tone: 'problem' }]}
 *       bars={[{ key: '2026-11-21', label: 'Nov 21', title: 'Saturday, Nov 21', values: [412, 3, 1] }]}
 *     />
 *     <BarChart label="Received by hour" unit="count" rowLabel="Hour" from="first" steps={[1, 2, 3, 6, 12]} … />
 *     <BarChart label="Holds by reason" direction="horizontal" unit="count" rowLabel="Reason"
 *       series={[{ name: 'Holds', tone: 'waiting' }]}
 *       bars={[{ key: 'removals', label: 'Too many removals', values: [12], href: '/reviews?reason=removals' }]} />
 */
export function BarChart({
  direction = 'vertical',
  from,
  steps,
  height,
  table,
  ...chart
}: BarChartProps & {
  /** Horizontal bars have their numbers beside them, and are their own table. */
  direction?: 'vertical' | 'horizontal';
  /** From which bar labels are counted where not all have room, and by how many: hours from the first, by 1, 2, 3, 6 or 12. */
  from?: 'first' | 'last';
  steps?: readonly number[];
  height?: ChartHeight;
  /** Instead of the table of the same values, one that says more. */
  table?: ReactNode;
}) {
  const { label, caption, unit, rowLabel, series, bars, limit } = chart;
  const totals = bars.map(({ values }) => sumOf(values));
  const cut = cutAbove(totals);
  const shown = totals.map((total) => (cut === null ? total : Math.min(total, cut * 1.25)));
  const scale = scaleOf(limit ? [...shown, limit.value] : shown, unit);
  const cutBars = bars.filter((_, index) => cut !== null && (totals[index] ?? 0) > cut);
  const notes = cutBars.map(
    ({ label: short, title = short, values }) =>
      `${title} is cut short: ${formatValue(sumOf(values), unit)}.`,
  );
  const isCut = (bar: Bar) => cutBars.includes(bar);
  if (direction === 'horizontal')
    return <BarRows {...chart} scale={scale} isCut={isCut} notes={notes} totals={totals} />;

  const hasTotal = series.length > 1;
  const readings = bars.map(({ label: short, title = short, values, words }, index) => {
    const total = totals[index] ?? 0;
    const parts = series.map(({ name }, at) => ({
      name,
      value: formatValue(values[at] ?? null, unit),
      top: hasTotal || values[at] === null ? null : fromTop(total, scale),
    }));
    const all = { name: 'All', value: formatValue(total, unit), top: fromTop(total, scale) };
    return { title, words: words ?? null, values: hasTotal ? [...parts, all] : parts };
  });
  const names = [...series.map(({ name }) => name), ...(hasTotal ? ['All'] : [])];
  return (
    <ChartFigure
      label={label}
      caption={caption}
      summary={summaryOf(rowLabel, readings, [totals], unit, [names.at(-1) ?? label])}
      scale={scale}
      unit={unit}
      height={height}
      axis={axisLabels(
        bars.map((bar) => bar.label),
        { from, steps },
      )}
      readings={readings}
      limit={limit}
      keys={<BarKeys series={series} />}
      notes={notes}
      table={
        table ?? (
          <ChartTable
            label={label}
            rowLabel={rowLabel}
            columns={names}
            rows={readings.map(({ title, values, words }, index) => ({
              key: bars[index]?.key ?? title,
              name: title,
              cells: values.map(({ value }) => value),
              words: words ?? undefined,
            }))}
          />
        )
      }
    >
      <BarColumns bars={bars} series={series} totals={totals} scale={scale} isCut={isCut} />
    </ChartFigure>
  );
}

const sumOf = (values: readonly (number | null)[]): number =>
  values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
