import type { CsvValue } from '@/lib/core/csv';
import type { AppContext } from '../../app-context';
import { listAttendanceIssues, type RunIssueRow } from './runs';

const PAGE = 2_000;

/** Of the problems of an attendance or calendar file as a file, wherever it is handed out. */
export const ATTENDANCE_PROBLEM_COLUMNS = [
  'file',
  'line',
  'column',
  'value',
  'rule',
  'message',
  'fix',
] as const;

export const attendanceProblemCsvRow = (
  fileName: string,
  { line, column, value, code, sentence, fix }: RunIssueRow,
): CsvValue[] => [fileName, line, column, value, code, sentence, fix];

/** All problems that are kept, a page of memory at a time. */
export async function* streamAttendanceProblems(
  ctx: AppContext,
  tenantId: number,
  runId: number,
): AsyncGenerator<RunIssueRow> {
  for (let page = 1; ; page += 1) {
    const asked = { tenantId, runId, code: null, page, pageSize: PAGE };
    const { rows, total } = await listAttendanceIssues(ctx, asked);
    yield* rows;
    if (rows.length === 0 || page * PAGE >= total) return;
  }
}
