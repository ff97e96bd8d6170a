import type { CsvValue } from '@/lib/core/csv';
import { ISSUE_LEVELS } from '@/lib/core/issues';
import type { ProblemLine } from './problems';

/** Of the problems of a run as a file, wherever it is handed out. */
export const PROBLEM_COLUMNS = [
  'file',
  'line',
  'column',
  'value',
  'rule',
  'level',
  'message',
  'fix',
  'school',
] as const;

export const problemCsvRow = (problem: ProblemLine): CsvValue[] => [
  problem.fileName,
  problem.line,
  problem.column,
  problem.value,
  problem.code,
  ISSUE_LEVELS[problem.level].label,
  problem.message,
  problem.fix,
  problem.school,
];
