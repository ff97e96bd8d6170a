import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Found } from '@/lib/core/search/found';
import { createConnection, createPerson, createTenant } from '@/lib/testing/builders';
import { createRoster } from '@/lib/testing/builders-roster';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { mayKnowSeveralTenants } from '../auth/tenant-access';
import type { Role } from '../db';
import { openSearch } from '../roster/search-token';
import { search, type SearchQuestion } from './search';
import { searchDistricts } from './search-districts';

interface Person {
  userId: number;
  role: Role;
}
type District = Awaited<ReturnType<typeof createTenant>>;

let ctx: TestContext;
let lakeview: District;
let marble: District;
let admin: Person;
let psm: Person;
let contact: Person;

beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-09-01T15:00:00Z', settings: { isPsmLimited: true } });
  admin = await personOf({ role: 'ADMIN' });
  psm = await personOf({ role: 'PSM' });
  lakeview = await createTenant(ctx, {
    slug: 'lakeview',
    name: 'Lakeview Unified',
    state: 'TX',
    psmId: psm.userId,
  });
  marble = await createTenant(ctx, { slug: 'marble-falls', name: 'Marble Falls', state: 'TX' });
  await createTenant(ctx, { slug: 'canon-city', name: 'Cañon City Schools', state: 'CO' });
  contact = await personOf({ tenants: [marble] });
  await fill(lakeview, [
    { sourcedId: '00712', givenName: 'María', familyName: 'Núñez', grade: '05' },
    { sourcedId: 's2', givenName: 'Ben', familyName: 'Nutley', grade: '05' },
    { sourcedId: 's7', givenName: 'Verónica', familyName: 'Aguilar Santos' },
    { sourcedId: 's8', givenName: 'Pat', familyName: "O'Connor" },
    { sourcedId: 's10', givenName: 'Lia', familyName: 'D’Angelo' },
    { sourcedId: 't1', role: 'teacher', givenName: 'Nuno', familyName: 'Ortiz' },
    {
      sourcedId: 's9',
      givenName: 'Nura',
      familyName: 'Gone',
      removedAt: new Date('2026-08-30T00:00:00Z'),
    },
  ]);
  await fill(marble, [{ sourcedId: 'm1', givenName: 'Nuria', familyName: 'Vega' }]);
});

afterAll(() => ctx.close());

async function personOf(values: Parameters<typeof createPerson>[1]): Promise<Person> {
  const { id, role } = await createPerson(ctx, values);
  return { userId: id, role };
}

/** A roster, its files, and after it a run that waits for its own. */
async function fill(
  tenant: District,
  people: Parameters<typeof createRoster>[2]['people'],
): Promise<void> {
  const connection = await createConnection(ctx, tenant);
  const { runId } = await createRoster(ctx, connection, {
    orgs: [{ sourcedId: 'school-1', name: 'Roosevelt' }],
    people,
  });
  const file = (fileName: string, at: string, syncRunId: number | null) =>
    ctx.db.prisma.delivery.create({
      data: {
        tenantId: tenant.id,
        connectionId: connection.id,
        fileName,
        state: 'RECEIVED',
        storageKey: `${tenant.slug}/${fileName}/${at}`,
        sourceAddress: '203.0.113.4',
        startedAt: new Date(at),
        syncRunId,
      },
    });
  await file('users.csv', '2026-08-30T08:00:00Z', runId);
  await file('users.csv', '2026-08-31T08:00:00Z', null);
  await file('attendance_100%.csv', '2026-08-31T09:00:00Z', null);
}

const ask = (person: Person, text: string, more: Partial<SearchQuestion> = {}) =>
  search(ctx, person, { text, district: null, recent: [], ...more });

const idsOf = ({ people }: Found): string[] => people.map(({ sourcedId }) => sourcedId);
const slugsOf = ({ districts }: Found): string[] => districts.map(({ slug }) => slug);
const labelsOf = (places: Found['pages']): string[] => places.map(({ label }) => label);

describe('people', () => {
  const inLakeview = { district: 'lakeview' };

  test('by half a name, whatever its accents and case', async () => {
    for (const text of ['nun', 'NÚÑ', 'nunez mar', 'María nuñ', 'núñez, maría'])
      expect(idsOf(await ask(admin, text, inLakeview)), text).toContain('00712');
    // By family name, then by given name; nobody who was removed.
    expect(idsOf(await ask(admin, 'nu', inLakeview))).toEqual(['00712', 's2', 't1']);
  });

  test('by the beginnings of two names, either first, and one of two family names', async () => {
    const cases: Record<string, readonly string[]> = {
      s7: [
        'aguilar ver',
        'ver agui',
        'agui v',
        'aguilar san',
        'Aguilar Santos, V',
        'ver aguilar san',
      ],
      s8: ['oconn', "o'conn", 'O’Connor', "o'connor pat", "pat o'c", 'Pat OConnor', 'oconnor p'],
      s10: ['dangelo', "d'angelo", 'd’angelo li'],
    };
    for (const [id, texts] of Object.entries(cases))
      for (const text of texts)
        expect(idsOf(await ask(admin, text, inLakeview)), text).toEqual([id]);
  });

  test('by id: whole, its beginning, and without its leading zeros', async () => {
    for (const text of ['00712', '007', '712', '0712'])
      expect(idsOf(await ask(admin, text, inLakeview)), text).toEqual(['00712']);
  });

  test('say what they are and in which school and district', async () => {
    const { people, searchedPeople } = await ask(admin, 'nunez', inLakeview);
    expect(people).toEqual([
      {
        slug: 'lakeview',
        districtName: 'Lakeview Unified',
        sourcedId: '00712',
        role: 'student',
        givenName: 'María',
        familyName: 'Núñez',
        grades: ['05'],
        schoolName: 'Roosevelt',
        hasAttendance: false,
      },
    ]);
    expect(searchedPeople).toEqual({
      districtName: 'Lakeview Unified',
      districtCount: 1,
      leftOut: 0,
    });
  });

  test('are found from anywhere, and in another district where the open one has none', async () => {
    expect(idsOf(await ask(admin, 'nu'))).toEqual(['00712', 's2', 't1', 'm1']);
    const { people, searchedPeople } = await ask(admin, 'vega', inLakeview);
    expect(people).toMatchObject([{ slug: 'marble-falls', sourcedId: 'm1' }]);
    expect(searchedPeople).toEqual({ districtName: null, districtCount: 2, leftOut: 0 });
  });

  test('are found in the district that the text names', async () => {
    for (const text of ['lakeview nu', 'nu lakeview'])
      expect(idsOf(await ask(admin, text)), text).toEqual(['00712', 's2', 't1']);
    expect(idsOf(await ask(admin, 'marble falls nu', inLakeview))).toEqual(['m1']);
  });

  test('need two letters', async () => {
    const texts = [
      ...['n', '7', 'ñ', 'n\u0303', 'n,', "n'", '’ n', "''"],
      ...['attendance n', 'attendance of', 'attendance of n', 'ATTENDANCE OF Ñ', 'Absence n'],
      ...['n attendance', 'n absences', 'attendance 7', 'attendance of n,', ' attendance  of  n '],
    ];
    for (const more of [inLakeview, {}])
      for (const text of texts)
        expect(await ask(admin, text, more), text).toMatchObject({
          people: [],
          schools: [],
          searchedPeople: null,
          isTooShortForPeople: true,
        });
    for (const text of ['attendance', 'attendance ', 'attendance of nu', 'nu attendance'])
      expect(await ask(admin, text, inLakeview), text).toMatchObject({
        searchedPeople: {},
        isTooShortForPeople: false,
      });
    expect(idsOf(await ask(admin, 'attendance of nu', inLakeview))).toEqual(['00712', 's2', 't1']);
  });

  test('more than are shown have a list, whose address does not hold the text', async () => {
    const crowd = await createTenant(ctx, { name: 'Crowd' });
    await fill(
      crowd,
      Array.from({ length: 9 }, (_, i) => ({ sourcedId: `q${i}`, familyName: 'Quill' })),
    );
    const { people, allPeople } = await ask(admin, 'quil', { district: crowd.slug });
    expect(people).toHaveLength(8);
    expect(allPeople).toMatchObject({ slug: crowd.slug, districtName: 'Crowd' });
    expect(allPeople?.find).not.toContain('quil');
    for (const text of ['attendance of quil', 'Quil absences']) {
      const { allPeople: all } = await ask(admin, text, { district: crowd.slug });
      expect(all?.text.toLowerCase(), text).toBe('quil');
      expect(openSearch(ctx, crowd.id, all?.find ?? ''), text).toBe(all?.text);
    }
    expect(openSearch(ctx, crowd.id, allPeople?.find ?? '')).toBe('quil');
  });
});

describe('districts', () => {
  test('by part of a name, slug and state, without accents', async () => {
    expect(slugsOf(await ask(admin, 'view'))).toEqual(['lakeview']);
    expect(slugsOf(await ask(admin, 'FALLS marb'))).toEqual(['marble-falls']);
    expect(slugsOf(await ask(admin, 'canon'))).toEqual(['canon-city']);
    expect(slugsOf(await ask(admin, 'Cañón city'))).toEqual(['canon-city']);
    expect(slugsOf(await ask(admin, 'marble-f'))).toEqual(['marble-falls']);
    expect(slugsOf(await ask(admin, 'texas'))).toEqual(['lakeview', 'marble-falls']);
    expect(slugsOf(await ask(admin, 'tx lake'))).toEqual(['lakeview']);
    expect(slugsOf(await ask(admin, '%'))).toEqual([]);
  });

  test('opened last come back where nothing was typed, in their order and without the open one', async () => {
    const recent = ['canon-city', 'no-such-district', 'lakeview', 'marble-falls'];
    const found = await ask(admin, ' ', { recent, district: 'lakeview' });
    expect(found.recent.map(({ slug }) => slug)).toEqual(['canon-city', 'marble-falls']);
    expect(found.district).toMatchObject({ slug: 'lakeview' });
    expect(labelsOf(found.pages)).toContain('Connection');
  });
});

describe('runs and files', () => {
  test('a run by its number in the district that is open or named', async () => {
    for (const text of ['1', '#1', 'run 1', 'Run #1'])
      expect(await ask(admin, text, { district: 'lakeview' }), text).toMatchObject({
        runs: [{ number: 1, slug: 'lakeview', state: 'APPLIED' }],
      });
    expect((await ask(admin, 'run 1 marble')).runs).toMatchObject([{ slug: 'marble-falls' }]);
    expect((await ask(admin, 'run 1')).runs).toEqual([]);
    expect((await ask(admin, 'run 99', { district: 'lakeview' })).runs).toEqual([]);
  });

  test('a number that can only be a run looks for nobody', async () => {
    expect((await ask(admin, '#712', { district: 'lakeview' })).people).toEqual([]);
  });

  test('the newest file of each name, with the run it went into', async () => {
    const { files } = await ask(admin, 'user', { district: 'lakeview' });
    expect(files).toMatchObject([
      { fileName: 'users.csv', runNumber: null, startedAt: new Date('2026-08-31T08:00:00Z') },
    ]);
    const of = async (text: string) =>
      (await ask(admin, text)).files.map(({ slug, fileName }) => `${slug} ${fileName}`);
    expect(await of('marble 100%')).toEqual(['marble-falls attendance_100%.csv']);
    expect(await of('lakeview attend_')).toEqual([]);
  });
});

describe('only what the person may see', () => {
  test('a contact sees their district and nobody in it', async () => {
    for (const district of [null, 'marble-falls', 'lakeview', 'no-such-district']) {
      const found = await ask(contact, 'nu', { district });
      expect(found.district).toMatchObject({ slug: 'marble-falls' });
      expect(found).toMatchObject({ people: [], searchedPeople: null, isTooShortForPeople: false });
    }
    expect(slugsOf(await ask(contact, 'lakeview'))).toEqual([]);
    expect((await ask(contact, 'lakeview run 1')).runs).toEqual([]);
    expect((await ask(contact, 'run 1')).runs).toMatchObject([{ slug: 'marble-falls' }]);
    expect((await ask(contact, 'users')).files).toMatchObject([{ slug: 'marble-falls' }]);
    expect((await ask(contact, '', { recent: ['lakeview'] })).recent).toEqual([]);
  });

  test('a foreign district answers as one that does not exist', async () => {
    const texts = ['lakeview nu', 'run 1', 'lakeview run 1', 'users', 'settings', '00712', ''];
    for (const text of texts)
      expect(await ask(contact, text, { district: 'lakeview', recent: ['lakeview'] })).toEqual(
        await ask(contact, text, { district: 'no-such-district', recent: ['no-such-district'] }),
      );
    for (const text of texts)
      expect(await ask(psm, text, { district: 'marble-falls', recent: ['marble-falls'] })).toEqual(
        await ask(psm, text, { district: 'no-such-district', recent: ['no-such-district'] }),
      );
  });

  test('a PSM sees the districts that name them, where the installation limits them', async () => {
    expect(idsOf(await ask(psm, 'nu'))).toEqual(['00712', 's2', 't1']);
    expect(idsOf(await ask(psm, 'vega'))).toEqual([]);
    expect(idsOf(await ask(psm, 'marble falls nu'))).toEqual([]);
    expect(slugsOf(await ask(psm, 'texas'))).toEqual(['lakeview']);
    const all = { ...ctx, settings: { ...ctx.settings, isPsmLimited: false } };
    const found = await search(all, psm, { text: 'vega', district: null, recent: [] });
    expect(idsOf(found)).toEqual(['m1']);
  });

  test('pages and actions are those of the role', async () => {
    const of = async (person: Person, text: string, district: string | null = 'marble-falls') => {
      const { pages, actions } = await ask(person, text, { district });
      return [...labelsOf(pages), ...labelsOf(actions)];
    };
    expect(await of(admin, 'pause')).toEqual(['Limits', 'Pause or resume']);
    expect(await of(contact, 'pause')).toEqual([]);
    expect(await of(admin, 'sftp')).toEqual(['Connection', 'Generate an SFTP password']);
    expect(await of(contact, 'sftp')).toEqual([
      'Set-up: sign-in details',
      'Generate an SFTP password',
    ]);
    expect(await of(contact, 'invite')).toEqual(['Invite a colleague']);
    expect(await of(contact, 'check')).toEqual(['Check now']);
    expect(await of(psm, 'create', null)).toEqual([]);
    expect(await of(admin, 'create', null)).toEqual(['Create district']);
    const { actions } = await ask(admin, 'lakeview pause');
    expect(actions).toEqual([
      {
        label: 'Pause or resume',
        href: '/districts/lakeview/limits#pause',
        districtName: 'Lakeview Unified',
      },
    ]);
  });
});

describe('from one district to another', () => {
  const choose = (person: Person, question: Partial<SearchQuestion> = {}) =>
    searchDistricts(ctx, person, { text: '', district: null, recent: [], ...question });
  /** Without those that other tests made. */
  const slugs = (found: readonly { slug: string }[]) =>
    found.map(({ slug }) => slug).filter((slug) => !slug.startsWith('maple-grove-'));

  test('those opened last come first, then all others by name, never the open one', async () => {
    const found = await choose(admin, {
      district: 'lakeview',
      recent: ['lakeview', 'marble-falls'],
    });
    expect(slugs(found.recent)).toEqual(['marble-falls']);
    expect(slugs(found.districts)).toEqual(['canon-city']);
  });

  test('those the person looks after come before other names', async () => {
    const implementer = await personOf({ role: 'IMPLEMENTATION' });
    await ctx.db.prisma.tenant.update({
      where: { id: marble.id },
      data: { implementerId: implementer.userId },
    });
    expect(slugs((await choose(implementer)).districts)).toEqual([
      'marble-falls',
      'canon-city',
      'lakeview',
    ]);
  });

  test('by name, as the search finds it', async () => {
    const found = await choose(admin, {
      text: ' canon ',
      district: 'lakeview',
      recent: ['marble-falls'],
    });
    expect(found).toMatchObject({ text: 'canon', recent: [], districts: [{ slug: 'canon-city' }] });
    expect((await choose(admin, { text: 'lakeview', district: 'lakeview' })).districts).toEqual([]);
  });

  test('only what the person may know of', async () => {
    const asked = { recent: ['lakeview', 'marble-falls', 'nowhere'] };
    for (const question of [asked, { text: 'l' }]) {
      const { recent, districts } = await choose(contact, question);
      expect(slugs([...recent, ...districts])).toEqual(['marble-falls']);
    }
    expect(slugs((await choose(psm)).districts)).toEqual(['lakeview']);
  });

  test('whoever may know of one has no other to go to', async () => {
    expect(await mayKnowSeveralTenants(ctx, contact)).toBe(false);
    expect(await mayKnowSeveralTenants(ctx, psm)).toBe(false);
    expect(await mayKnowSeveralTenants(ctx, admin)).toBe(true);
    expect(await mayKnowSeveralTenants(ctx, await personOf({ tenants: [marble, lakeview] }))).toBe(
      true,
    );
  });
});
