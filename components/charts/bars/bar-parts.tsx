import type { BarSeries } from './bar';
import { toneClass } from './bar-tones';

/** The parts of one bar by their share of it; what is none takes no room. */
export function BarParts({
  values,
  series,
}: {
  values: readonly (number | null)[];
  series: readonly BarSeries[];
}) {
  return series.map(({ name, tone }, index) => {
    const value = values[index] ?? 0;
    return value > 0 ? (
      <span key={name} className={toneClass(tone)} style={{ flex: `${value} 1 0` }} />
    ) : null;
  });
}
