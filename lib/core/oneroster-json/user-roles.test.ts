import { expect, test } from 'vitest';
import { roleAndOrgs } from './user-roles';

const TODAY = '2026-11-30';
const role = (name: string, org: string, more: object = {}) => ({
  roleType: 'secondary',
  role: name,
  org: { sourcedId: org },
  ...more,
});
const primary = { roleType: 'primary' };

test.each([
  ['one role', [role('student', 's1', primary)], '', 'student', 's1'],
  [
    'the primary of several',
    [role('aide', 's1'), role('teacher', 's2', primary)],
    '',
    'teacher',
    's2,s1',
  ],
  [
    'of several primary ones that in the primary org',
    [role('student', 's1', primary), role('student', 's2', primary)],
    's2',
    'student',
    's2,s1',
  ],
  ['none marked: the first', [role('teacher', 's1'), role('student', 's2')], '', 'teacher', 's1'],
  [
    'a teacher who is a parent elsewhere',
    [role('guardian', 's9'), role('teacher', 's1', primary)],
    '',
    'teacher',
    's1',
  ],
  ['a primary org that no role is in', [role('teacher', 's1', primary)], 'd', 'teacher', 's1'],
  ['a role without an org', [{ roleType: 'primary', role: 'student' }], 's1', 'student', 's1'],
  [
    'words that 1.1 does not have',
    [role('siteAdministrator', 's1', primary)],
    '',
    'administrator',
    's1',
  ],
  ['an extension stays', [role('ext:nurse', 's1', primary)], '', 'ext:nurse', 's1'],
  [
    'a role that ended',
    [role('teacher', 's1', { ...primary, endDate: '2026-06-30' }), role('teacher', 's2')],
    '',
    'teacher',
    's2',
  ],
  [
    'all have ended',
    [
      role('teacher', 's1', { endDate: '2026-06-30' }),
      role('aide', 's2', { endDate: '2026-06-30' }),
    ],
    '',
    'teacher',
    's1,s2',
  ],
] as const)('%s', (_name, roles, primaryOrg, expectedRole, orgs) => {
  expect(roleAndOrgs(roles, primaryOrg, TODAY)).toEqual({ role: expectedRole, orgs });
});

test('no roles at all', () => {
  expect(roleAndOrgs([null, 'teacher'], '', TODAY)).toBeNull();
});
