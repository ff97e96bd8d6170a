import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBack } from '@/lib/testing/read-back';
import { trimBlanks } from '../csv/cells';
import {
  csvColumns,
  csvHeader,
  ONEROSTER_COLLECTIONS,
  type OneRosterCollection,
} from './collections';
import type { MappingSettings } from './mapping-settings';
import { recordsToCsv } from './records-to-csv';

const SETTINGS: MappingSettings = {
  mode: 'bulk',
  today: '2026-11-30',
  userNameFrom: 'username',
  emailFrom: 'email',
};

const ref = (sourcedId: string, type: string) => ({
  href: `https://sis/${type}s/${sourcedId}`,
  sourcedId,
  type,
});

const USER = {
  sourcedId: 'u1',
  status: 'active',
  dateLastModified: '2026-08-01T00:00:00.000Z',
  enabledUser: 'true',
  orgs: [ref('s1', 'org'), ref('s2', 'org')],
  role: 'student',
  username: 'ada',
  userIds: [{ type: 'LDAP', identifier: '12' }],
  givenName: 'Ada',
  familyName: 'Example',
  identifier: '4711',
  grades: ['09'],
  agents: [ref('g1', 'user')],
  password: 'secret',
  metadata: { homeLanguage: 'Spanish', ellStatus: true },
};

async function read(
  collection: OneRosterCollection,
  records: readonly unknown[],
  more: Partial<MappingSettings> = {},
) {
  const settings = { ...SETTINGS, ...more };
  return await readBack(collection, recordsToCsv(collection, records, settings).csv, settings.mode);
}

test('a user of 1.1', async () => {
  const { rows, issues } = await read('users', [USER]);
  expect(rows[0]).toMatchObject({
    sourced_id: 'u1',
    enabled_user: true,
    org_sourced_ids: ['s1', 's2'],
    role: 'student',
    username: 'ada',
    user_ids: ['LDAP:12'],
    identifier: '4711',
    agent_sourced_ids: ['g1'],
    grades: ['09'],
    language_code: 'es',
    ell: true,
  });
  expect(issues).toEqual({});
});

test('a password is never taken over', () => {
  const { csv } = recordsToCsv(
    'users',
    [{ ...USER, userProfiles: [{ credentials: [{ password: 'secret' }] }] }],
    SETTINGS,
  );
  expect(csv).not.toContain('secret');
  expect(csvColumns('users')).not.toContain('password');
});

test('all the cells of a line are there, in the order of the columns', async () => {
  const whole: Record<OneRosterCollection, object> = {
    orgs: { name: 'Elm', type: 'school', identifier: '7', parent: ref('d', 'org') },
    academicSessions: {
      title: 'Fall',
      type: 'term',
      startDate: '2026-08-15',
      endDate: '2026-12-20',
      parent: ref('y', 'academicSession'),
      schoolYear: 2027,
    },
    courses: {
      schoolYear: ref('y', 'academicSession'),
      title: 'Algebra',
      courseCode: 'A1',
      grades: ['09', '10'],
      org: ref('d', 'org'),
      subjects: ['Math'],
      subjectCodes: ['02'],
    },
    classes: {
      title: 'Algebra 1',
      grades: ['09'],
      course: ref('c', 'course'),
      classCode: '1',
      classType: 'homeroom',
      location: '12',
      school: ref('s1', 'org'),
      terms: [ref('t1', 'academicSession'), ref('t2', 'academicSession')],
      subjects: ['Math'],
      subjectCodes: ['02'],
      periods: ['1', '3'],
    },
    users: {
      ...USER,
      middleName: 'B',
      email: 'a@example.org',
      sms: '206 555 0100',
      phone: '206 555 0101',
    },
    enrollments: {
      class: ref('k', 'class'),
      school: ref('s1', 'org'),
      user: ref('u1', 'user'),
      role: 'student',
      primary: false,
      beginDate: '2026-08-15',
      endDate: '2027-06-10',
    },
    demographics: {
      birthDate: '2015-04-13',
      sex: 'female',
      americanIndianOrAlaskaNative: 'false',
      asian: true,
      blackOrAfricanAmerican: false,
      nativeHawaiianOrOtherPacificIslander: 'false',
      white: 'true',
      demographicRaceTwoOrMoreRaces: true,
      hispanicOrLatinoEthnicity: false,
      countryOfBirthCode: 'US',
      stateOfBirthAbbreviation: 'WA',
      cityOfBirth: 'Elma',
      publicSchoolResidenceStatus: '01652',
    },
  };
  for (const collection of ONEROSTER_COLLECTIONS) {
    const { rows, issues } = await read(collection, [{ ...whole[collection], sourcedId: 'x' }]);
    expect(issues, collection).toEqual({});
    const empty = Object.entries(rows[0] ?? {}).filter(
      ([, value]) => value === null || value === '',
    );
    // Worked out by later steps, or without a column.
    const others = ['metadata', 'school_sourced_id', 'has_course_title'];
    expect(
      empty.map(([field]) => field).filter((field) => !others.includes(field)),
      collection,
    ).toEqual([]);
  }
});

test('what real servers send instead of the standard', async () => {
  const odd = {
    ...USER,
    sourcedId: 17,
    status: undefined,
    dateLastModified: null,
    enabledUser: true,
    orgs: [{ sourcedId: 's1' }, 's2'],
    agents: ref('g1', 'user'),
    grades: '9',
    identifier: 4711,
    userIds: ['99', { type: 'a:b', identifier: 'x}y' }, { type: 'none', identifier: null }],
    metadata: null,
    vendorKey: { deep: [1] },
  };
  const { rows, rejectedCount } = await read('users', [odd]);
  expect(rejectedCount).toBe(0);
  expect(rows[0]).toMatchObject({
    sourced_id: '17',
    enabled_user: true,
    org_sourced_ids: ['s1', 's2'],
    agent_sourced_ids: ['g1'],
    grades: ['09'],
    identifier: '4711',
    user_ids: ['unknown:99', 'a b:x y'],
    metadata: null,
  });
});

test('a record without an id stays a row, so that its problem is told with its line', async () => {
  const { csv, ids } = recordsToCsv(
    'users',
    [USER, { ...USER, sourcedId: '' }, { ...USER, sourcedId: null }],
    SETTINGS,
  );
  expect(ids).toEqual(['u1', '', '']);
  const { rows, rejectedCount, issues } = await readBack('users', csv);
  expect(rows).toHaveLength(1);
  expect(rejectedCount).toBe(2);
  expect(issues).toEqual({ VALUE_MISSING: 2 });
});

test('what is no record is counted', () => {
  const page = recordsToCsv(
    'orgs',
    [null, 'text', 7, [USER], { sourcedId: 'o', name: 'Elm', type: 'school' }],
    SETTINGS,
  );
  expect(page.rejected).toEqual({ notAnObject: 4 });
  expect(page.ids).toEqual(['o']);
});

test('an id that was rounded when it was read is refused rather than taken for another', async () => {
  const records: unknown = JSON.parse(
    '[{"sourcedId":12345678901234567890,"name":"Elm","type":"school"}]',
  );
  const { issues } = await read('orgs', records as unknown[]);
  expect(issues).toEqual({ ID_ROUNDED: 1 });
});

test('an id with a comma does not become two', async () => {
  const { rows } = await read('users', [
    { ...USER, agents: [ref('g1,g2', 'user'), ref('g3,', 'user')] },
  ]);
  const ids = rows[0]?.agent_sourced_ids;
  expect(ids).toHaveLength(2);
  for (const id of ['g1', 'g2', 'g3']) expect(ids).not.toContain(id);
});

test('a subject with a comma stays one subject', async () => {
  const course = {
    sourcedId: 'c',
    title: 'C',
    org: ref('d', 'org'),
    subjects: ['Reading, Writing', 'Art'],
  };
  expect((await read('courses', [course])).rows[0]?.subjects).toEqual(['Reading; Writing', 'Art']);
});

test('a course without an org, as JSON allows, belongs to the district', async () => {
  const course = { sourcedId: 'c', title: 'Algebra', courseCode: 'A1' };
  expect((await read('courses', [course], { courseOrg: 'd' })).rows[0]?.org_sourced_id).toBe('d');
  expect((await read('courses', [course])).issues).toMatchObject({ VALUE_MISSING: 1 });
});

test('a class without a type is a scheduled one', async () => {
  const record = { sourcedId: 'k', title: 'K', course: 'c', school: 's', terms: 't1' };
  expect((await read('classes', [record])).rows[0]).toMatchObject({
    class_type: 'scheduled',
    course_sourced_id: 'c',
    term_sourced_ids: ['t1'],
  });
});

test('a full copy tells only of removals; a delta of every status', async () => {
  const records = [
    USER,
    { ...USER, sourcedId: 'u2', status: 'tobedeleted' },
    { ...USER, sourcedId: 'u3', status: null },
  ];
  const full = await read('users', records);
  expect(full.rows.map(({ sourced_id }) => sourced_id)).toEqual(['u1', 'u3']);
  expect(full.removed).toEqual(['u2']);
  const delta = await read('users', records, { mode: 'delta' });
  expect(delta.removed).toEqual(['u2']);
  expect(delta.issues).not.toHaveProperty('STATUS_MISSING_IN_DELTA');
});

test('where user names and addresses come from', async () => {
  const user = { ...USER, email: 'ada@example.org', metadata: { parentEmail: 'p@example.org' } };
  const cell = async (more: Partial<MappingSettings>, field: string, record: object = user) =>
    (await read('users', [record], more)).rows[0]?.[field];
  expect(await cell({ userNameFrom: 'email' }, 'username')).toBe('ada@example.org');
  expect(await cell({ userNameFrom: 'identifier' }, 'username')).toBe('4711');
  expect(await cell({ userNameFrom: 'sourcedId' }, 'username')).toBe('u1');
  expect(await cell({ emailFrom: 'metadata.parentEmail' }, 'email')).toBe('p@example.org');
  expect(await cell({ emailFrom: 'username' }, 'email')).toBe('ada');
  // Nobody is lost for want of a user name.
  expect(await cell({}, 'username', { ...user, username: ' ' })).toBe('u1');
});

test('home language and English learner by the names servers give them', async () => {
  const read1 = async (metadata: unknown, more: object = {}) => {
    const { rows } = await read('users', [{ ...USER, metadata, ...more }]);
    return [rows[0]?.language_text, rows[0]?.ell];
  };
  expect(await read1({ 'ic.primary_language': 'Somali', LEP: 'N' })).toEqual(['Somali', false]);
  expect(await read1({ languageCode: 'es', language: 'Spanish' })).toEqual(['Spanish', null]);
  expect(await read1({ language: '', homeLanguage: 'Hmong' })).toEqual(['Hmong', null]);
  expect(await read1(undefined, { language: 'French', ell: true })).toEqual(['French', true]);
  expect(await read1({ language: {}, ell: null })).toEqual([null, null]);
  expect(await read1(['language'])).toEqual([null, null]);
});

const texts = fc.string({
  unit: fc.constantFrom(
    'a',
    'B',
    ',',
    '"',
    '\n',
    '\r\n',
    ' ',
    'é',
    '学',
    '😀',
    '=',
    '+',
    '-',
    '@',
    "'",
    '\t=',
    '{',
    ':',
  ),
  maxLength: 12,
});

/** What the reader keeps of any text. */
const kept = (text: string): string =>
  trimBlanks(text.replaceAll(/[\r\n]+/g, ' '))
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim();

test('every text is read back as it was sent', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(texts, texts, texts), { minLength: 1, maxLength: 5 }),
      async (people) => {
        const records = people.map(([username, middleName, sms], index) => ({
          ...USER,
          sourcedId: `u${index}`,
          username: `x${username}x`,
          middleName,
          sms,
        }));
        const { rows, rejectedCount } = await read('users', records);
        expect(rejectedCount).toBe(0);
        expect(rows.map(({ username, middle_name, sms }) => [username, middle_name, sms])).toEqual(
          people.map(([username, middleName, sms]) => [
            kept(`x${username}x`),
            kept(middleName) || null,
            kept(sms) || null,
          ]),
        );
      },
    ),
    { numRuns: 200 },
  );
});

const anyValue = fc.jsonValue({ maxDepth: 3 });

test('no JSON is thrown at, and every record is one line', () =>
  fc.assert(
    fc.property(
      fc.constantFrom(...ONEROSTER_COLLECTIONS),
      fc.array(
        fc.record(
          {
            sourcedId: anyValue,
            orgs: anyValue,
            roles: anyValue,
            metadata: anyValue,
            userIds: anyValue,
            agents: anyValue,
            grades: anyValue,
            title: anyValue,
            terms: anyValue,
          },
          { requiredKeys: [] },
        ),
      ),
      (collection, records) => {
        const { csv, ids } = recordsToCsv(
          collection,
          JSON.parse(JSON.stringify(records)) as unknown[],
          SETTINGS,
        );
        expect(csv.split('\n')).toHaveLength(records.length + 1);
        expect(ids).toHaveLength(records.length);
      },
    ),
  ));

test('a header is one line with the columns of the file', () => {
  expect(csvHeader('orgs')).toBe(
    'sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n',
  );
  expect(csvHeader('users')).toMatch(/,grades,metadata\.language,metadata\.ell\n$/);
});
