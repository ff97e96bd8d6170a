import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nearestFileName } from './file-names';
import { FILE_SPECS } from './files';

it.each(FILE_SPECS.map(({ fileName }) => fileName))('%s is exact', (fileName) => {
  expect(nearestFileName(fileName)).toEqual({ kind: 'exact', fileName });
});

it.each([
  ['Users.csv', 'wrong-case', 'users.csv'],
  ['USERS.CSV', 'wrong-case', 'users.csv'],
  ['academicsessions.csv', 'wrong-case', 'academicSessions.csv'],
  ['export/users.csv', 'in-folder', 'users.csv'],
  ['export\\Users.csv', 'in-folder', 'users.csv'],
  ['/users.csv', 'in-folder', 'users.csv'],
  ['export/notes.csv', 'in-folder', null],
  ['user.csv', 'near', 'users.csv'],
  ['enrolments.csv', 'near', 'enrollments.csv'],
  ['academic_sessions.csv', 'near', 'academicSessions.csv'],
  ['users.txt', 'near', 'users.csv'],
  ['users.csv.csv', 'near', 'users.csv'],
  ['users (1).csv', 'near', 'users.csv'],
  ['users_2026-11-21.csv', 'near', 'users.csv'],
  ['users', 'near', 'users.csv'],
  ['class.csv', 'near', 'classes.csv'],
  ['users.csv.part', 'temporary', 'users.csv'],
  ['users.csv.filepart', 'temporary', 'users.csv'],
  ['users.csv.tmp', 'temporary', 'users.csv'],
  ['users.csv~', 'temporary', 'users.csv'],
  ['.users.csv', 'temporary', 'users.csv'],
  ['.users.csv.Xa81Bc', 'temporary', 'users.csv'],
  ['~$users.csv', 'temporary', 'users.csv'],
  ['.DS_Store', 'temporary', null],
  ['oneroster.zip', 'zip', null],
  ['OneRoster.ZIP', 'zip', null],
  ['attendance.csv', 'unknown', null],
  ['roles.csv', 'unknown', null],
  ['', 'unknown', null],
  ['x', 'unknown', null],
])('%j is %s of %s', (name, kind, fileName) => {
  expect(nearestFileName(name)).toEqual({ kind, fileName });
});

it('answers for any name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      expect(() => nearestFileName(name)).not.toThrow();
    }),
  );
});
