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

test('reads the totals of both reports', () => {
  const vitest = write('vitest.json', {
    numPassedTests: 5,
    numFailedTests: 1,
    numPendingTests: 2,
    testResults: [],
  });
  expect(readVitestCounts(vitest)).toEqual({ passed: 5, failed: 1, skipped: 2 });
  const playwright = write('e2e.json', {
    stats: { expected: 3, unexpected: 0, flaky: 1, skipped: 0 },
  });
  expect(readPlaywrightCounts(playwright)).toEqual({ passed: 4, failed: 0, skipped: 0 });
});

test('no report, or another one, is no count', () => {
  expect(readVitestCounts(path.join(folder, 'none.json'))).toBeNull();
  expect(readPlaywrightCounts(write('other.json', { stats: {} }))).toBeNull();
});

test('the table ends with the totals', () => {
  const table = describeTotals([
    { name: 'lint', isOk: true, seconds: 1.25, counts: { passed: 1, failed: 0, skipped: 0 } },
    { name: 'tests', isOk: false, seconds: 62, counts: { passed: 7, failed: 2, skipped: 1 } },
  ]);
  expect(table.split('\n')).toEqual([
    '✓ lint      1.3 s  1 passed, 0 failed',
    '✗ tests    62.0 s  7 passed, 2 failed, 1 skipped',
    '',
    '8 passed, 2 failed',
  ]);
});
