import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  feedOfFile,
  isRosterName,
  isTemporaryName,
  mayBecomeRoster,
  type FilePurpose,
} from './feed-of-file';

test.each([
  ['users.csv', false, true],
  ['Users.csv', false, true],
  ['upload/users.csv', false, true],
  ['lakeview.zip', false, true],
  ['users.csv.filepart', true, false],
  ['.users.csv.a1b2.partial', true, false],
  ['upload/users.csv.tmp', true, false],
  ['attendance_elementary.csv', false, false],
])('%s: temporary %s, for the roster %s', (name, isTemporary, isRoster) => {
  expect([isTemporaryName(name), isRosterName(name)]).toEqual([isTemporary, isRoster]);
});

test.each<[FilePurpose, readonly string[]]>([
  [
    'ROSTER',
    [
      'users.csv',
      'Users.csv',
      'user.csv',
      'users.txt',
      'users.xlsx',
      'users (1).csv',
      'users_2026-11-21.csv',
      'users.csv.csv',
      'upload/users.csv',
      'roles.csv',
      'users',
    ],
  ],
  ['ARCHIVE', ['lakeview.zip', 'LAKEVIEW.ZIP', 'upload/lakeview.zip', 'oneroster_2026-11-20.zip']],
  [
    'ATTENDANCE',
    [
      'attendance.csv',
      'attendance_elementary.csv',
      'Attendance.CSV',
      'atendance.csv',
      'attendance.xlsx',
      'attendance.txt',
      'attendance',
      'TPC_Daily_Attendance_HS.csv',
      'absences.csv',
      'attendance (1).csv',
    ],
  ],
  [
    'CALENDAR',
    [
      'calendar.csv',
      'Calendar.csv',
      'calendar_2026-27.csv',
      'school calendar.csv',
      'SchoolCalendar.csv',
      'calender.csv',
      'calandar.csv',
      'calendar.xlsx',
      'district-calendar (1).csv',
      'calendar',
    ],
  ],
  // WinSCP, FileZilla, Cyberduck, lftp, rsync, MOVEit, GoAnywhere, browsers, editors, scripts.
  [
    'TEMPORARY',
    [
      'users.csv.filepart',
      'attendance.csv-7fK2xQ9a',
      '.in.users.csv.',
      '.attendance.csv.Xa81Bc',
      'attendance.csv.part',
      'attendance.csv.tmp',
      'attendance.csv.gatmp',
      'attendance.csv.uploading',
      'attendance.csv.crdownload',
      'attendance.csv~',
      '~$attendance.csv',
      'attendance.csv.1',
      'attendance.csv_20261120T0600',
      'attendance_tmp.csv',
      'attendance-uploading.csv',
      'tmp_users.csv',
      'temp-attendance.csv',
      'users.filepart',
      'export.zip.part',
      'export.zip-1a2b3c',
      'upload/users.csv.tmp',
      'calendar.csv.f81d4fae',
      'attendance.part.csv',
      'attendance.xlsx-7fK2xQ9a',
      'users.txt_7fK2xQ9a',
    ],
  ],
  [
    'OTHER',
    [
      'upload.done',
      'export.log',
      'test.txt',
      'readme.md',
      'users.csv.md5',
      'attendance.csv.done',
      'users.csv.gz',
      'users.done',
      'orgs.ok',
      'classes.log',
      'photos.jpg',
      'notes.csv',
      '7fK2xQ9a',
      'attendance.csv.pgp',
      'upload/readme.txt',
      'manifest.ready',
    ],
  ],
])('by its name for %s', (purpose, names) => {
  expect(names.map((name) => [name, feedOfFile(name)])).toEqual(
    names.map((name) => [name, purpose]),
  );
});

test('a temporary name is one of a roster unless it says otherwise', () => {
  const names = [
    'users.csv.part',
    'x1.tmp',
    'export.zip.filepart',
    'attendance.csv.part',
    'users.csv',
  ];
  expect(names.map(mayBecomeRoster)).toEqual([true, true, true, false, false]);
});

test('whatever a client adds to a whole name, and takes away again, it is never read under it', () => {
  const whole = fc.constantFrom(
    'users.csv',
    'attendance.csv',
    'calendar.csv',
    'export.zip',
    'attendance_hs.csv',
  );
  const random = fc.stringMatching(/^[-._][A-Za-z0-9]{6,10}$/);
  fc.assert(
    fc.property(
      whole,
      random,
      fc.constantFrom('', '.', 'upload/', 'upload/.'),
      (name, added, before) => {
        fc.pre(!/\.(?:csv|xlsx|trigger|sha\d+)$/i.test(added));
        expect(feedOfFile(`${before}${name}${added}`)).toBe('TEMPORARY');
      },
    ),
  );
});
