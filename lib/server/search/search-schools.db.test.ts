// Schools by their names, and the way to the attendance of a school or a student, for those who may see it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createConnection, createPerson, createTenant } from '@/lib/testing/builders';
import { createRoster } from '@/lib/testing/builders-roster';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import type { Role } from '../db';
import { search, type SearchQuestion } from './search';

type Person = { userId: number; role: Role };

const SCHOOL_YEAR = 2027;
let ctx: TestContext;
let admin: Person;
let psm: Person;
let contact: Person;

beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-09-01T15:00:00Z', settings: { isPsmLimited: true } });
  const personOf = async (values: Parameters<typeof createPerson>[1]): Promise<Person> => {
    const { id, role } = await createPerson(ctx, values);
    return { userId: id, role };
  };
  admin = await personOf({ role: 'ADMIN' });
  psm = await personOf({ role: 'PSM' });
  const lakeview = await createTenant(ctx, {
    slug: 'lakeview',
    name: 'Lakeview Unified',
    psmId: psm.userId,
  });
  const marble = await createTenant(ctx, { slug: 'marble-falls', name: 'Marble Falls' });
  contact = await personOf({ tenants: [marble] });
  await createRoster(ctx, await createConnection(ctx, lakeview), {
    orgs: [
      { sourcedId: '0031', name: 'Roosevelt Elementary', identifier: 'TX-31' },
      { sourcedId: '0032', name: 'St. Mary’s Academy (K–8)' },
      { sourcedId: '0033', name: 'École Élémentaire du Lac' },
      { sourcedId: '0034', name: 'Old Roosevelt High' },
      { sourcedId: '0035', name: 'Roosevelt Annex', removedAt: new Date('2026-08-30T00:00:00Z') },
      { sourcedId: 'd1', name: 'Roosevelt Area Office', type: 'district' },
    ],
    people: [
      { sourcedId: 's1', givenName: 'Eleanor', familyName: 'Roosevelt' },
      { sourcedId: 's2', givenName: 'Franklin', familyName: 'Roosevelt' },
      { sourcedId: 't1', role: 'teacher', givenName: 'Ted', familyName: 'Roosevelt' },
    ],
  });
  await createRoster(ctx, await createConnection(ctx, marble), {
    orgs: [{ sourcedId: '0031', name: 'Granite Middle' }],
    people: [{ sourcedId: 's1', givenName: 'Ana', familyName: 'Vega' }],
  });
  await ctx.db.prisma.attendanceSetting.create({
    data: { tenantId: lakeview.id, schoolYear: SCHOOL_YEAR },
  });
  // The student of last year alone has no page this year.
  for (const [studentId, schoolYear] of [
    ['s1', SCHOOL_YEAR],
    ['s2', SCHOOL_YEAR - 1],
  ] as const)
    await ctx.db.prisma.attendanceStudent.create({
      data: { tenantId: lakeview.id, schoolYear, studentId, schoolId: '0031', nameKey: studentId },
    });
});

afterAll(() => ctx.close());

const ask = (person: Person, text: string, more: Partial<SearchQuestion> = {}) =>
  search(ctx, person, { text, district: null, recent: [], ...more });
const inLakeview = { district: 'lakeview' };

describe('schools', () => {
  const idsOf = async (text: string, more: Partial<SearchQuestion> = inLakeview, who = admin) =>
    (await ask(who, text, more)).schools.map(({ sourcedId }) => sourcedId);

  test.each([
    ['roos', ['0031', '0034']],
    ['ROOSEVELT ELEM', ['0031']],
    ['elem roos', ['0031']],
    ['st marys', ['0032']],
    ["st. mary's", ['0032']],
    ['mary’s st', ['0032']],
    ['academy k-8', ['0032']],
    ['ecole', ['0033']],
    ['élém lac', ['0033']],
    ['oosevelt', []],
    ['0031', ['0031']],
    ['TX-31', ['0031']],
    ['31', []],
    ['%', []],
    ['--', []],
    ['r', []],
  ])('%s', async (text, expected) => {
    expect(await idsOf(text)).toEqual(expected);
  });

  test('are found in the district that the text names, and from anywhere', async () => {
    expect(await idsOf('lakeview ecole', {})).toEqual(['0033']);
    expect(await idsOf('ecole', {})).toEqual(['0033']);
    expect(await idsOf('granite', inLakeview)).toEqual(['0031']);
  });

  test('a number that can only be a run is none', async () => {
    expect(await idsOf('#0031')).toEqual([]);
  });

  test('a contact finds none, whichever district is named or open', async () => {
    for (const district of [null, 'marble-falls', 'lakeview', 'nowhere'])
      for (const text of ['granite', 'roosevelt', 'marble granite', '0031'])
        expect(await idsOf(text, { district }, contact), text).toEqual([]);
  });

  test('a PSM finds those of their districts, and foreign ones like missing ones', async () => {
    expect(await idsOf('ecole', {}, psm)).toEqual(['0033']);
    for (const text of ['granite', 'marble granite', '0031'])
      expect(await ask(psm, text, { district: 'marble-falls' })).toEqual(
        await ask(psm, text, { district: 'nowhere' }),
      );
    expect(await idsOf('granite', {}, psm)).toEqual([]);
  });
});

describe('attendance', () => {
  test('of the students and schools on the roll of this year', async () => {
    const { people, schools } = await ask(admin, 'roosevelt', inLakeview);
    const of = (all: readonly { sourcedId: string; hasAttendance: boolean }[]) =>
      Object.fromEntries(all.map(({ sourcedId, hasAttendance }) => [sourcedId, hasAttendance]));
    expect(of(people)).toEqual({ s1: true, s2: false, t1: false });
    expect(of(schools)).toEqual({ '0031': true, '0034': false });
  });

  test('is found by that word and a name', async () => {
    for (const text of [
      'attendance roosevelt',
      'attendance of roosevelt el',
      'Roosevelt attendance',
    ])
      expect(await ask(admin, text, inLakeview), text).toMatchObject({
        people: expect.arrayContaining([
          expect.objectContaining({ sourcedId: 's1', hasAttendance: true }),
        ]),
      });
    expect((await ask(admin, 'lakeview roosevelt attendance')).people).toHaveLength(3);
  });

  test('of a district, by the roll of that district', async () => {
    expect(await ask(admin, 'vega')).toMatchObject({
      people: [{ slug: 'marble-falls', sourcedId: 's1', hasAttendance: false }],
    });
  });
});
