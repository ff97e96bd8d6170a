// Attendance and calendar of an Ed-Fi API as the files in which districts send them.
import {
  ATTENDANCE_CELLS,
  attendanceRow,
  rowsOfDeletedEvents,
  type AttendanceCells,
} from '@/lib/core/ed-fi/attendance-rows';
import { CALENDAR_CELLS, calendarRow, SchoolCalendars } from '@/lib/core/ed-fi/calendar-rows';
import { currentMemberships } from '@/lib/core/ed-fi/school-membership';
import type { CalendarDate, StudentSchoolAttendanceEvent } from '@/lib/core/ed-fi/resources';
import { csvLine } from '@/lib/core/oneroster-json/csv-cell';
import type { AppContext } from '../../../app-context';
import type { FileToWrite } from '../files-of-pull';
import type { PullRow } from '../pulls/pull-row';
import { ATTENDANCE } from './copy-kept';
import { keptRows } from './kept-rows';
import { MirrorReader } from './mirror-reader';
import { touchedDays, type TouchedDays } from './mirror-attendance';

/** None where nothing changed. */
export async function* attendanceFile(ctx: AppContext, row: PullRow): AsyncGenerator<FileToWrite> {
  const touched = await touchedDays(ctx, row);
  if (touched.days.length === 0 && touched.gone.length === 0) return;
  yield { fileName: 'attendance.csv', mode: null, chunks: attendanceLines(ctx, row, touched) };
}

async function* attendanceLines(
  ctx: AppContext,
  row: PullRow,
  { days, gone }: TouchedDays,
): AsyncGenerator<Buffer> {
  const isTaken = takenSchools(row);
  const asked = new Set(
    gone.map(({ studentUniqueId, eventDate }) => `${studentUniqueId}\n${eventDate}`),
  );
  const left = new Set<string>();
  yield Buffer.from(csvLine(ATTENDANCE_CELLS), 'utf8');
  for (const day of days) {
    const { rows } = await ctx.db.pool.query<{ body: StudentSchoolAttendanceEvent }>(
      `SELECT body FROM ed_fi_record WHERE tenant_id = $1 AND connection_id = $2 AND resource = $3 AND other_key = $4
       ORDER BY owner_key, id`,
      [row.tenantId, row.connectionId, ATTENDANCE, day],
    );
    for (const { body } of rows) {
      const pair = `${body.studentReference.studentUniqueId}\n${day}`;
      if (asked.has(pair)) left.add(pair);
    }
    yield linesOf(rows.map(({ body }) => attendanceRow(body)).filter(isTaken));
  }
  const present = rowsOfDeletedEvents(gone, (student, day) => left.has(`${student}\n${day}`));
  yield linesOf(present.filter(isTaken));
}

/** A choice of schools is one of attendance too. */
function takenSchools({ plan }: PullRow): (cells: AttendanceCells) => boolean {
  const { schools } = plan.settings;
  const taken = schools && new Set(schools);
  return ([school = '']) => taken === null || taken.has(school);
}

const linesOf = (rows: readonly (readonly string[])[]): Buffer =>
  Buffer.from(rows.map(csvLine).join(''), 'utf8');

export async function* calendarFile(ctx: AppContext, row: PullRow): AsyncGenerator<FileToWrite> {
  const calendars = new SchoolCalendars();
  const reader = new MirrorReader(ctx, row);
  for await (const association of reader.all('studentSchoolAssociations'))
    for (const membership of currentMemberships([association], row.plan.today))
      calendars.countStudent(membership);
  for await (const days of calendarDays(ctx, row)) for (const day of days) calendars.countDay(day);
  async function* lines(): AsyncGenerator<Buffer> {
    const isTaken = takenSchools(row);
    yield Buffer.from(csvLine(CALENDAR_CELLS), 'utf8');
    for await (const days of calendarDays(ctx, row)) {
      const rows = days.filter((day) => calendars.isCounted(day)).map(calendarRow);
      yield linesOf(rows.filter((cells) => cells !== null).filter(isTaken));
    }
  }
  yield { fileName: 'calendar.csv', mode: null, chunks: lines() };
}

const calendarDays = (ctx: AppContext, row: PullRow): AsyncGenerator<readonly CalendarDate[]> =>
  keptRows(ctx, row, 'calendarDates') as AsyncGenerator<readonly CalendarDate[]>;
