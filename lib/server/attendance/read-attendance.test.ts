import { expect, test } from 'vitest';
import { ATTENDANCE_FILE } from '@/lib/core/attendance/columns';
import { DailyIssues } from '@/lib/core/attendance-file/daily-issues';
import { readAttendance } from '@/lib/core/attendance-file/read-attendance';

const HEADER = `${ATTENDANCE_FILE.columns.map(({ name }) => name).join(',')}\n`;
const MB = 1024 * 1024;

/** Yields as much as a large file has, without having it anywhere. */
async function* source(begin: string, part: string, size: number): AsyncGenerator<Buffer> {
  yield Buffer.from(begin);
  const chunk = Buffer.from(part.repeat(Math.ceil(MB / part.length)));
  for (let sent = 0; sent < size; sent += chunk.length) {
    // As a file is read: what waits for its turn has one.
    await new Promise((resolve) => setImmediate(resolve));
    yield Buffer.from(chunk);
  }
}

test.each([
  ['stray quotes in one line', HEADER, '"x"y,', 60],
  ['one line', HEADER, 'a,', 60],
  ['one line instead of a header', '', 'a,', 60],
  ['long lines of commas', HEADER, `${','.repeat(250_000)}\n`, 3],
  ['stray quotes in every row', HEADER, '"x"y,\n', 3],
  ['a quote that never closes', `${HEADER}"`, 'and so on\n', 6],
  ['line ends', HEADER, '\n', 6],
  ['rows', HEADER, 'school-1,s1,2026-11-19,Unexcused Absence,Sick,1,note\n', 12],
] as const)('%s: memory does not grow with the file', async (_name, begin, part, size) => {
  const before = process.memoryUsage().rss;
  let most = before;
  const look = (): void => {
    most = Math.max(most, process.memoryUsage().rss);
  };
  const reading = await readAttendance({
    source: source(begin, part, size * MB),
    fileName: 'attendance.csv',
    settings: {
      acceptsUsDates: false,
      today: '2026-11-19',
      yearStart: '2026-08-03',
      yearEnd: '2027-06-11',
      mappings: new Map(),
    },
    issues: new DailyIssues(),
  });
  if (reading.isUsable) for await (const rows of reading.rows()) if (rows.length > 0) look();
  look();
  expect((most - before) / MB).toBeLessThan(250);
});
