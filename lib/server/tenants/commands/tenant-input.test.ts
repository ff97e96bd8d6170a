import { expect, test } from 'vitest';
import { newTenantInput, tenantChanges } from './tenant-input';

const typed = { name: 'Lakeview Unified', state: 'tx', timeZone: 'America/Chicago' };

test('a form with its empty fields left alone', () => {
  const parsed = newTenantInput.parse({
    ...typed,
    slug: '',
    sis: '',
    firstDayOfSchoolDate: '',
    psmId: '',
    implementerId: '7',
    kind: 'DISTRICT',
    acceptsUsDates: 'false',
  });
  expect(parsed).toEqual({
    name: 'Lakeview Unified',
    state: 'TX',
    timeZone: 'America/Chicago',
    slug: undefined,
    sis: null,
    firstDayOfSchoolDate: null,
    psmId: null,
    implementerId: 7,
    kind: 'DISTRICT',
    languageCodeSet: 'NONE',
    acceptsUsDates: false,
    readsOtherRolesAsStaff: false,
    readsAidesAsProctors: false,
    allowsMissingCourse: false,
    showsCourseTitles: false,
  });
});

test.each([
  ['no name', { ...typed, name: '  ' }, 'name'],
  ['a name of two lines', { ...typed, name: 'Lakeview\r\nBcc: x@evil.example' }, 'name'],
  ['a state that is none', { ...typed, state: 'ZZ' }, 'state'],
  ['a zone Intl does not know', { ...typed, timeZone: 'America/Dallas' }, 'timeZone'],
  [
    'a date that does not exist',
    { ...typed, firstDayOfSchoolDate: '2026-02-29' },
    'firstDayOfSchoolDate',
  ],
  ['a slug in capitals', { ...typed, slug: 'Lakeview' }, 'slug'],
])('refuses %s', (_name, input, field) => {
  const parsed = newTenantInput.safeParse(input);
  expect(parsed.error?.issues.map((issue) => issue.path.join('.'))).toEqual([field]);
});

test('refuses a field nobody asked for', () => {
  expect(newTenantInput.safeParse({ ...typed, isDemo: true }).success).toBe(false);
});

test('a change names only what changes', () => {
  expect(tenantChanges.parse({ name: 'Lakeview ISD' })).toEqual({ name: 'Lakeview ISD' });
  expect(tenantChanges.parse({ psmId: '' })).toEqual({ psmId: null });
});

test('the command line names only what it must', () => {
  expect(newTenantInput.parse(typed)).toMatchObject({ kind: 'DISTRICT', sis: null, psmId: null });
});
