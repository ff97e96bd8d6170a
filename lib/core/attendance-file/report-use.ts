import { useOfFile, type UseOfFile } from '../attendance/use-of-file';
import type { DailyIssues } from './daily-issues';

/** Says beside the problems of single rows that little of the file was used. That nothing was is the file's state. */
export function reportUse(
  issues: DailyIssues,
  counts: { rowsRead: number; used: number; lost: number },
): UseOfFile {
  const use = useOfFile(counts);
  const { rowsRead: count, lost } = counts;
  const whole = { line: null, column: null, value: null };
  if (use === 'MUCH_LOST')
    issues.add({ code: 'ATTENDANCE_MUCH_LOST', ...whole, params: { count, lost } });
  return use;
}
