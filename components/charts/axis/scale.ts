import { formatDuration, formatNumber, formatPercent } from '@/lib/core/format/numbers';

/** What the numbers of a chart are: things that are counted, 0 to 100 of a hundred, or minutes. */
export type Unit = 'count' | 'percent' | 'minutes';

export type Scale = {
  low: number;
  high: number;
  /** Where the three lines of the grid are, lowest first. */
  ticks: readonly [number, number, number];
};

const ROUND = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8];
const MINUTES = [0.25, 0.5, 1, 2, 3, 5, 10, 15, 20, 30, 60, 90, 120, 180, 240, 360, 480, 720];
const MINUTES_OF_A_DAY = 1440;

/**
 * A grid of three round lines with every value between the first and the last. It begins at zero; where what matters is how
 * little a large number moves, `fitted` begins it below the lowest value, which the chart then says.
 */
export function scaleOf(
  values: readonly number[],
  unit: Unit,
  { baseline = 'zero' }: { baseline?: 'zero' | 'fitted' } = {},
): Scale {
  const highest = Math.max(0, ...values);
  const lowest = baseline === 'zero' || values.length === 0 ? 0 : Math.min(...values);
  for (const step of steps(unit, (highest - lowest) / 2)) {
    const low = Math.floor(lowest / step + 1e-9) * step;
    const high = low + 2 * step;
    if (high >= highest - 1e-9) return { low, high, ticks: [low, low + step, high] };
  }
  throw new Error(`No scale for values up to ${highest}`);
}

/** Round steps from the first that may be wide enough, without end. */
function* steps(unit: Unit, atLeast: number): Generator<number> {
  if (unit === 'minutes') for (const step of MINUTES) if (step >= atLeast - 1e-9) yield step;
  const base = unit === 'minutes' ? MINUTES_OF_A_DAY : 1;
  const smallest = unit === 'percent' ? 0.5 : base;
  const from = Math.max(smallest, atLeast) / base;
  for (let power = 10 ** Math.floor(Math.log10(from)); ; power *= 10)
    for (const each of ROUND) {
      const step = each * power * base;
      const isWhole = Number.isInteger(step / base) || unit === 'percent';
      if (isWhole && step >= Math.max(smallest, atLeast) - 1e-9) yield step;
    }
}

/** How far from the top a value is drawn, in percent of the height. */
export function fromTop(value: number, { low, high }: Scale): number {
  const share = (value - low) / (high - low);
  return (1 - Math.min(1, Math.max(0, share))) * 100;
}

/** A value in words: "12,310", "5.2 %", "1 h 10 min", and a dash for none. */
export function formatValue(value: number | null, unit: Unit): string {
  if (unit === 'percent') return formatPercent(value);
  if (unit === 'minutes') return formatDuration(value === null ? null : value * 60_000);
  return formatNumber(value);
}

/** The same beside a line of the grid, where nothing is just 0. */
export function formatTick(value: number, unit: Unit): string {
  return value === 0 && unit === 'minutes' ? '0' : formatValue(value, unit);
}
