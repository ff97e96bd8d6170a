import { expect, test } from 'vitest';
import { isAttendanceDue } from './school-hours';

const hours = {
  timeZone: 'America/New_York',
  attendanceFrom: '07:00',
  attendanceTo: '17:00',
  attendanceEveryMinutes: 15,
};

test.each<[string, string | null, string, boolean]>([
  ['before school', null, '2026-09-01T10:59:00Z', false],
  ['as it begins', null, '2026-09-01T11:00:00Z', true],
  ['14 minutes after the last', '2026-09-01T15:00:00Z', '2026-09-01T15:14:00Z', false],
  ['15 minutes after the last', '2026-09-01T15:00:00Z', '2026-09-01T15:15:00Z', true],
  ['after school', '2026-09-01T15:00:00Z', '2026-09-01T21:00:00Z', false],
])('%s', (_when, lastAt, now, expected) => {
  expect(isAttendanceDue(hours, lastAt === null ? null : new Date(lastAt), new Date(now))).toBe(
    expected,
  );
});
