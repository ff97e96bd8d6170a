// How many tests passed, and which failed, out of the reports that vitest and Playwright write.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  /** A line for each failed test: its file and its name. */
  failures: string[];
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
  testResults: z.array(
    z.object({
      /** Absolute path of the file. */
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/** A file of tests, or a `describe` within one. */
interface PlaywrightSuite {
  specs: { title: string; file: string; line: number; ok: boolean }[];
  suites: PlaywrightSuite[];
}

const playwrightSuite: z.ZodType<PlaywrightSuite> = z.lazy(() =>
  z.object({
    specs: z.array(
      z.object({ title: z.string(), file: z.string(), line: z.number(), ok: z.boolean() }),
    ),
    suites: z.array(playwrightSuite).default([]),
  }),
);

const playwrightReport = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
  suites: z.array(playwrightSuite),
});

/** Null where there is no report: the tests did not get that far. */
export function readVitestCounts(file: string): Counts | null {
  const report = read(file, vitestReport);
  return (
    report && {
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests,
      failures: report.testResults.flatMap(vitestFailures),
    }
  );
}

export function readPlaywrightCounts(file: string): Counts | null {
  const report = read(file, playwrightReport);
  if (!report) return null;
  const { stats, suites } = report;
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
    failures: suites.flatMap(playwrightFailures),
  };
}

type VitestFile = z.infer<typeof vitestReport>['testResults'][number];

/** A file that could not be loaded has no test that failed, and is named itself. */
function vitestFailures({ name, status, assertionResults }: VitestFile): string[] {
  const file = path.relative(process.cwd(), name);
  const failed = assertionResults.filter((result) => result.status === 'failed');
  if (failed.length === 0 && status === 'failed') return [file];
  return failed.map(({ fullName }) => `${file}: ${fullName}`);
}

function playwrightFailures({ specs, suites }: PlaywrightSuite): string[] {
  return [
    ...specs
      .filter(({ ok }) => !ok)
      .map(({ title, file, line }) => `e2e/${file}:${line}: ${title}`),
    ...suites.flatMap(playwrightFailures),
  ];
}

/** A line per step, then the tests that failed, and the totals last: the end of a long output says it all. */
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
  const failures = rows.flatMap(({ counts }) => counts.failures.map((failure) => `✗ ${failure}`));
  return [...lines, '', ...(failures.length > 0 ? [...failures, ''] : []), totals].join('\n');
}

function read<T>(file: string, schema: z.ZodType<T>): T | null {
  if (!existsSync(file)) return null;
  const parsed = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  return parsed.success ? parsed.data : null;
}
