// How many tests passed, out of the reports that vitest and Playwright write.
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

export interface StepRow {
  name: string;
  isOk: boolean;
  seconds: number;
  counts: Counts;
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
});

const playwrightReport = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
});

/** Null where there is no report: the tests did not get that far. */
export function readVitestCounts(file: string): Counts | null {
  const report = read(file, vitestReport);
  return (
    report && {
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests,
    }
  );
}

export function readPlaywrightCounts(file: string): Counts | null {
  const stats = read(file, playwrightReport)?.stats;
  return stats
    ? { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped }
    : null;
}

/** A line per step and the totals last. */
export function describeTotals(rows: readonly StepRow[]): string {
  const width = Math.max(...rows.map((row) => row.name.length));
  const lines = rows.map(({ name, isOk, seconds, counts }) => {
    const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
    return [
      isOk ? '✓' : '✗',
      name.padEnd(width),
      `${seconds.toFixed(1)} s`.padStart(9),
      ` ${counts.passed} passed, ${counts.failed} failed${skipped}`,
    ].join(' ');
  });
  const sum = (pick: (counts: Counts) => number): number =>
    rows.reduce((total, row) => total + pick(row.counts), 0);
  const totals = `${sum((counts) => counts.passed)} passed, ${sum((counts) => counts.failed)} failed`;
  return [...lines, '', totals].join('\n');
}

function read<T>(file: string, schema: z.ZodType<T>): T | null {
  if (!existsSync(file)) return null;
  const parsed = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  return parsed.success ? parsed.data : null;
}
