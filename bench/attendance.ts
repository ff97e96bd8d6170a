// A school year of attendance for the district of the benchmark: its past days are written straight into the tables
// (180 days, 6 % absent), then a morning's file goes the real way, and the pages' queries are asked.
import { createHash } from 'node:crypto';
import { writeFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { addDays, type PlainDate } from '@/lib/core/calendar/plain-date';
import { localDate } from '@/lib/core/calendar/zoned-time';
import type { AppContext } from '@/lib/server/app-context';
import {
  recountDays,
  recountSchoolDays,
  recountSchoolYears,
  recountStudents,
} from '@/lib/server/attendance/apply/recount';
import { getDistrictAttendance } from '@/lib/server/attendance/queries/district';
import { getFeedBoard } from '@/lib/server/attendance/queries/feed-board';
import {
  getHeatMap,
  listLowestSchools,
  listSchools,
} from '@/lib/server/attendance/queries/schools';
import { findSchoolGrid } from '@/lib/server/attendance/queries/school-grid';
import { findStudentYear } from '@/lib/server/attendance/queries/student';
import { currentRoll } from '@/lib/server/attendance/roll';
import { refreshCalendar } from '@/lib/server/attendance/session-days';
import { inTransaction } from '@/lib/server/attendance/transaction';

const SCHOOL_DAYS = 180;
const ABSENT_PERCENT = 6;
const FILE_NAME = 'attendance.csv';
const VISIBLE_BAR_SECONDS = 10;
const QUERY_BAR_MS = 150;
const TRIES = 60;

interface Connection {
  id: number;
  tenantId: number;
}

type Line = Record<string, string | number | boolean>;

/** `log` says what is going on; every measured case is yielded as a line. */
export async function* measureAttendance(
  ctx: AppContext,
  connection: Connection,
  log: (text: string) => void,
): AsyncGenerator<Line> {
  const { tenantId } = connection;
  const tenant = await ctx.db.prisma.tenant.findUniqueOrThrow({ where: { id: tenantId } });
  // Today, whatever day it is: the morning's file then makes the day's notices as it would in production.
  const today = localDate(ctx.clock.now(), tenant.timeZone);
  const dates = schoolDaysBefore(today, SCHOOL_DAYS - 1);
  log('Writing a school year of attendance …');
  const startedAt = performance.now();
  await writeHistory(ctx, tenantId, dates, today);
  const events = await ctx.db.prisma.attendanceEvent.count({ where: { tenantId } });
  yield { case: 'attendance history written', seconds: secondsSince(startedAt), events };

  yield await measureMorning(ctx, connection, today);
  yield* measureQueries(ctx, tenantId, dates, today);
}

async function writeHistory(
  ctx: AppContext,
  tenantId: number,
  dates: readonly PlainDate[],
  today: PlainDate,
): Promise<void> {
  const first = dates[0] ?? today;
  const year = await inTransaction(ctx, async (client) => {
    const { roll } = await currentRoll(client, tenantId, today);
    // The days measured lie before the roster's own year: for the benchmark it began with them.
    await client.query(
      `UPDATE attendance_setting SET year_start_date = $2, replayed_run_id = roll_run_id WHERE tenant_id = $1`,
      [tenantId, first],
    );
    await client.query('UPDATE attendance_student SET begin_date = NULL WHERE tenant_id = $1', [
      tenantId,
    ]);
    await client.query(
      `INSERT INTO attendance_calendar_mark (tenant_id, school_id, date, source, is_in_session, marked_at)
       SELECT $1, '', date, 'STAFF', true, now() FROM unnest($2::date[]) AS k(date)`,
      [tenantId, [...dates, today]],
    );
    return { ...roll, startDate: first };
  });
  const name = await ctx.db.prisma.attendanceFileName.create({
    data: {
      tenantId,
      fileName: FILE_NAME,
      kind: 'ATTENDANCE',
      state: 'CONFIRMED',
      // A year of files has shown it.
      schoolIdKind: 'SOURCED_ID',
      studentIdKind: 'SOURCED_ID',
      firstSeenAt: ctx.clock.now(),
    },
  });
  for (const date of dates) await writeDay(ctx, tenantId, name.id, date);
  await ctx.db.pool.query('ANALYZE attendance_event');
  await ctx.db.pool.query('ANALYZE attendance_school_day');
  const schools = await ctx.db.prisma.attendanceEnrolled.findMany({
    where: { tenantId },
    distinct: ['schoolId'],
    select: { schoolId: true },
  });
  await inTransaction(ctx, async (client) => {
    const ids = schools.map(({ schoolId }) => schoolId);
    for (const date of dates)
      await recountSchoolDays(
        client,
        tenantId,
        ids.map((schoolId) => ({ schoolId, date })),
      );
    await recountDays(client, tenantId, dates);
    await recountStudents(client, tenantId, year, { schools: ids });
    await refreshCalendar(client, tenantId, year);
    await recountSchoolYears(client, tenantId, year, null);
  });
  for (const table of ['event', 'school_day', 'student', 'day', 'day_part', 'school_year'])
    await ctx.db.pool.query(`VACUUM ANALYZE attendance_${table}`);
}

async function writeDay(
  ctx: AppContext,
  tenantId: number,
  fileNameId: number,
  date: PlainDate,
): Promise<void> {
  const at = `${date}T17:00:00Z`;
  await ctx.db.pool.query(
    `INSERT INTO attendance_event (tenant_id, student_id, date, school_id, category, percent_of_day, reason, grade,
       language_code, file_name_id, run_id, line, changed_at)
     SELECT tenant_id, student_id, $2, school_id,
            (ARRAY['EXCUSED_ABSENCE', 'UNEXCUSED_ABSENCE', 'TARDY'])[1 + (random() * 2.2)::int % 3]::"AttendanceCategory",
            100, (ARRAY['Sick', 'Family Matter', 'Doctor Appointment', 'Unknown'])[1 + (random() * 3)::int], grade,
            language_code, $3, 0, 2, $4
     FROM attendance_student TABLESAMPLE BERNOULLI (${ABSENT_PERCENT}) WHERE tenant_id = $1`,
    [tenantId, date, fileNameId, at],
  );
  await ctx.db.pool.query(
    `INSERT INTO attendance_school_day (tenant_id, school_id, date, is_in_session, file_name_id, run_id,
       first_received_at, last_received_at, enrolled)
     SELECT $1, school_id, $2, true, $3, 0, $4, $4, sum(students) FROM attendance_enrolled WHERE tenant_id = $1 GROUP BY 2`,
    [tenantId, date, fileNameId, at],
  );
}

/** From the last byte being recorded to the dashboard showing it; the worker runs as in production. */
async function measureMorning(
  ctx: AppContext,
  connection: Connection,
  date: PlainDate,
): Promise<Line> {
  const { tenantId } = connection;
  const { rows } = await ctx.db.pool.query<{ line: string }>(
    `SELECT school_id || ',' || student_id || ',${date},Unexcused Absence,Sick,1,' AS line
     FROM attendance_student TABLESAMPLE BERNOULLI (${ABSENT_PERCENT}) WHERE tenant_id = $1`,
    [tenantId],
  );
  const header =
    'school_id,student_id,attendance_event_date,attendance_event_category,attendance_event_reason,attendance_event_duration,attendance_event_description';
  const bytes = Buffer.from([header, ...rows.map(({ line }) => line), ''].join('\n'));
  const storageKey = 'bench/attendance';
  const target = ctx.storage.localPath(storageKey);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, bytes);
  const startedAt = performance.now();
  const { id } = await ctx.db.prisma.delivery.create({
    data: {
      tenantId,
      connectionId: connection.id,
      fileName: FILE_NAME,
      state: 'RECEIVED',
      storageKey,
      byteCount: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      sourceAddress: '127.0.0.1',
      receivedAt: ctx.clock.now(),
    },
  });
  for (;;) {
    const run = await ctx.db.prisma.attendanceRun.findUnique({ where: { deliveryId: id } });
    if (run?.state === 'APPLIED') break;
    if (run && !['QUEUED', 'PROCESSING'].includes(run.state))
      throw new Error(`the attendance run ended ${run.state}`);
    await delay(20);
  }
  const shown = await getDistrictAttendance(ctx, { tenantId, from: date, to: date });
  if (shown.coverage?.schoolsReceived === 0) throw new Error('the morning is not in the dashboard');
  const seconds = secondsSince(startedAt);
  return {
    case: 'attendance, morning file visible',
    seconds,
    rows: rows.length,
    barSeconds: VISIBLE_BAR_SECONDS,
    isWithinBar: seconds <= VISIBLE_BAR_SECONDS,
  };
}

async function* measureQueries(
  ctx: AppContext,
  tenantId: number,
  dates: readonly PlainDate[],
  today: PlainDate,
): AsyncGenerator<Line> {
  const students = await ctx.db.pool.query<{ studentId: string; schoolId: string }>(
    `SELECT student_id AS "studentId", school_id AS "schoolId" FROM attendance_student
     WHERE tenant_id = $1 ORDER BY md5(student_id) LIMIT ${TRIES}`,
    [tenantId],
  );
  const pick = (i: number) =>
    students.rows[i % students.rows.length] ?? { studentId: '', schoolId: '' };
  const month = { from: dates.at(-20) ?? today, to: today };
  const quarter = { from: dates.at(-62) ?? today, to: today };
  const year = { from: dates[0] ?? today, to: today };
  const schoolPage = { tenantId, sort: 'rate', direction: 'asc', search: null } as const;
  const grid = {
    tenantId,
    grade: null,
    classId: null,
    band: null,
    search: null,
    sort: 'name',
  } as const;
  const cases: Record<string, (i: number) => Promise<unknown>> = {
    'district, month': () => getDistrictAttendance(ctx, { tenantId, ...month }),
    'district, year': () => getDistrictAttendance(ctx, { tenantId, ...year }),
    'schools compared, month': () => listLowestSchools(ctx, { tenantId, ...month, limit: 8 }),
    'schools compared, 90 days': () => listLowestSchools(ctx, { tenantId, ...quarter, limit: 8 }),
    'schools, page of the year': (i) =>
      listSchools(ctx, { ...schoolPage, page: 1 + (i % 10), pageSize: 50 }),
    'heat map, month': (i) =>
      getHeatMap(ctx, { tenantId, ...month, page: 1 + (i % 3), pageSize: 50 }),
    'school grid, week': (i) =>
      findSchoolGrid(ctx, {
        ...grid,
        ...pick(i),
        from: dates.at(-4) ?? today,
        to: today,
        page: 1,
        pageSize: 50,
      }),
    'school grid, month, chronic': (i) =>
      findSchoolGrid(ctx, {
        ...grid,
        ...pick(i),
        ...month,
        band: 'CHRONIC',
        page: 1,
        pageSize: 50,
      }),
    student: (i) => findStudentYear(ctx, tenantId, pick(i).studentId),
    'feed board': () => getFeedBoard(ctx, { tenantId, date: today }),
  };
  for (const [name, ask] of Object.entries(cases)) {
    const times: number[] = [];
    for (let i = 0; i < TRIES; i += 1) {
      const startedAt = performance.now();
      await ask(i);
      times.push(performance.now() - startedAt);
    }
    times.sort((a, b) => a - b);
    const p95 = Math.round(times[Math.floor(times.length * 0.95)] ?? 0);
    yield {
      case: `attendance, ${name}`,
      medianMs: Math.round(times[Math.floor(times.length / 2)] ?? 0),
      p95Ms: p95,
      barMs: QUERY_BAR_MS,
      isWithinBar: p95 <= QUERY_BAR_MS,
    };
  }
}

/** Oldest first. */
function schoolDaysBefore(date: PlainDate, count: number): PlainDate[] {
  const days: PlainDate[] = [];
  for (let day = addDays(date, -1); days.length < count; day = addDays(day, -1))
    if (isWeekday(day)) days.unshift(day);
  return days;
}

function isWeekday(date: PlainDate): boolean {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  return day !== 0 && day !== 6;
}

function secondsSince(startedAt: number): number {
  return Math.round((performance.now() - startedAt) / 10) / 100;
}
