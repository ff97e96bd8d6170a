import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ATTENDANCE_FILE, CALENDAR_FILE, type DailyFile } from './columns';
import { readDailyHeader } from '../attendance-file/header';

// Column widths are the formatter's business.
const page = readFileSync(path.resolve('docs/attendance.md'), 'utf8').replace(/ +/g, ' ');

const files: [string, DailyFile][] = [
  ['attendance', ATTENDANCE_FILE],
  ['calendar', CALENDAR_FILE],
];

describe.each(files)('%s', (_name, file) => {
  test.each(file.columns)('docs/attendance.md says of $name what the parser knows', (column) => {
    const { name, need, form, example, help } = column;
    const shown = example === '' ? '' : `\`${example}\` `;
    expect(page).toContain(`| \`${name}\` | ${need} | ${form} | ${shown}| ${help} |`);
  });

  test('names no other column', () => {
    const documented = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1]);
    const known = files.flatMap(([, { columns }]) => columns.map(({ name }) => name));
    expect(documented).toEqual(known);
  });

  test('its plain names are read without a word', () => {
    const names = file.columns.map(({ name }) => name);
    expect(readDailyHeader(file, 'a.csv', names)).toMatchObject({ ok: true, issues: [] });
  });
});

test('headers in any case and order, with blanks, line breaks and underscores too many, are read and told', () => {
  const header = readDailyHeader(ATTENDANCE_FILE, 'attendance.csv', [
    'Student_ID',
    ' school id',
    'Attendance_\nevent_date',
    'ATTENDANCE__EVENT_CATEGORY',
    'attendance_event_reason',
    'Grade',
  ]);
  expect(header.ok).toBe(true);
  expect(header.indexes.get('attendance_event_date')).toBe(2);
  expect(header.issues.map(({ code }) => code)).toEqual([
    'ATTENDANCE_RECOMMENDED_MISSING',
    'ATTENDANCE_HEADER_SPELLING',
    'ATTENDANCE_COLUMN_UNKNOWN',
  ]);
});

test.each([
  [['school_id', 'student_id'], 'ATTENDANCE_COLUMN_MISSING'],
  [['school_id;student_id;attendance_event_date'], 'ATTENDANCE_SEPARATOR'],
  [['1', '2', '3'], 'ATTENDANCE_NO_HEADER'],
  [['school_id', 'School ID'], 'ATTENDANCE_COLUMN_TWICE'],
])('%s cannot be read: %s', (names, code) => {
  const header = readDailyHeader(ATTENDANCE_FILE, 'attendance.csv', names);
  expect(header.ok).toBe(false);
  expect(header.issues.map((issue) => issue.code)).toContain(code);
});
