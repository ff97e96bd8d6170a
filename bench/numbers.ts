export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[sorted.length / 2 - 1] ?? upper) + upper) / 2;
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Three significant digits: a ratio of 0.02 would hide a difference of ten percent. */
export function roundRatio(value: number): number {
  return Number(value.toPrecision(3));
}

/** Of times in milliseconds. */
export function percentiles(times: readonly number[]): { p50: number; p95: number; max: number } {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0) * 10) /
    10;
  return { p50: at(0.5), p95: at(0.95), max: at(1) };
}

export function print(line: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
