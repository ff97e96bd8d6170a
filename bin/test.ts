// Every check, one after the other, also after a failure; ends with a table and the totals.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { findChromium } from '@/lib/checks/chromium';
import {
  describeTotals,
  readPlaywrightCounts,
  readVitestCounts,
  type Counts,
} from '@/lib/checks/counts';
import { installMissingPrograms } from '@/lib/checks/system-programs';

interface Step {
  name: string;
  command: string[];
  /** For steps that run tests: how many passed and failed. */
  counts?: () => Counts | null;
}

const VITEST_REPORT = 'test-results/vitest.json';
const PLAYWRIGHT_REPORT = 'test-results/e2e.json';

const steps: Step[] = [
  { name: 'types', command: ['npm', 'run', '--silent', 'types'] },
  { name: 'lint', command: ['npm', 'run', '--silent', 'lint'] },
  { name: 'format', command: ['npm', 'run', '--silent', 'format'] },
  { name: 'boundaries', command: ['npm', 'run', '--silent', 'boundaries'] },
  { name: 'dead code', command: ['npm', 'run', '--silent', 'dead-code'] },
  {
    name: 'unit and database tests',
    command: [
      'vitest',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${VITEST_REPORT}`,
    ],
    counts: () => readVitestCounts(VITEST_REPORT),
  },
  { name: 'build', command: ['npm', 'run', '--silent', 'build'] },
  {
    name: 'end to end',
    command: ['playwright', 'test'],
    counts: () => readPlaywrightCounts(PLAYWRIGHT_REPORT),
  },
];

function run([program = '', ...args]: string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'inherit' });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

// A report of an earlier run must not be counted.
for (const report of [VITEST_REPORT, PLAYWRIGHT_REPORT]) rmSync(report, { force: true });

const missing = installMissingPrograms(findChromium);
for (const sentence of missing) console.log(sentence);

const rows: { name: string; isOk: boolean; seconds: number; counts: Counts }[] = [];
for (const { name, command, counts } of steps) {
  console.log(`\n── ${name} ${'─'.repeat(Math.max(3, 60 - name.length))}`);
  const startedAt = Date.now();
  const isOk = await run(command);
  const found = counts?.() ?? null;
  // A step that fails without a failed test (or without any test) is itself the failure.
  const isSilent = !found || (!isOk && found.failed === 0);
  const own = { passed: isOk ? 1 : 0, failed: isOk ? 0 : 1, skipped: 0 };
  const sum = found && isSilent ? { ...found, failed: 1 } : (found ?? own);
  rows.push({ name, isOk, seconds: (Date.now() - startedAt) / 1000, counts: sum });
}

console.log(`\n${describeTotals(rows)}`);
process.exitCode = rows.every((row) => row.isOk) ? 0 : 1;
