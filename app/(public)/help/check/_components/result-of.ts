// What a check found, as the page shows it and as a file.
import { linesOf, problemOf, reportOf, type CheckReport } from '@/lib/core/check-set/check-report';
import type { CheckedFiles } from '@/lib/core/check-set/check-files';
import { CSV_BYTE_ORDER_MARK, toCsvRow } from '@/lib/core/csv';
import { ISSUE_LEVELS, type IssueBand } from '@/lib/core/issues';
import type { CheckResult } from './messages';

/** Lines of one group that the page shows; the file has all that were kept. */
const LINES_SHOWN = 20;

const CSV_COLUMNS = ['file', 'line', 'column', 'value', 'rule', 'level', 'message', 'fix'];

const levelLabel = (level: IssueBand): string => ISSUE_LEVELS[level].label;

export function resultOf(checked: Extract<CheckedFiles, { ok: true }>): CheckResult {
  const report = reportOf(checked, (level) => `“${levelLabel(level)}”`);
  const { verdicts, files, groups, notRead } = report;
  return {
    ...toneOf(report),
    verdicts,
    files,
    problems: groups.map((group) => {
      const { fileName, code, level, title, count, message, fix } = problemOf(group);
      const lines = linesOf({ ...group, stored: group.stored.slice(0, LINES_SHOWN) });
      return {
        fileName,
        code,
        level: levelLabel(level),
        title,
        count,
        message,
        fix,
        lines: lines.map((each) => ({ line: each.line, message: each.message })),
      };
    }),
    notRead,
    csv: csvOf(report),
  };
}

function toneOf({ outcome, isGood }: CheckReport): Pick<CheckResult, 'tone' | 'title'> {
  if (!isGood) return { tone: 'problem', title: 'These files need a fix' };
  return outcome === 'not ready'
    ? { tone: 'waiting', title: 'These files can be read, and something is missing' }
    : { tone: 'good', title: 'These files can be used' };
}

function csvOf({ groups }: CheckReport): Blob {
  const parts = [CSV_BYTE_ORDER_MARK, toCsvRow(CSV_COLUMNS)];
  for (const group of groups)
    for (const { fileName, line, column, value, level, code, message, fix } of linesOf(group))
      parts.push(toCsvRow([fileName, line, column, value, code, levelLabel(level), message, fix]));
  return new Blob(parts, { type: 'text/csv' });
}
