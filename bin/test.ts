// Every check, also after a failure; ends with a table and the totals. What only reads the code runs two at a time.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import os from 'node:os';
import {
  describeTotals,
  readPlaywrightCounts,
  readVitestCounts,
  type Counts,
} from '@/lib/checks/counts';
import { makeScratchFolder } from '@/lib/checks/scratch-folder';
import { installMissingPrograms } from '@/lib/checks/system-programs';

interface Step {
  name: string;
  command: string[];
  /** For steps that run tests: how many passed and failed. */
  counts?: () => Counts | null;
}

const VITEST_REPORT = 'test-results/vitest.json';
const PLAYWRIGHT_REPORT = 'test-results/e2e.json';

/** First: it writes the types of the routes, which types and lint read. */
const routeTypes: Step = { name: 'route types', command: ['npm', 'run', '--silent', 'typegen'] };

/** Side by side, each list in its order: about as long as one another, and quiet until a step has ended. */
const readingSteps: Step[][] = [
  [
    { name: 'lint', command: ['npm', 'run', '--silent', 'lint'] },
    { name: 'format', command: ['npm', 'run', '--silent', 'format'] },
  ],
  [
    { name: 'types', command: ['npm', 'run', '--silent', 'types:check'] },
    { name: 'lint of promises', command: ['npm', 'run', '--silent', 'lint:promises'] },
    { name: 'boundaries', command: ['npm', 'run', '--silent', 'boundaries'] },
    { name: 'dead code', command: ['npm', 'run', '--silent', 'dead-code'] },
  ],
];

const steps: Step[] = [
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

const heading = (name: string): string =>
  `\n── ${name} ${'─'.repeat(Math.max(3, 60 - name.length))}`;

/** Resolves to whether the command ended well; `said` takes its output instead of the terminal. */
function run([program = '', ...args]: string[], said?: (text: Buffer) => void): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: said ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    });
    if (said) {
      child.stdout?.on('data', said);
      child.stderr?.on('data', said);
    }
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
}

// A folder that somebody named is theirs to choose.
const scratch = process.env.TMPDIR ? null : makeScratchFolder();
if (scratch) process.env.TMPDIR = scratch;
// So that it is cleared away: without a handler, a signal ends us before anything else.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => process.exit(128 + os.constants.signals[signal]));

// A report of an earlier run must not be counted.
for (const report of [VITEST_REPORT, PLAYWRIGHT_REPORT]) rmSync(report, { force: true });

const rows: { name: string; isOk: boolean; seconds: number; counts: Counts }[] = [];

function record({ name, counts }: Step, isOk: boolean, startedAt: number): void {
  const found = counts?.() ?? null;
  // A step that fails without a failed test (or without any test) is itself the failure.
  const isSilent = !found || (!isOk && found.failed === 0);
  const own = { passed: isOk ? 1 : 0, failed: isOk ? 0 : 1, skipped: 0, failures: [] };
  const sum = found && isSilent ? { ...found, failed: 1 } : (found ?? own);
  rows.push({ name, isOk, seconds: (Date.now() - startedAt) / 1000, counts: sum });
}

async function runQuietly(list: readonly Step[]): Promise<void> {
  for (const step of list) {
    const startedAt = Date.now();
    const said: Buffer[] = [];
    const isOk = await run(step.command, (text) => said.push(text));
    console.log(heading(step.name));
    process.stdout.write(Buffer.concat(said));
    record(step, isOk, startedAt);
  }
}

// Nothing that only reads the code needs a browser or an SFTP client.
const programs = installMissingPrograms();
await runQuietly([routeTypes]);
await Promise.all(readingSteps.map(runQuietly));
for (const sentence of await programs) console.log(sentence);
for (const step of steps) {
  console.log(heading(step.name));
  const startedAt = Date.now();
  record(step, await run(step.command), startedAt);
}

console.log(`\n${describeTotals(rows)}`);
process.exitCode = rows.every((row) => row.isOk) ? 0 : 1;
