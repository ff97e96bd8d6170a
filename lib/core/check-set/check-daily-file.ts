// Reads and checks an attendance or calendar file in memory: all that can be said of it without a roster and without the files
// before it. The server does the same in PostgreSQL; a test holds the two to saying the same.
import { judgeName, type DailyFeed } from '../attendance/names';
import { concludeReading, sayOnce } from '../attendance-file/conclude-reading';
import { DailyIssues } from '../attendance-file/daily-issues';
import { UnreadableFileError } from '../attendance-file/open-daily-file';
import { countDifferingRepeats, rankRows, type RankedRow } from '../attendance-file/rank-rows';
import { readAttendance, type AttendanceFileRow } from '../attendance-file/read-attendance';
import { readCalendar, type CalendarFileRow } from '../attendance-file/read-calendar';
import { reportUse } from '../attendance-file/report-use';
import type { PlainDate } from '../calendar/plain-date';
import type { ByteTools } from '../csv/bytes/byte-tools';
import { shownValue, type IssueGroup } from '../issues';
import { TooLargeError } from './set-in-memory';
import {
  MOST_BYTES_IN_MEMORY,
  MOST_ROWS_IN_MEMORY,
  type CheckedFile,
  type GivenFile,
} from './set-to-check';

/** `held`: by its name, and not read. `nothing used`: it would be read, and no row of it can be used. */
export type DailyOutcome = 'usable' | 'held' | 'nothing used' | 'unusable';

export interface CheckedDailyFile {
  file: CheckedFile;
  feed: DailyFeed;
  outcome: DailyOutcome;
  issues: IssueGroup[];
}

export interface DailySettings {
  acceptsUsDates: boolean;
  /** The calendar day on which the file would come. */
  today: PlainDate;
}

/** The school year is that of the roster, which is not at hand. */
const ANY_YEAR = { yearStart: '0001-01-01', yearEnd: '9999-12-31' } as const;

/** Throws TooLargeError. */
export async function checkDailyFile(
  given: GivenFile,
  feed: DailyFeed,
  settings: DailySettings,
  bytes?: ByteTools,
): Promise<CheckedDailyFile> {
  const { fileName } = given;
  const issues = new DailyIssues();
  const ended = (outcome: DailyOutcome, counts: Partial<CheckedFile> = {}): CheckedDailyFile => ({
    file: {
      fileName,
      isUsable: outcome === 'usable',
      rowsRead: 0,
      rowsAccepted: 0,
      rowsRejected: 0,
      rowsIgnored: 0,
      ...counts,
    },
    feed,
    outcome,
    issues: issues
      .list()
      .map(({ code, count, stored }) => ({ file: fileName, code, count, stored: [...stored] })),
  });
  const name = judgeName(fileName, feed, []);
  if (name.kind === 'near') {
    issues.add({
      code: name.because === 'DATE' ? 'ATTENDANCE_NAME_DATED' : 'ATTENDANCE_NAME_NEAR',
      line: null,
      column: null,
      value: null,
      params: { expected: name.expected },
    });
    return ended('held');
  }
  const input = {
    source: bounded(given.open()),
    ...(bytes ? { bytes } : {}),
    fileName,
    issues,
    settings: { ...settings, ...ANY_YEAR, mappings: new Map() },
  };
  try {
    const counts = feed === 'CALENDAR' ? await checkCalendar(input) : await checkAttendance(input);
    if (!counts) return ended('unusable');
    const { rowsAccepted: used, rowsRead, rowsRejected: lost, understood } = counts;
    const use = reportUse(issues, { rowsRead, used: used + understood, lost });
    if (use !== 'NOTHING')
      sayOnce(issues, 'ATTENDANCE_CORRECTIONS_WITHHELD', null, counts.unidentifiable);
    return ended(use === 'NOTHING' ? 'nothing used' : 'usable', {
      rowsRead,
      rowsAccepted: used,
      rowsRejected: lost,
      rowsIgnored: rowsRead - used - lost,
    });
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    issues.add(error.issue);
    return ended('unusable');
  }
}

type Input = Parameters<typeof readAttendance>[0];

interface Counts {
  rowsRead: number;
  rowsAccepted: number;
  rowsRejected: number;
  /** Rows that say “present”: nothing to write down. */
  understood: number;
  /** Rows of which not even whose they are is known. */
  unidentifiable: number;
}

async function checkAttendance(input: Input): Promise<Counts | null> {
  const { issues } = input;
  const reading = await readAttendance(input);
  if (!reading.isUsable) return null;
  const rows = await collect<AttendanceFileRow>(reading.rows());
  if (!concludeReading(reading, countDifferingRepeats(rows), issues)) return null;
  const ranked = rankRows(rows);
  const count = (outcome: RankedRow['outcome']): number =>
    ranked.filter((row) => row.outcome === outcome).length;
  for (const row of ranked) sayOutcome(row, issues);
  for (const [code, of] of [
    ['ATTENDANCE_SAME_ROW', count('SAME_ROW')],
    ['ATTENDANCE_NO_EVENT', count('NO_EVENT')],
  ] as const)
    if (of > 0)
      issues.add({ code, line: null, column: null, value: null, params: { count: of } }, of);
  return {
    rowsRead: reading.rowsRead,
    rowsAccepted: count('USED'),
    rowsRejected: reading.rejectedCount + count('DUPLICATE') + count('UNMAPPED'),
    understood: count('NO_EVENT'),
    unidentifiable: reading.unidentifiableCount,
  };
}

function sayOutcome({ row, outcome, winner }: RankedRow, issues: DailyIssues): void {
  const { line, categoryText } = row;
  if (outcome !== 'DUPLICATE' && outcome !== 'UNMAPPED') return;
  if (winner === null) {
    const column = 'attendance_event_category';
    const value = shownValue(categoryText);
    issues.add({ code: 'ATTENDANCE_CATEGORY_UNMAPPED', line, column, value });
    return;
  }
  issues.add({
    code: 'ATTENDANCE_DUPLICATE_DAY',
    line,
    column: null,
    value: null,
    params: {
      later: winner.line,
      own: shownValue(categoryText),
      used: shownValue(winner.categoryText),
      ...(outcome === 'UNMAPPED' ? { kept: 'yes' } : {}),
    },
  });
}

/** Of several rows about a school and day the last one counts. */
async function checkCalendar(input: Input): Promise<Counts | null> {
  const reading = await readCalendar(input);
  if (!reading.isUsable) return null;
  const rows = await collect<CalendarFileRow>(reading.rows());
  const dayOf = ({ schoolText, date }: CalendarFileRow): string => `${schoolText}\n${date}`;
  const last = new Map(rows.map((row) => [dayOf(row), row.line]));
  let accepted = 0;
  for (const row of rows) {
    const later = last.get(dayOf(row)) ?? row.line;
    if (later === row.line) accepted += 1;
    else
      input.issues.add({
        code: 'CALENDAR_DAY_TWICE',
        line: row.line,
        column: null,
        value: null,
        params: { later },
      });
  }
  const { rowsRead } = reading;
  return {
    rowsRead,
    rowsAccepted: accepted,
    rowsRejected: rowsRead - accepted,
    understood: 0,
    unidentifiable: 0,
  };
}

async function collect<Row>(batches: AsyncIterable<readonly Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of batches) {
    for (const row of batch) rows.push(row);
    if (rows.length > MOST_ROWS_IN_MEMORY) throw new TooLargeError();
  }
  return rows;
}

async function* bounded(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let byteCount = 0;
  for await (const chunk of source) {
    byteCount += chunk.length;
    if (byteCount > MOST_BYTES_IN_MEMORY) throw new TooLargeError();
    yield chunk;
  }
}
