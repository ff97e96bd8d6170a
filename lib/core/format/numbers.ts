/** How numbers look on every screen, in mails and in sentences. Zero is "0", unknown is a dash. */
export const noValue = '—';

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const upToOneDecimal = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** "12,310" */
export function formatNumber(value: number | null | undefined): string {
  return value === null || value === undefined ? noValue : grouped.format(value);
}

/** Keeps number and sign on one line. */
const PERCENT_SIGN = '\u00a0%';

/**
 * "10.4 %" from 10.43: rounded to a tenth, half up, wherever a share is shown. Rounding never says what is not so: a share
 * that is not 0 or not all is "< 0.1 %" or "> 99.9 %", and beside its limit it gets the decimals that keep it on its own
 * side, so that 4.99 never reads as having reached a limit of 5.
 */
export function formatPercent(
  percent: number | null | undefined,
  beside: { limit: number | null } = { limit: null },
): string {
  return percent === null || percent === undefined
    ? noValue
    : `${formatPoints(percent, beside)}${PERCENT_SIGN}`;
}

/** The same without the sign, for percentage points. */
export function formatPoints(
  percent: number | null,
  { limit }: { limit: number | null } = { limit: null },
): string {
  if (percent === null) return noValue;
  const rounded = roundedTo(percent, 1);
  if (rounded === 0 && percent > 0) return '< 0.1';
  if (rounded === 100 && percent < 100) return '> 99.9';
  if (limit === null || isOnSide(rounded, percent, limit)) return upToOneDecimal.format(rounded);
  for (let decimals = 2; decimals <= 4; decimals += 1) {
    const finer = roundedTo(percent, decimals);
    if (isOnSide(finer, percent, limit)) return String(finer);
  }
  return `${percent < limit ? '<' : '>'} ${upToOneDecimal.format(limit)}`;
}

/** The tiny addend undoes binary noise: 1.15 * 10 is 11.499999999999998. */
function roundedTo(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.round(value * scale + 1e-7) / scale;
}

const isOnSide = (shown: number, value: number, limit: number): boolean =>
  Math.abs(value - limit) < 1e-9 || Math.sign(shown - limit) === Math.sign(value - limit);

/** What is left of 100 beside a share as it is shown: "94.9 %" and "5.1 %", never 100.1 together. */
export function formatRest(percent: number | null): string {
  if (percent === null) return noValue;
  const rest = roundedTo(100 - roundedTo(percent, 1), 1);
  if (rest === 0 && percent < 100) return formatPercent(Math.min(100 - percent, 0.04));
  if (rest === 100 && percent > 0) return formatPercent(Math.max(100 - percent, 99.96));
  return formatPercent(rest);
}

/**
 * The shares of the parts of one whole, which add up to 100.0 as they are shown: the largest remainders are rounded up. Of a
 * `base` that is larger than their sum the rest is a part nobody shows.
 */
export function formatShares(counts: readonly number[], base?: number): string[] {
  const sum = counts.reduce((all, count) => all + count, 0);
  const whole = Math.max(base ?? sum, sum);
  if (whole === 0) return counts.map(() => noValue);
  const exact = [...counts, whole - sum].map((count) => (count * 1000) / whole);
  const tenths = exact.map((each) => Math.floor(each + 1e-9));
  let missing = 1000 - tenths.reduce((all, each) => all + each, 0);
  const byRemainder = exact
    .map((each, index) => ({ index, remainder: each - (tenths[index] ?? 0) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder) {
    if (missing <= 0) break;
    tenths[index] = (tenths[index] ?? 0) + 1;
    missing -= 1;
  }
  return counts.map((count, index) => {
    const share = (tenths[index] ?? 0) / 10;
    // Of parts that are there and not all: never "0 %" or "100 %".
    if (share === 0 && count > 0) return formatPercent(0.04);
    if (share === 100 && count < whole) return formatPercent(99.96);
    return formatPercent(share);
  });
}

/** The percentage `count` is of `base`; null when there is nothing to be a part of. */
export function percentOf(count: number, base: number): number | null {
  return base === 0 ? null : (count * 100) / base;
}

/** "1,284 of 12,310 students, 10.4 %": a share always comes with its base. */
export function formatShare(count: number, base: number, noun: string): string {
  const share = percentOf(count, base);
  const counted = `${formatNumber(count)} of ${formatNumber(base)} ${noun}`;
  return share === null ? counted : `${counted}, ${formatPercent(share)}`;
}

/** "1 row", "214 rows" */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

/** "a.csv, b.csv and 3 more": names, as many as are read. */
export function listed(names: readonly string[], most = 8): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${formatNumber(names.length - most)} more` : shown;
}

const byteUnits = ['KB', 'MB', 'GB', 'TB'] as const;

/** "4.2 MB", in thousands as file managers count. */
export function formatBytes(byteCount: number | null | undefined): string {
  if (byteCount === null || byteCount === undefined) return noValue;
  if (byteCount < 1000) return plural(byteCount, 'byte');
  let value = byteCount;
  let unit: string = 'bytes';
  for (const next of byteUnits) {
    if (value < 999.95) break;
    value /= 1000;
    unit = next;
  }
  return `${upToOneDecimal.format(value)} ${unit}`;
}

/** "0.8 s", "42 s", "3 min 5 s", "2 h 10 min", "4 d 3 h": two units at most. */
export function formatDuration(milliseconds: number | null | undefined): string {
  if (milliseconds === null || milliseconds === undefined) return noValue;
  if (milliseconds < 9_950) return `${upToOneDecimal.format(milliseconds / 1000)} s`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return twoUnits(seconds, 60, 'min', 's');
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return twoUnits(minutes, 60, 'h', 'min');
  return twoUnits(Math.round(minutes / 60), 24, 'd', 'h');
}

function twoUnits(value: number, perLarge: number, large: string, small: string): string {
  const whole = `${Math.floor(value / perLarge)} ${large}`;
  return value % perLarge === 0 ? whole : `${whole} ${value % perLarge} ${small}`;
}
