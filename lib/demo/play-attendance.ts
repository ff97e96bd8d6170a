// Attendance of the live district, through the same SFTP server and worker: its calendar, the year so far in one file per
// grouping, then a school day with its morning and its later files, a slip in a name, and words nobody has mapped yet.
import { setTimeout as delay } from 'node:timers/promises';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { instantOf } from '@/lib/core/calendar/zoned-time';
import type { AppContext } from '@/lib/server/app-context';
import { attendanceFile, attendanceRows, type AttendanceRow } from '@/lib/synthetic/attendance';
import type { Day } from '@/lib/synthetic/district';
import type { Level } from '@/lib/synthetic/layout';
import { calendarFile } from './calendar-file';
import { dateBack } from './date-back';
import { filesOf } from './day-edits';
import { DemoProblem } from './demo-problem';
import type { PlayingDistrict } from './play-day';
import { sendFiles } from './send-files';

/** School days of a year so far, oldest first; the district as its last roster has it. */
export interface AttendanceStory {
  day: Day;
  /** The year in which it ends. */
  schoolYear: number;
  dates: readonly PlainDate[];
}

interface Sending {
  fileName: string;
  date: PlainDate;
  /** Local time, "HH:MM". */
  at: string;
  content: () => string;
}

const ELEMENTARY: readonly Level[] = ['elementary'];
const SECONDARY: readonly Level[] = ['middle', 'high'];
/** A day the secondary schools' file never came: a gap, not a day without absences. */
const SILENT_DAYS_AGO = 7;
const ASK_EVERY_MS = 60;
const PATIENCE_MS = 90_000;

export async function playAttendance(
  ctx: AppContext,
  district: PlayingDistrict,
  story: AttendanceStory,
): Promise<void> {
  const { tenantId } = district;
  for (const [i, sending] of listSendings(story).entries()) {
    // One that was sent before an interruption has its run.
    if ((await ctx.db.prisma.attendanceRun.count({ where: { tenantId } })) <= i)
      await sendFiles(
        district.account,
        new Map([[sending.fileName, Buffer.from(sending.content())]]),
      );
    await waitForRuns(ctx, tenantId, i + 1);
    await moveBack(ctx, district, sending);
  }
}

function listSendings({ day, schoolYear, dates }: AttendanceStory): Sending[] {
  const last = dates.at(-1) ?? day.date;
  const eve = dates.at(-2) ?? last;
  const silent = dates.at(-1 - SILENT_DAYS_AGO);
  const rowsOf = (date: PlainDate, file: 'morning' | 'afternoon', levels: readonly Level[]) => [
    ...attendanceRows(day, date, { file, levels }),
  ];
  const yearOf = (levels: readonly Level[], without?: PlainDate) => (): AttendanceRow[] =>
    dates
      .filter((date) => date !== last && date !== without)
      .flatMap((date) => rowsOf(date, 'afternoon', levels));
  const today = (file: 'morning' | 'afternoon', levels: readonly Level[]) => () =>
    rowsOf(last, file, levels);
  const file = (fileName: string, date: PlainDate, at: string, rows: () => AttendanceRow[]) => ({
    fileName,
    date,
    at,
    content: () => attendanceFile(rows()),
  });
  const elementary = 'attendance_elementary.csv';
  const secondary = 'attendance_secondary.csv';
  const slip = 'Attendance_Elementary.csv';
  const ofSecondary = (when: 'morning' | 'afternoon') => () =>
    withSuspensions(rowsOf(last, when, SECONDARY));
  return [
    {
      fileName: 'calendar.csv',
      date: eve,
      at: '15:28',
      content: () => calendarFile(filesOf(day), schoolYear),
    },
    file(elementary, eve, '15:32', yearOf(ELEMENTARY)),
    file(secondary, eve, '15:34', yearOf(SECONDARY, silent)),
    file(elementary, last, '09:34', today('morning', ELEMENTARY)),
    file(secondary, last, '09:58', ofSecondary('morning')),
    file(slip, last, '10:05', today('morning', ELEMENTARY)),
    file(elementary, last, '10:20', today('afternoon', ELEMENTARY)),
    file(secondary, last, '10:24', ofSecondary('afternoon')),
    // The slip again, after the right file: it waits until somebody looks.
    file(slip, last, '10:26', today('afternoon', ELEMENTARY)),
  ];
}

/** A word of this district's own. */
function withSuspensions(rows: AttendanceRow[]): AttendanceRow[] {
  return rows.map((row, i) =>
    i % 9 === 4 && row.category === 'Unexcused Absence'
      ? { ...row, category: 'Suspended', reason: 'Discipline' }
      : row,
  );
}

async function waitForRuns(ctx: AppContext, tenantId: number, count: number): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const rows = await ctx.db.prisma.attendanceRun.findMany({
      where: { tenantId },
      select: { state: true },
    });
    const open = rows.filter(({ state }) => state === 'QUEUED' || state === 'PROCESSING');
    if (rows.some(({ state }) => state === 'FAILED'))
      throw new DemoProblem("An attendance file failed: the worker's messages say why.");
    if (rows.length >= count && open.length === 0) return;
    if (performance.now() > deadline)
      throw new DemoProblem('The worker does not take up the attendance files that were sent.');
    await delay(ASK_EVERY_MS);
  }
}

async function moveBack(
  ctx: AppContext,
  { tenantId, timeZone, playedSince }: PlayingDistrict,
  { date, at }: Sending,
): Promise<void> {
  await dateBack(ctx, tenantId, { playedSince, to: instantOf(date, at, timeZone) });
  // The day and minute of arrival follow from its time.
  await ctx.db.pool.query(
    `UPDATE attendance_run SET received_date = (received_at AT TIME ZONE $2)::date,
       received_minute = extract(hour FROM received_at AT TIME ZONE $2) * 60
                       + extract(minute FROM received_at AT TIME ZONE $2)
     WHERE tenant_id = $1`,
    [tenantId, timeZone],
  );
}
