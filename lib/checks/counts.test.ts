import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { describeTotals, readPlaywrightCounts, readVitestCounts } from './counts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'connector-counts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: unknown): string {
  const file = path.join(folder, name);
  writeFileSync(file, JSON.stringify(content));
  return file;
}

const inHere = (file: string): string => path.join(process.cwd(), file);

test('reads the totals of both reports, and which tests failed', () => {
  const vitest = write('vitest.json', {
    numPassedTests: 5,
    numFailedTests: 1,
    numPendingTests: 2,
    testResults: [
      {
        name: inHere('lib/one.test.ts'),
        status: 'failed',
        assertionResults: [
          { fullName: 'adds', status: 'passed' },
          { fullName: 'takes away', status: 'failed' },
        ],
      },
      { name: inHere('lib/unreadable.test.ts'), status: 'failed', assertionResults: [] },
      {
        name: inHere('lib/two.test.ts'),
        status: 'passed',
        assertionResults: [{ fullName: 'waits', status: 'pending' }],
      },
    ],
  });
  expect(readVitestCounts(vitest)).toEqual({
    passed: 5,
    failed: 1,
    skipped: 2,
    failures: ['lib/one.test.ts: takes away', 'lib/unreadable.test.ts'],
  });
  const playwright = write('e2e.json', {
    stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 0 },
    suites: [
      {
        specs: [{ title: 'opens', file: 'page.spec.ts', line: 3, ok: true }],
        suites: [
          {
            specs: [{ title: 'closes', file: 'page.spec.ts', line: 9, ok: false }],
          },
        ],
      },
    ],
  });
  expect(readPlaywrightCounts(playwright)).toEqual({
    passed: 4,
    failed: 1,
    skipped: 0,
    failures: ['e2e/page.spec.ts:9: closes'],
  });
});

test('no report, or another one, is no count', () => {
  expect(readVitestCounts(path.join(folder, 'none.json'))).toBeNull();
  expect(readPlaywrightCounts(write('other.json', { stats: {} }))).toBeNull();
});

test('the table ends with what failed and the totals', () => {
  const lint = {
    name: 'lint',
    isOk: true,
    seconds: 1.25,
    counts: { passed: 1, failed: 0, skipped: 0, failures: [] },
  };
  const table = describeTotals([
    lint,
    {
      name: 'tests',
      isOk: false,
      seconds: 62,
      counts: { passed: 7, failed: 1, skipped: 1, failures: ['lib/one.test.ts: takes away'] },
    },
  ]);
  expect(table.split('\n')).toEqual([
    '✓ lint      1.3 s  1 passed, 0 failed',
    '✗ tests    62.0 s  7 passed, 1 failed, 1 skipped',
    '',
    '✗ lib/one.test.ts: takes away',
    '',
    '8 passed, 1 failed',
  ]);
  expect(describeTotals([lint])).toBe('✓ lint     1.3 s  1 passed, 0 failed\n\n1 passed, 0 failed');
});
