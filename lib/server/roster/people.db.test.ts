import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createRoster } from '@/lib/testing/builders-roster';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import {
  countPeople,
  countPeopleByKind,
  everyone,
  listPeople,
  personKinds,
  suggestIds,
  type PeopleFilter,
} from './people';
import { firstPage } from './page';
import { countSanity, type SanityCheck } from './sanity';

let ctx: TestContext;
let tenantId: number;
let otherTenantId: number;

beforeAll(async () => {
  ctx = await createTestContext();
  const tenant = await createTenant(ctx);
  const other = await createTenant(ctx);
  tenantId = tenant.id;
  otherTenantId = other.id;
  const school = {
    orgs: [
      { sourcedId: 'school-1', name: 'Roosevelt' },
      { sourcedId: 'school-2', name: 'Adams' },
    ],
  };
  await createRoster(ctx, await createConnection(ctx, tenant), {
    ...school,
    people: [
      {
        sourcedId: '00712',
        givenName: 'María',
        familyName: 'Núñez',
        grade: '05',
        language: 'es',
        identifier: '0099',
      },
      { sourcedId: 's2', givenName: 'Ben', familyName: 'Maria', grade: '05' },
      {
        sourcedId: 's3',
        givenName: 'Ana',
        familyName: 'Núñez Gil',
        school: 'school-2',
        language: null,
      },
      {
        sourcedId: 's4',
        givenName: 'Cleo',
        familyName: 'Adler',
        removedAt: new Date('2026-08-30T00:00:00Z'),
      },
      {
        sourcedId: 't1',
        role: 'teacher',
        givenName: 'Nuno',
        familyName: 'Ortiz',
        email: 'ortiz@example.org',
      },
      {
        sourcedId: 'g1',
        role: 'guardian',
        givenName: 'Eva',
        familyName: 'Núñez',
        phone: '+15035550100',
      },
      {
        sourcedId: 'g2',
        role: 'parent',
        givenName: 'Otto',
        familyName: 'Zeller',
        email: 'ORTIZ@example.org',
      },
    ],
    classes: [
      { sourcedId: 'c1', title: 'Math', school: 'school-1' },
      { sourcedId: 'c2', title: 'Art', school: 'school-1' },
    ],
    enrollments: [
      { sourcedId: 'e1', class: 'c1', person: '00712' },
      { sourcedId: 'e2', class: 'c1', person: 't1', role: 'teacher' },
    ],
    links: [{ student: '00712', contact: 'g1' }],
  });
  await createRoster(ctx, await createConnection(ctx, other), {
    ...school,
    people: [{ sourcedId: '00712', givenName: 'María', familyName: 'Núñez' }],
  });
});
afterAll(() => ctx.close());

const ids = async (more: Partial<PeopleFilter>) =>
  (await listPeople(ctx, tenantId, { ...everyone, ...more }, firstPage)).rows.map(
    ({ sourcedId }) => sourcedId,
  );

describe('listPeople', () => {
  const cases: [name: string, filter: Partial<PeopleFilter>, expected: string[]][] = [
    ['everyone active, by name across roles', {}, ['s2', 'g1', 's3', '00712', 't1', 'g2']],
    ['students', { kind: 'student' }, ['s2', 's3', '00712']],
    ['contacts of any word for it', { kind: 'contact' }, ['g1', 'g2']],
    ['a school', { school: 'school-2' }, ['s3']],
    ['a grade', { grade: '05' }, ['s2', '00712']],
    ['a language', { language: 'es' }, ['00712']],
    ['students without a language', { kind: 'student', language: '' }, ['s3']],
    ['removed', { status: 'removed' }, ['s4']],
    ['an id', { search: '00712' }, ['00712']],
    ['the beginning of an id', { search: '007' }, ['00712']],
    ['an identifier', { search: '0099' }, ['00712']],
    [
      'an email address in other letters, shared by two',
      { search: 'Ortiz@Example.org' },
      ['g2', 't1'],
    ],
    ['a family name without its accents', { search: 'nunez' }, ['g1', 's3', '00712']],
    ['family and given name', { search: 'Nuñez Eva' }, ['g1']],
    ['family, given', { search: 'Núñez, Eva' }, ['g1']],
    ['given and family name', { search: 'eva nuñez' }, ['g1']],
    ['given name and the beginning of the family name', { search: 'maria nu' }, ['00712']],
    ['family names before given names', { search: 'maria' }, ['s2', '00712']],
    ['within a filter', { search: 'nunez', kind: 'contact' }, ['g1']],
    ['nothing like it', { search: 'zzz' }, []],
    ['students without enrollment', { check: 'studentsWithoutEnrollment' }, ['s2', 's3']],
    ['the same mail twice', { check: 'duplicateMail' }, ['t1', 'g2']],
  ];

  test.each(cases)('finds %s', async (_name, filter, expected) => {
    expect(await ids(filter)).toEqual(expected);
    const { count } = await countPeople(ctx, tenantId, { ...everyone, ...filter });
    expect(count).toBe(expected.length);
  });

  it('counts each kind, and all of them', async () => {
    const counts = await countPeopleByKind(ctx, tenantId);
    for (const kind of personKinds) {
      const { count } = await countPeople(ctx, tenantId, { ...everyone, kind });
      expect([kind, counts[kind]]).toEqual([kind, count]);
    }
    expect(counts.student).toBe(3);
    expect(counts.everyone).toBe(personKinds.reduce((sum, kind) => sum + counts[kind], 0));
    expect((await countPeopleByKind(ctx, otherTenantId)).everyone).not.toBe(counts.everyone);
  });

  it.each([{}, { search: 'n' }, { search: 'maria' }])(
    'pages forwards and back the same way: %j',
    async (more) => {
      const filter = { ...everyone, ...more };
      const whole = await ids(more);
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const page = await listPeople(ctx, tenantId, filter, { after, before: null, size: 1 });
        seen.push(...page.rows.map(({ sourcedId }) => sourcedId));
        after = page.next;
      } while (after !== null);
      expect(seen).toEqual(whole);
      const last = whole.at(-1) ?? '';
      const back = await listPeople(ctx, tenantId, filter, { after: null, before: last, size: 10 });
      expect(back.rows.map(({ sourcedId }) => sourcedId)).toEqual(whole.slice(0, -1));
    },
  );

  it('shows another district only its own', async () => {
    const { rows } = await listPeople(
      ctx,
      otherTenantId,
      { ...everyone, search: 'nunez' },
      firstPage,
    );
    expect(rows).toHaveLength(1);
  });

  it('does not take a page start of another district', async () => {
    const page = await listPeople(ctx, otherTenantId, everyone, { ...firstPage, after: 'g1' });
    expect(page.rows).toEqual([]);
  });
});

it('suggests the id that lost its zeros', async () => {
  expect(await suggestIds(ctx, tenantId, '712')).toEqual([{ sourcedId: '00712', id: '00712' }]);
  expect(await suggestIds(ctx, tenantId, '99')).toEqual([{ sourcedId: '00712', id: '0099' }]);
  expect(await suggestIds(ctx, tenantId, 'nunez')).toEqual([]);
});

const sanity: [SanityCheck, number][] = [
  ['studentsWithoutEnrollment', 2],
  ['contactsWithoutStudent', 1],
  ['usersWithoutMailOrPhone', 0],
  ['unknownLanguage', 1],
  ['duplicateMail', 2],
  ['classesWithoutTeacher', 1],
  ['classesWithoutStudents', 1],
];
test.each(sanity)('counts %s', async (check, expected) => {
  expect(await countSanity(ctx, tenantId, check)).toBe(expected);
});
