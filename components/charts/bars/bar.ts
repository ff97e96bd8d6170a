import type { ReactNode } from 'react';
import type { BarTone } from './bar-tones';
import type { Limit } from '../figure/chart-figure';
import type { Unit } from '../axis/scale';

export type Bar = {
  key: string;
  /** Under the axis, or before a horizontal bar: "Nov 21", "Too many removals" */
  label: string;
  /** When it is read, and in the table: "Saturday, Nov 21" */
  title?: string;
  /** One for each series; null where nothing is known. */
  values: readonly (number | null)[];
  /** What is to be said of this one: "No file received" */
  words?: string;
  /** Where a horizontal bar leads. */
  href?: string;
};

export type BarSeries = { name: string; tone: BarTone };

export type BarChartProps = {
  /** The name of the plot and of its table. */
  label: string;
  /** A visible sentence above it, where the heading does not say enough. */
  caption?: ReactNode;
  unit: Unit;
  /** What a bar is: "Day", "Reason". */
  rowLabel: string;
  /** The parts of each bar, from the baseline. */
  series: readonly BarSeries[];
  bars: readonly Bar[];
  limit?: Limit;
};
