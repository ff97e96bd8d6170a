import { expect, test } from 'vitest';
import { PERMISSIONS, can, isStaff, type Permission } from './permissions';

const allowed = (role: 'ADMIN' | 'IMPLEMENTATION' | 'PSM' | 'DISTRICT_CONTACT') =>
  PERMISSIONS.filter((permission) => can({ role }, permission));

test('an administrator may do everything', () => {
  expect(allowed('ADMIN')).toEqual([...PERMISSIONS]);
});

test('implementation does everything but look after staff, set limits and answer for a district', () => {
  const denied = PERMISSIONS.filter((permission) => !can({ role: 'IMPLEMENTATION' }, permission));
  expect(denied).toEqual([
    'staff.invite',
    'staff.change',
    'site.answer',
    'reviews.answer',
    'limits.change',
  ]);
});

test('a partner success manager reads, comments, asks and starts a check', () => {
  expect(allowed('PSM')).toEqual([
    'tenants.list',
    'tenant.view',
    'contacts.list',
    'staff.list',
    'connection.view',
    'runs.view',
    'runs.comment',
    'runs.check',
    'reviews.list',
    'reviews.ask',
    'reviews.comment',
    'roster.view',
    'roster.export',
    'attendance.view',
    'attendance.export',
    'attendance.files',
    'outbox.view',
  ]);
});

test('a district contact sees their connection and runs, and no student rows', () => {
  expect(allowed('DISTRICT_CONTACT')).toEqual([
    'tenant.view',
    'contacts.invite',
    'contacts.list',
    'connection.view',
    'credentials.manage',
    'setup.answer',
    'site.answer',
    'runs.view',
    'runs.comment',
    'runs.check',
    'reviews.answer',
    'attendance.files',
    'attendance.answer',
  ]);
});

test.each<[Permission]>([
  ['reviews.decide'],
  ['runs.apply'],
  ['runs.undo'],
  ['credentials.manage'],
  ['site.create'],
])('a partner success manager may not: %s', (permission) => {
  expect(can({ role: 'PSM' }, permission)).toBe(false);
});

test('a district contact is not staff', () => {
  expect(isStaff({ role: 'DISTRICT_CONTACT' })).toBe(false);
  expect(isStaff({ role: 'PSM' })).toBe(true);
});
