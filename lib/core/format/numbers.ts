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

/** "10.4 %" from 10.43. Rounded down, so that 4.99 never reads as having reached a limit of 5. */
export function formatPercent(percent: number | null | undefined): string {
  return percent === null || percent === undefined
    ? noValue
    : `${formatPoints(percent)}${PERCENT_SIGN}`;
}

/** The same without the sign, for percentage points. */
export function formatPoints(percent: number | null): string {
  if (percent === null) return noValue;
  if (percent > 0 && percent < 0.1) return '< 0.1';
  // The tiny addend undoes binary noise: 2.3 * 10 is 22.999999999999996.
  return upToOneDecimal.format(Math.floor(percent * 10 + 1e-9) / 10);
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
