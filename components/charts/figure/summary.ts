import { formatNumber } from '@/lib/core/format/numbers';
import type { Reading } from '../reading/plot-reading';
import { formatValue, type Unit } from '../axis/scale';

/** What a plot shows, in a sentence for each line: from where to where, the lowest, the highest and the last. */
export function summaryOf(
  rowLabel: string,
  readings: readonly Reading[],
  lines: readonly (readonly (number | null)[])[],
  unit: Unit,
  series: readonly string[],
): string {
  const [first, last] = [readings[0], readings.at(-1)];
  if (!first || !last) return 'Nothing to show.';
  const said = lines.map((values, index) => {
    const known = values.filter((value) => value !== null);
    if (known.length === 0) return `${series[index]}: no values.`;
    const of = (value: number) => formatValue(value, unit);
    const end = of(known.at(-1) ?? 0);
    return `${series[index]}: lowest ${of(Math.min(...known))}, highest ${of(Math.max(...known))}, last ${end}.`;
  });
  const count = readings.length;
  const noun = rowLabel.toLowerCase();
  const span =
    count === 1
      ? `1 ${noun} (${first.title}).`
      : `${formatNumber(count)} ${noun}s (${first.title} to ${last.title}).`;
  return [span, ...said].join(' ');
}
