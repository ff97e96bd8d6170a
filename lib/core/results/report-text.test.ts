import { describe, expect, it, test } from 'vitest';
import { isInResults, parseReportName, reportFileName } from './report-name';
import { reportText, type Report } from './report-text';

const report: Report = {
  title: 'Maple Grove, run 1042',
  facts: [
    ['State', '✕ Failed checks'],
    ['Next step', 'yours'],
  ],
  sentences: ['The files have problems that stop them from being used.'],
  files: [
    {
      fileName: 'users.csv',
      rowsRead: 12_310,
      rowsAccepted: 12_308,
      rowsRejected: 2,
      rowsIgnored: 0,
    },
  ],
  groups: [
    {
      fileName: 'users.csv',
      band: 'row',
      title: 'School not found',
      sentence: 'Row 1,203: the school 99 is not in orgs.csv.',
      fix: 'Add it to orgs.csv, or correct the row.',
      count: 14,
      lines: [1_203, 1_204],
    },
  ],
  pageUrl: 'https://connector.example.org/districts/maple-grove/runs/run-1042/problems',
};

test('a report reads from what happened to what to do', () => {
  expect(reportText(report).replaceAll('\r\n', '\n')).toBe(`Maple Grove, run 1042
=====================

State:     ✕ Failed checks
Next step: yours

The files have problems that stop them from being used.

Rows               Read    Accepted   Set aside     Ignored
users.csv        12,310      12,308           2           0

Row set aside: School not found (users.csv, 14 times)
  Row 1,203: the school 99 is not in orgs.csv.
  Add it to orgs.csv, or correct the row.
  Lines 1,203, 1,204, …

More on the page: https://connector.example.org/districts/maple-grove/runs/run-1042/problems
`);
});

test('without a problem it says so, and where nothing was read it does not', () => {
  expect(reportText({ ...report, groups: [] })).toContain('No problems were found.');
  expect(reportText({ ...report, groups: [], files: [] })).not.toContain('No problems');
});

describe('names of reports', () => {
  it.each([
    ['2026-11-30_run-1042.txt', 'run', 1042],
    ['2026-11-30_attendance-file-7.csv', 'attendance-file', 7],
    ['2026-11-30_calendar-file-8.csv', 'calendar-file', 8],
  ] as const)('%s', (text, subject, number) => {
    const parsed = parseReportName(text);
    expect(parsed).toMatchObject({ date: '2026-11-30', subject, number });
    expect(parsed && reportFileName(parsed)).toBe(text);
  });

  it.each([
    'users.csv',
    '2026-11-30_run-0.txt',
    '2026-11-30_run-1.zip',
    '',
    'x2026-11-30_run-1.txt',
  ])('%j is none', (text) => expect(parseReportName(text)).toBeNull());

  it.each([
    ['results', true],
    ['results/users.csv', true],
    ['results.csv', false],
    ['Results/users.csv', false],
    ['users.csv', false],
  ])('%j is in the folder: %s', (name, isIn) => expect(isInResults(name)).toBe(isIn));
});
