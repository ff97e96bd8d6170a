import { expect, test } from 'vitest';
import { DailyIssues } from '../attendance-file/daily-issues';
import { readAttendance, type AttendanceFileRow } from '../attendance-file/read-attendance';
import { readCalendar, type CalendarFileRow } from '../attendance-file/read-calendar';
import { csvLine } from '../oneroster-json/csv-cell';
import {
  ATTENDANCE_CELLS,
  attendanceRow,
  deletedEvent,
  rowsOfDeletedEvents,
} from './attendance-rows';
import { CALENDAR_CELLS, calendarRow, SchoolCalendars } from './calendar-rows';
import type { CalendarDate, StudentSchoolAttendanceEvent } from './resources';

const uri = (code: string) => `uri://ed-fi.org/Descriptor#${code}`;

async function* bytesOf(lines: readonly (readonly string[])[]): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode(lines.map(csvLine).join('')));
}

const event = (
  category: string,
  more: Partial<StudentSchoolAttendanceEvent> = {},
): StudentSchoolAttendanceEvent => ({
  studentReference: { studentUniqueId: '604822' },
  schoolReference: { schoolId: 255901001 },
  sessionReference: { schoolId: 255901001, schoolYear: 2027, sessionName: 'Fall' },
  eventDate: '2026-11-30',
  attendanceEventCategoryDescriptor: uri(category),
  ...more,
});

async function readRows(rows: readonly (readonly string[])[]) {
  const issues = new DailyIssues();
  const reading = await readAttendance({
    source: bytesOf([ATTENDANCE_CELLS, ...rows]),
    fileName: 'attendance.csv',
    settings: {
      acceptsUsDates: false,
      today: '2026-11-30',
      yearStart: '2026-08-01',
      yearEnd: '2027-06-30',
      mappings: new Map(),
    },
    issues,
  });
  const read: AttendanceFileRow[] = [];
  for await (const batch of reading.rows()) read.push(...batch);
  const codes = [...issues.list(), ...reading.rowIssues.list()].map(({ code }) => code);
  return { read, codes };
}

test('events are read as the rows of an attendance file', async () => {
  const { read, codes } = await readRows([
    attendanceRow(
      event('Excused Absence', { attendanceEventReason: 'Ill, "flu"', eventDuration: 0.5 }),
    ),
    attendanceRow(event('Tardy', { eventDuration: 0 })),
    attendanceRow(event('In Attendance', { eventDate: '2026-11-27T00:00:00' })),
    attendanceRow(event('Early departure')),
    attendanceRow(event('Student Standard Day')),
  ]);
  expect(codes).toEqual([]);
  expect(read).toMatchObject([
    {
      schoolText: '255901001',
      studentText: 'student-604822',
      date: '2026-11-30',
      meaning: 'EXCUSED_ABSENCE',
      reason: 'Ill, "flu"',
      percentOfDay: 50,
    },
    { meaning: 'TARDY', percentOfDay: null, reason: null },
    { meaning: 'NO_EVENT', date: '2026-11-27' },
    { categoryText: 'Early departure' },
    { meaning: null, categoryText: 'Student Standard Day' },
  ]);
});

test('who has no event left on the day was present', async () => {
  const gone = { schoolId: 1, studentUniqueId: '1', eventDate: '2026-11-30' };
  const corrected = { schoolId: 1, studentUniqueId: '2', eventDate: '2026-11-30T00:00:00' };
  const left = new Set(['2 2026-11-30', '1 2026-11-27']);
  const rows = rowsOfDeletedEvents([gone, gone, corrected], (student, date) =>
    left.has(`${student} ${date}`),
  );
  const { read } = await readRows(rows);
  expect(read).toMatchObject([
    { studentText: 'student-1', schoolText: '1', meaning: 'NO_EVENT', date: '2026-11-30' },
  ]);
  expect(read).toHaveLength(1);
});

test.each([
  [{ schoolId: 1, studentUniqueId: '1', eventDate: '2026-11-30', sessionName: 'Fall' }, true],
  [{ schoolId: '1', studentUniqueId: 1, eventDate: '2026-11-30' }, true],
  [{ id: 'abc', changeVersion: 7 }, false],
  [undefined, false],
  [{ schoolId: 1, studentUniqueId: '', eventDate: '2026-11-30' }, false],
])('the key values %j of a delete', (keyValues, isReadable) => {
  expect(deletedEvent(keyValues)).toEqual(
    isReadable ? { schoolId: 1, studentUniqueId: '1', eventDate: '2026-11-30' } : null,
  );
});

const day = (date: string, calendarCode: string, ...events: string[]): CalendarDate => ({
  date,
  calendarReference: { calendarCode, schoolId: 1, schoolYear: 2027 },
  calendarEvents: events.map((code) => ({ calendarEventDescriptor: uri(code) })),
});

test('days are read as the rows of a calendar file', async () => {
  const rows = [
    day('2026-11-25', 'A', 'Instructional day'),
    day('2026-11-26', 'A', 'Holiday'),
    day('2026-11-27', 'A', 'Instructional day', 'Weather day'),
    day('2026-11-28', 'A', 'Make-up day'),
    day('2026-11-29', 'A', 'Non-instructional day'),
    day('2026-11-30', 'A', 'Student late arrival/early dismissal'),
  ].flatMap((date) => {
    const row = calendarRow(date);
    return row ? [row] : [];
  });
  const issues = new DailyIssues();
  const reading = await readCalendar({
    source: bytesOf([CALENDAR_CELLS, ...rows]),
    fileName: 'calendar.csv',
    settings: { acceptsUsDates: false },
    issues,
  });
  const read: CalendarFileRow[] = [];
  for await (const batch of reading.rows()) read.push(...batch);
  expect(issues.list()).toEqual([]);
  expect(read.map(({ date, isInSession, note }) => [date, isInSession, note])).toEqual([
    ['2026-11-25', true, null],
    ['2026-11-26', false, 'Holiday'],
    ['2026-11-27', false, 'Weather day'],
    ['2026-11-28', true, null],
    ['2026-11-29', false, 'Non-instructional day'],
    ['2026-11-30', true, null],
  ]);
});

test('a day of which nothing known is said is left out', () => {
  expect(calendarRow(day('2026-11-30', 'A', 'Other'))).toBeNull();
  expect(calendarRow(day('2026-11-30', 'A'))).toBeNull();
});

const member = (calendarCode: string) => ({
  studentReference: { studentUniqueId: '1' },
  schoolReference: { schoolId: 1 },
  entryDate: '2026-08-15',
  entryGradeLevelDescriptor: uri('Ninth grade'),
  calendarReference: { calendarCode, schoolId: 1, schoolYear: 2027 },
});

test('of several calendars, the one that most students are assigned to', () => {
  const calendars = new SchoolCalendars();
  const days = [
    day('2026-11-30', 'B'),
    day('2026-11-30', 'A'),
    day('2026-11-29', 'A'),
    day('2026-11-30', 'C'),
  ];
  for (const date of days) calendars.countDay(date);
  const counted = () =>
    ['A', 'B', 'C', 'empty'].filter((code) => calendars.isCounted(day('2026-11-30', code)));
  expect(counted()).toEqual(['A']);
  for (const code of ['B', 'B', 'C', 'empty', 'empty', 'empty'])
    calendars.countStudent(member(code));
  expect(counted()).toEqual(['B']);
  calendars.countStudent(member('C'));
  expect(counted()).toEqual(['B']);
  calendars.countStudent(member('C'));
  expect(counted()).toEqual(['C']);
});
