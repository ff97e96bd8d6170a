import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLanguageMapper } from '@/lib/core/languages';
import { fileSpecForEntity, ROSTER_ENTITIES, storedColumns, type RosterEntity } from './files';
import { readHeader } from './header';
import { createRowReader } from './row';
import { MAX_ID_LENGTH } from './row/id-cells';
import { MAX_FIELD_LENGTH, PLACEHOLDER_COURSE, type RowSettings } from './row/row-state';

const languages = createLanguageMapper();
type Row = Record<string, string>;

const CLEAN: Readonly<Record<RosterEntity, Row>> = {
  org: { sourcedId: 'o1', name: 'Oak School', type: 'school', parentSourcedId: 'd1' },
  academicSession: {
    sourcedId: 't1',
    title: 'Fall',
    type: 'term',
    startDate: '2026-08-15',
    endDate: '2026-12-20',
    schoolYear: '2027',
  },
  course: { sourcedId: 'c1', title: 'Algebra', orgSourcedId: 'o1', grades: '09,10' },
  class: {
    sourcedId: 'k1',
    title: 'Algebra 1',
    courseSourcedId: 'c1',
    classType: 'scheduled',
    schoolSourcedId: 'o1',
    termSourcedIds: 't1,t2',
    periods: '1,3',
  },
  user: {
    sourcedId: 'u1',
    enabledUser: 'true',
    orgSourcedIds: 'o1,o2',
    role: 'student',
    username: 'mnunez',
    userIds: '{LDAP:12},{Fed:a:b}',
    givenName: 'María',
    familyName: 'Núñez',
    email: 'Maria@Example.org',
    agentSourcedIds: 'u2,u3',
    grades: '09',
    'metadata.language': 'Spanish',
    'metadata.ell': 'true',
  },
  enrollment: {
    sourcedId: 'e1',
    classSourcedId: 'k1',
    schoolSourcedId: 'o1',
    userSourcedId: 'u1',
    role: 'student',
    beginDate: '2026-08-15',
    endDate: '2026-12-20',
  },
  demographics: {
    sourcedId: 'u1',
    birthDate: '2012-02-29',
    sex: 'female',
    asian: 'true',
    white: 'false',
  },
};

function readerFor(entity: RosterEntity, settings: Partial<RowSettings> = {}, columns?: string[]) {
  const spec = fileSpecForEntity(entity);
  const names = columns ?? spec.columns.map((column) => column.name);
  const reader = createRowReader(spec, readHeader(spec, names), {
    mode: 'bulk',
    languages,
    acceptUsDates: false,
    readOtherRolesAsStaff: false,
    readAidesAsProctors: false,
    allowMissingCourse: false,
    ...settings,
  });
  return { reader, names };
}

/** Reads one row made of the clean one and some changes. */
function readOne(
  entity: RosterEntity,
  changes: Row = {},
  settings: Partial<RowSettings> = {},
  extraColumns: string[] = [],
) {
  const spec = fileSpecForEntity(entity);
  const { reader, names } = readerFor(entity, settings, [
    ...spec.columns.map((column) => column.name),
    ...extraColumns,
  ]);
  const row: Row = { ...CLEAN[entity], ...changes };
  const outcome = reader.read(names.map((name) => row[name] ?? ''));
  return {
    outcome,
    notes: reader.notes(),
    values: outcome.kind === 'accepted' ? named(entity, outcome.values) : {},
  };
}

function named(entity: RosterEntity, values: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(
    storedColumns(entity).map(({ field }, index) => [field, values[index]]),
  );
}

const codesOf = (outcome: ReturnType<typeof readOne>['outcome']) =>
  'issues' in outcome ? (outcome.issues ?? []).map(({ code }) => code) : [];

describe('clean rows', () => {
  it.each(ROSTER_ENTITIES)('%s has no issues and no notes', (entity) => {
    const { outcome, notes } = readOne(entity);
    expect(outcome).toMatchObject({ kind: 'accepted', issues: null });
    expect(notes).toEqual([]);
    if (outcome.kind === 'accepted')
      expect(outcome.values).toHaveLength(storedColumns(entity).length);
  });

  it('gives every user value, with the keys to search by', () => {
    expect(readOne('user').values).toEqual({
      sourced_id: 'u1',
      enabled_user: true,
      org_sourced_ids: ['o1', 'o2'],
      role: 'student',
      username: 'mnunez',
      user_ids: ['LDAP:12', 'Fed:a:b'],
      given_name: 'María',
      family_name: 'Núñez',
      middle_name: null,
      identifier: null,
      email: 'Maria@Example.org',
      sms: null,
      phone: null,
      agent_sourced_ids: ['u2', 'u3'],
      grades: ['09'],
      language_code: 'es',
      language_text: 'Spanish',
      ell: true,
      metadata: { language: 'Spanish', ell: 'true' },
      // Two orgs, and no word which of them are schools.
      school_sourced_id: null,
      name_key: 'nunez maria',
      given_key: 'maria',
      email_key: 'maria@example.org',
      sms_e164: null,
      phone_e164: null,
    });
  });

  it('gives every enrollment value; not primary when nothing is said', () => {
    expect(readOne('enrollment').values).toEqual({
      sourced_id: 'e1',
      class_sourced_id: 'k1',
      school_sourced_id: 'o1',
      user_sourced_id: 'u1',
      role: 'student',
      is_primary: false,
      begin_date: '2026-08-15',
      end_date: '2026-12-20',
      metadata: null,
    });
  });

  it('gives sessions a number for the year, and lists as lists', () => {
    expect(readOne('academicSession').values).toMatchObject({
      school_year: 2027,
      parent_sourced_id: null,
    });
    expect(readOne('class').values).toMatchObject({
      term_sourced_ids: ['t1', 't2'],
      periods: ['1', '3'],
      subjects: [],
    });
    expect(readOne('demographics').values).toMatchObject({
      birth_date: '2012-02-29',
      asian: true,
      white: false,
      hispanic_or_latino_ethnicity: null,
    });
  });

  it('keeps all other metadata', () => {
    const { values } = readOne('org', { 'metadata.region': ' West ', 'metadata.empty': '' }, {}, [
      'metadata.region',
      'metadata.empty',
    ]);
    expect(values.metadata).toEqual({ region: 'West' });
  });
});

describe('the tolerance table: read, and counted once per file', () => {
  it.each<[string, RosterEntity, Row, Record<string, unknown>, string, string | null]>([
    [
      'blanks around a value',
      'org',
      { name: ' Oak School\u00a0' },
      { name: 'Oak School' },
      'CELL_TRIMMED',
      'name',
    ],
    [
      'blanks around an id',
      'org',
      { sourcedId: ' o1 ' },
      { sourced_id: 'o1' },
      'CELL_TRIMMED',
      'sourcedId',
    ],
    [
      'TRUE',
      'user',
      { enabledUser: 'TRUE' },
      { enabled_user: true },
      'BOOLEAN_SPELLING',
      'enabledUser',
    ],
    [
      'Yes',
      'user',
      { enabledUser: 'Yes' },
      { enabled_user: true },
      'BOOLEAN_SPELLING',
      'enabledUser',
    ],
    ['1', 'user', { enabledUser: '1' }, { enabled_user: true }, 'BOOLEAN_SPELLING', 'enabledUser'],
    ['Y', 'enrollment', { primary: 'Y' }, { is_primary: true }, 'BOOLEAN_SPELLING', 'primary'],
    ['N', 'demographics', { asian: 'N' }, { asian: false }, 'BOOLEAN_SPELLING', 'asian'],
    [
      'Scheduled',
      'class',
      { classType: 'Scheduled' },
      { class_type: 'scheduled' },
      'ENUM_CASE',
      'classType',
    ],
    ['Student', 'user', { role: 'Student' }, { role: 'student' }, 'ENUM_CASE', 'role'],
    [
      'school year in two words',
      'academicSession',
      { type: 'School Year' },
      { type: 'schoolYear' },
      'ENUM_CASE',
      'type',
    ],
    ['Female', 'demographics', { sex: 'Female' }, { sex: 'female' }, 'ENUM_CASE', 'sex'],
    ['M', 'demographics', { sex: 'M' }, { sex: 'male' }, 'ENUM_CASE', 'sex'],
    [
      'a date with a time',
      'enrollment',
      { beginDate: '2024-09-05 08:01:05' },
      { begin_date: '2024-09-05' },
      'DATE_WITH_TIME',
      'beginDate',
    ],
    [
      'a timestamp as date',
      'enrollment',
      { beginDate: '2024-09-05T00:00:00.000Z' },
      { begin_date: '2024-09-05' },
      'DATE_WITH_TIME',
      'beginDate',
    ],
    [
      'school year of two years',
      'academicSession',
      { schoolYear: '2025-2026' },
      { school_year: 2026 },
      'SCHOOL_YEAR_RANGE',
      'schoolYear',
    ],
    [
      'school year of two short years',
      'academicSession',
      { schoolYear: '2025-26' },
      { school_year: 2026 },
      'SCHOOL_YEAR_RANGE',
      'schoolYear',
    ],
    ['quarter', 'academicSession', { type: 'quarter' }, { type: 'term' }, 'SESSION_WORD', 'type'],
    [
      'Trimester',
      'academicSession',
      { type: 'Trimester' },
      { type: 'term' },
      'SESSION_WORD',
      'type',
    ],
    ['unpadded grade', 'user', { grades: '9' }, { grades: ['09'] }, 'GRADE_SPELLING', 'grades'],
    ['K', 'course', { grades: 'K,1,01' }, { grades: ['KG', '01'] }, 'GRADE_SPELLING', 'grades'],
    [
      'status active in a full copy',
      'org',
      { status: 'active' },
      { sourced_id: 'o1' },
      'STATUS_IN_BULK',
      'status',
    ],
    [
      'only the date of change in a full copy',
      'org',
      { dateLastModified: '2023-05-01' },
      {},
      'STATUS_IN_BULK',
      'status',
    ],
    [
      'an id outside the standard',
      'org',
      { parentSourcedId: 'd#1' },
      { parent_sourced_id: 'd#1' },
      'ID_UNUSUAL_CHARACTERS',
      'parentSourcedId',
    ],
    [
      'a bare number in userIds',
      'user',
      { userIds: '98861739' },
      { user_ids: ['unknown:98861739'] },
      'USER_ID_FORM',
      'userIds',
    ],
    ['a password', 'user', { password: 'Secret-1' }, {}, 'PASSWORD_RECEIVED', 'password'],
    [
      'a null character',
      'org',
      { name: 'Oak\u0000School' },
      { name: 'Oak School' },
      'CONTROL_CHARACTERS',
      'name',
    ],
  ])('%s', (_name, entity, changes, expected, code, column) => {
    const { outcome, values, notes } = readOne(entity, changes);
    expect(outcome).toMatchObject({ kind: 'accepted', issues: null });
    expect(values).toMatchObject(expected);
    expect(notes.map((note) => [note.code, note.column])).toContainEqual([code, column]);
  });

  it('counts, and keeps the first case as an example', () => {
    const { reader, names } = readerFor('user');
    const row: Row = { ...CLEAN.user, enabledUser: 'TRUE' };
    for (let index = 0; index < 3; index += 1) reader.read(names.map((name) => row[name] ?? ''));
    reader.read(names.map((name) => ({ ...row, enabledUser: 'Yes' })[name] ?? ''));
    expect(reader.notes()).toEqual([
      { code: 'BOOLEAN_SPELLING', column: 'enabledUser', count: 4, value: 'TRUE' },
    ]);
  });

  it('reads month/day/year where the district says so', () => {
    const { values, notes } = readOne(
      'enrollment',
      { beginDate: '9/5/2024', endDate: '06/10/2025' },
      { acceptUsDates: true },
    );
    expect(values).toMatchObject({ begin_date: '2024-09-05', end_date: '2025-06-10' });
    expect(notes.map(({ code }) => code)).toEqual(['DATE_US_FORM', 'DATE_US_FORM']);
  });
});

describe('what a district may switch on', () => {
  it.each(['principal', 'Counselor', 'staff', 'District Admin'])(
    'reads the role %s as administrator, and says so at its row',
    (role) => {
      const { outcome, values } = readOne('user', { role }, { readOtherRolesAsStaff: true });
      expect(values).toMatchObject({ role: 'administrator' });
      expect(outcome).toMatchObject({
        kind: 'accepted',
        issues: [{ code: 'ROLE_READ_AS_STAFF', column: 'role', value: role }],
      });
    },
  );

  it.each(['Parent/Guardian', 'mother', 'Emergency Contact', 'pupil'])(
    'never makes staff of the role %s',
    (role) => {
      const { outcome } = readOne('user', { role }, { readOtherRolesAsStaff: true });
      expect(outcome.kind).toBe('rejected');
      expect(codesOf(outcome)).toEqual(['ROLE_UNKNOWN']);
    },
  );

  it.each<Partial<RowSettings>>([{}, { readAidesAsProctors: true, allowMissingCourse: true }])(
    'sets other roles aside by itself, %o',
    (settings) => {
      expect(codesOf(readOne('user', { role: 'principal' }, settings).outcome)).toEqual([
        'ROLE_UNKNOWN',
      ]);
    },
  );

  it('reads aides in classes as proctor, and no other word', () => {
    const settings = { readAidesAsProctors: true, readOtherRolesAsStaff: true };
    const { values, outcome, notes } = readOne('enrollment', { role: 'Aide' }, settings);
    expect(values).toMatchObject({ role: 'proctor' });
    expect(outcome).toMatchObject({ issues: null });
    expect(notes).toEqual([
      { code: 'AIDE_READ_AS_PROCTOR', column: 'role', count: 1, value: 'Aide' },
    ]);
    for (const role of ['counselor', 'principal'])
      expect(codesOf(readOne('enrollment', { role }, settings).outcome)).toEqual(['ROLE_UNKNOWN']);
    expect(codesOf(readOne('enrollment', { role: 'aide' }).outcome)).toEqual(['ROLE_UNKNOWN']);
  });

  it('puts a class without a course under one that stands for none', () => {
    const without = { courseSourcedId: ' ' };
    expect(codesOf(readOne('class', without).outcome)).toEqual(['VALUE_MISSING']);
    const { values, notes } = readOne('class', without, { allowMissingCourse: true });
    expect(values).toMatchObject({ course_sourced_id: PLACEHOLDER_COURSE.sourcedId });
    expect(notes.map(({ code, count }) => [code, count])).toContainEqual(['COURSE_PLACEHOLDER', 1]);
    expect(
      codesOf(readOne('class', { schoolSourcedId: '' }, { allowMissingCourse: true }).outcome),
    ).toEqual(['VALUE_MISSING']);
  });
});

describe('the school of a row', () => {
  it.each<[RosterEntity, Row, string | null]>([
    ['user', {}, 'o1'],
    ['user', { orgSourcedIds: '' }, null],
    ['user', { orgSourcedIds: 'ana@example.org' }, null],
    ['user', { orgSourcedIds: 'Ana Example' }, null],
    ['enrollment', {}, 'o1'],
    ['class', { schoolSourcedId: 'o9' }, 'o9'],
    ['course', {}, 'o1'],
    ['org', {}, null],
    ['demographics', {}, null],
  ])('%s %o: %s', (entity, changes, school) => {
    const { reader, names } = readerFor(entity);
    const row: Row = { ...CLEAN[entity], ...changes };
    const cells = names.map((name) => row[name] ?? '');
    expect(reader.schoolOf(cells)).toBe(school);
    expect(reader.schoolOf([...cells, 'too many'])).toBeNull();
  });
});

describe('phone numbers', () => {
  it('are kept as written, with the number they stand for', () => {
    const { values, outcome, notes } = readOne('user', {
      sms: '(206) 555-0134',
      phone: '+52 55 1234 5678',
    });
    expect(values).toMatchObject({
      sms: '(206) 555-0134',
      sms_e164: '+12065550134',
      phone: '+52 55 1234 5678',
      phone_e164: '+525512345678',
    });
    expect(outcome).toMatchObject({ issues: null });
    expect(notes).toEqual([]);
  });

  it('that are none are kept as written and counted, without their text', () => {
    const { values, outcome, notes } = readOne('user', { sms: 'ask her sister', phone: '' });
    expect(values).toMatchObject({ sms: 'ask her sister', sms_e164: null, phone_e164: null });
    expect(outcome).toMatchObject({ kind: 'accepted', issues: null });
    expect(notes).toEqual([{ code: 'PHONE_NOT_READABLE', column: 'sms', count: 1, value: null }]);
  });
});

describe('what stands for no value', () => {
  it('is no mail address: kept as written, and counted without its text', () => {
    const { values, notes } = readOne('user', { email: 'noemail@example.org' });
    expect(values).toMatchObject({ email: 'noemail@example.org', email_key: null });
    expect(notes).toEqual([{ code: 'MAIL_NOT_READABLE', column: 'email', count: 1, value: null }]);
  });

  it('names each character within an address that cannot be seen, and leaves it out at the ends', () => {
    const { reader, names } = readerFor('user');
    const mails = ['an\u200ba@example.org', 'ana@exam\u00adple.org', 'e\u200bva@example.org'];
    for (const email of [...mails, '\u2060ana@example.org\u200e'])
      reader.read(names.map((name) => ({ ...CLEAN.user, email })[name] ?? ''));
    expect(reader.notes()).toEqual([
      { code: 'MAIL_CHARACTER', column: 'email', count: 2, value: 'U+200B (zero-width space)' },
      { code: 'MAIL_CHARACTER', column: 'email', count: 1, value: 'U+00AD (soft hyphen)' },
    ]);
  });

  it.each<[RosterEntity, string, string]>([
    ['user', 'identifier', 'N/A'],
    ['user', 'identifier', '0000'],
    ['org', 'identifier', 'none'],
    ['user', 'grades', 'n/a'],
  ])('is no value of %s.%s: %s', (entity, column, text) => {
    const { values, notes, outcome } = readOne(entity, { [column]: text });
    expect(values[column]).toEqual(column === 'grades' ? [] : null);
    expect(outcome).toMatchObject({ kind: 'accepted', issues: null });
    expect(notes).toEqual([{ code: 'PLACEHOLDER_EMPTY', column, count: 1, value: text }]);
  });
});

describe('the tolerance table: read, with something to look at', () => {
  it.each<
    [string, RosterEntity, Row, Record<string, unknown>, string, string | null, string | null]
  >([
    [
      'a grade nobody knows',
      'user',
      { grades: 'GRADX' },
      { grades: ['GRADX'] },
      'GRADE_UNKNOWN',
      'grades',
      'GRADX',
    ],
    [
      'a language nobody knows',
      'user',
      { 'metadata.language': 'Klingon' },
      { language_code: null, language_text: 'Klingon' },
      'LANGUAGE_UNKNOWN',
      'metadata.language',
      'Klingon',
    ],
    [
      'a language without a code',
      'user',
      { 'metadata.language': 'Hmong' },
      { language_code: null },
      'LANGUAGE_WITHOUT_CODE',
      'metadata.language',
      'Hmong',
    ],
    [
      'two languages',
      'user',
      { 'metadata.language': 'Spanish/English' },
      { language_code: 'es' },
      'LANGUAGE_SEVERAL',
      'metadata.language',
      'Spanish/English',
    ],
    [
      'an ELL word nobody knows',
      'user',
      { 'metadata.ell': 'level 3' },
      { ell: null },
      'ELL_UNKNOWN',
      'metadata.ell',
      'level 3',
    ],
    [
      'an optional boolean nobody knows',
      'enrollment',
      { primary: 'maybe' },
      { is_primary: false },
      'BOOLEAN_CLEARED',
      'primary',
      'maybe',
    ],
    [
      'an optional word nobody knows',
      'demographics',
      { sex: 'X' },
      { sex: null },
      'ENUM_CLEARED',
      'sex',
      'X',
    ],
    [
      'one of two schools a spreadsheet has rounded',
      'user',
      { orgSourcedIds: 's-1,9.1E+11' },
      { org_sourced_ids: ['s-1'] },
      'ID_LEFT_OUT',
      'orgSourcedIds',
      '9.1E+11',
    ],
    [
      'a long id before one that can be read',
      'user',
      { orgSourcedIds: `${'x'.repeat(MAX_ID_LENGTH + 1)},s-1` },
      { org_sourced_ids: ['s-1'] },
      'ID_LEFT_OUT',
      'orgSourcedIds',
      '256 characters',
    ],
    [
      'one of two contacts a spreadsheet has rounded',
      'user',
      { agentSourcedIds: '9.1E+11,g-1' },
      { agent_sourced_ids: ['g-1'] },
      'ID_LEFT_OUT',
      'agentSourcedIds',
      '9.1E+11',
    ],
    [
      'an optional id a spreadsheet has rounded',
      'org',
      { parentSourcedId: '9.1E+11' },
      { parent_sourced_id: null },
      'ID_CLEARED',
      'parentSourcedId',
      '9.1E+11',
    ],
    [
      'its own parent',
      'org',
      { parentSourcedId: 'o1' },
      { parent_sourced_id: null },
      'SELF_PARENT',
      'parentSourcedId',
      'o1',
    ],
    [
      'a session that is its own parent',
      'academicSession',
      { parentSourcedId: 't1' },
      { parent_sourced_id: null },
      'SELF_PARENT',
      'parentSourcedId',
      't1',
    ],
    [
      'an enrollment that ends before it begins',
      'enrollment',
      { endDate: '2026-08-01' },
      { end_date: '2026-08-01' },
      'ENROLLMENT_DATES_REVERSED',
      'endDate',
      '2026-08-01',
    ],
  ])('%s', (_name, entity, changes, expected, code, column, value) => {
    const { outcome, values } = readOne(entity, changes);
    expect(outcome.kind).toBe('accepted');
    expect(values).toMatchObject(expected);
    expect('issues' in outcome && outcome.issues).toMatchObject([{ code, column, value }]);
  });

  it.each([
    ['EL', true],
    ['Y', true],
    ['LEP', true],
    ['RFEP', false],
    ['EO', false],
    ['0', false],
    ['TBD', null],
  ])('ELL %s is %s', (text, ell) => {
    const { outcome, values } = readOne('user', { 'metadata.ell': text });
    expect(outcome).toMatchObject({ issues: null });
    expect(values).toMatchObject({ ell, metadata: { ell: text } });
  });
});

describe('the tolerance table: set aside', () => {
  it.each<[string, RosterEntity, Row, string, string, string | null]>([
    ['a required value missing', 'user', { familyName: '' }, 'VALUE_MISSING', 'familyName', null],
    [
      'a required value of blanks',
      'user',
      { familyName: '  ' },
      'VALUE_MISSING',
      'familyName',
      null,
    ],
    [
      'a course missing',
      'class',
      { courseSourcedId: '' },
      'VALUE_MISSING',
      'courseSourcedId',
      null,
    ],
    ['a list of nothing', 'user', { orgSourcedIds: ' , ' }, 'VALUE_MISSING', 'orgSourcedIds', null],
    [
      'a user role outside the list',
      'user',
      { role: 'principal' },
      'ROLE_UNKNOWN',
      'role',
      'principal',
    ],
    [
      'an enrollment role outside the list',
      'enrollment',
      { role: 'aide' },
      'ROLE_UNKNOWN',
      'role',
      'aide',
    ],
    ['a type outside the list', 'org', { type: 'campus' }, 'ENUM_UNKNOWN', 'type', 'campus'],
    [
      'a boolean nobody knows',
      'user',
      { enabledUser: 'maybe' },
      'BOOLEAN_UNKNOWN',
      'enabledUser',
      'maybe',
    ],
    [
      'month/day/year without the setting',
      'enrollment',
      { beginDate: '9/5/2024' },
      'DATE_SLASHES',
      'beginDate',
      '9/5/2024',
    ],
    [
      'day/month/year',
      'enrollment',
      { beginDate: '05/09/2024' },
      'DATE_SLASHES',
      'beginDate',
      '05/09/2024',
    ],
    [
      'a date in words',
      'enrollment',
      { beginDate: 'Sept 5' },
      'DATE_UNREADABLE',
      'beginDate',
      'Sept 5',
    ],
    [
      '30 February',
      'enrollment',
      { beginDate: '2026-02-30' },
      'DATE_IMPOSSIBLE',
      'beginDate',
      '2026-02-30',
    ],
    [
      '29 February of a common year',
      'demographics',
      { birthDate: '2013-02-29' },
      'DATE_IMPOSSIBLE',
      'birthDate',
      '2013-02-29',
    ],
    [
      'month 13',
      'academicSession',
      { startDate: '2026-13-01' },
      'DATE_IMPOSSIBLE',
      'startDate',
      '2026-13-01',
    ],
    [
      'the date of nothing',
      'academicSession',
      { startDate: '0000-00-00' },
      'DATE_IMPOSSIBLE',
      'startDate',
      '0000-00-00',
    ],
    [
      'a session that ends before it starts',
      'academicSession',
      { endDate: '2026-08-14' },
      'DATES_REVERSED',
      'endDate',
      '2026-08-14',
    ],
    [
      'a school year in words',
      'academicSession',
      { schoolYear: 'current' },
      'YEAR_UNREADABLE',
      'schoolYear',
      'current',
    ],
    [
      'a school year of three years',
      'academicSession',
      { schoolYear: '2025-2027' },
      'YEAR_UNREADABLE',
      'schoolYear',
      '2025-2027',
    ],
    [
      'an id a spreadsheet has rounded',
      'enrollment',
      { userSourcedId: '9.10000012E+11' },
      'ID_ROUNDED',
      'userSourcedId',
      '9.10000012E+11',
    ],
    [
      'an id with a comma',
      'enrollment',
      { userSourcedId: 'a,b' },
      'ID_NOT_READABLE',
      'userSourcedId',
      'a,b',
    ],
    [
      'a long id',
      'enrollment',
      { userSourcedId: 'x'.repeat(MAX_ID_LENGTH + 1) },
      'ID_TOO_LONG',
      'userSourcedId',
      '256 characters',
    ],
    [
      'a long value',
      'org',
      { name: 'x'.repeat(MAX_FIELD_LENGTH + 1) },
      'FIELD_TOO_LONG',
      'name',
      '8,193 characters',
    ],
    ['a status nobody knows', 'org', { status: 'gone' }, 'STATUS_UNKNOWN', 'status', 'gone'],
  ])('%s', (_name, entity, changes, code, column, value) => {
    const { outcome } = readOne(entity, changes);
    expect(outcome).toMatchObject({ kind: 'rejected', sourcedId: CLEAN[entity].sourcedId });
    expect('issues' in outcome && outcome.issues).toMatchObject([{ code, column, value }]);
  });

  it.each([
    ['an id of just the length', 'enrollment', { userSourcedId: 'x'.repeat(MAX_ID_LENGTH) }],
    ['a value of just the length', 'org', { name: 'x'.repeat(MAX_FIELD_LENGTH) }],
    ['a session of one day', 'academicSession', { endDate: '2026-08-15' }],
    ['a leap day', 'demographics', { birthDate: '2000-02-29' }],
  ] as const)('but not %s', (_name, entity, changes) => {
    expect(readOne(entity, changes).outcome.kind).toBe('accepted');
  });

  const many = (count: number): string[] =>
    Array.from({ length: count }, (_, at) => `a-rather-long-id-of-a-record-${at}`);

  it.each<[RosterEntity, string]>([
    ['user', 'orgSourcedIds'],
    ['user', 'agentSourcedIds'],
    ['class', 'termSourcedIds'],
    ['class', 'subjects'],
    ['class', 'subjectCodes'],
    ['class', 'periods'],
    ['course', 'subjects'],
  ])('reads a list of any length, value by value: %s.%s', (entity, column) => {
    for (const count of [1, 100, 230, 300, 1_500]) {
      const { outcome, values } = readOne(entity, { [column]: many(count).join(',') });
      expect(outcome.kind, String(count)).toBe('accepted');
      expect(Object.values(values)).toContainEqual(many(count));
    }
    const long = [...many(300), 'x'.repeat(MAX_FIELD_LENGTH + 1)];
    expect(codesOf(readOne(entity, { [column]: long.join(',') }).outcome)).toEqual([
      'FIELD_TOO_LONG',
    ]);
  });

  it('reads as many user ids and grades as there are', () => {
    const ids = many(400).map((id) => `{LDAP:${id}}`);
    expect(readOne('user', { userIds: ids.join(',') }).values.user_ids).toHaveLength(400);
    const grades = Array.from({ length: 4_000 }, (_, at) => ['05', '06', '07'][at % 3]);
    expect(readOne('user', { grades: grades.join(',') }).values.grades).toEqual(['05', '06', '07']);
  });

  it('reports every problem of a row', () => {
    const { outcome } = readOne('enrollment', { role: 'aide', beginDate: 'x', classSourcedId: '' });
    expect(codesOf(outcome)).toEqual(['VALUE_MISSING', 'ROLE_UNKNOWN', 'DATE_UNREADABLE']);
  });

  it.each(['', ' ', '9.1E+11', 'a,b', 'x'.repeat(256)])(
    'says when nobody can tell whose row it is: %j',
    (sourcedId) => {
      const { outcome } = readOne('enrollment', { sourcedId });
      expect(outcome).toMatchObject({ kind: 'rejected', sourcedId: null });
    },
  );
});

describe('rows of another length', () => {
  const { names } = readerFor('enrollment');
  const cells = names.map((name) => CLEAN.enrollment[name] ?? '');

  it('reads a short row when only optional values are missing, and says so', () => {
    expect(readerFor('enrollment').reader.read(cells.slice(0, 8))).toMatchObject({
      kind: 'accepted',
      issues: [{ code: 'ROW_PADDED', params: { found: 8, expected: 10 } }],
    });
  });

  it('sets a short row aside when a required value is missing', () => {
    expect(readerFor('enrollment').reader.read(cells.slice(0, 6))).toMatchObject({
      kind: 'rejected',
      sourcedId: 'e1',
      issues: [{ code: 'ROW_TOO_SHORT', column: 'role' }],
    });
  });

  it.each([1, 2, 3, 4, 5, 6])('tells a row that is cut after %i values as one problem', (found) => {
    // The value at the cut is cut as well.
    const cut = [...cells.slice(0, found - 1), '!'];
    expect(readerFor('enrollment').reader.read(cut)).toMatchObject({
      kind: 'rejected',
      issues: [{ code: 'ROW_TOO_SHORT' }],
    });
  });

  it('reads a long row when the rest is empty', () => {
    const { reader } = readerFor('enrollment');
    expect(reader.read([...cells, '', ' '])).toMatchObject({ kind: 'accepted', issues: null });
    expect(reader.notes()).toEqual([
      { code: 'EXTRA_EMPTY_CELLS', column: null, count: 1, value: null },
    ]);
  });

  it('sets a long row aside: a list without quotes', () => {
    expect(readerFor('enrollment').reader.read([...cells, 'o2'])).toMatchObject({
      kind: 'rejected',
      sourcedId: 'e1',
      issues: [{ code: 'ROW_TOO_LONG', params: { found: 11, expected: 10 } }],
    });
  });

  it('does not trust the sourcedId of a long row when it is not the first column', () => {
    const { reader } = readerFor('enrollment', {}, [...names].reverse());
    expect(reader.read([...cells].reverse().concat('o2'))).toMatchObject({
      kind: 'rejected',
      sourcedId: null,
    });
    expect(reader.sourcedIdOf([...cells].reverse())).toBe('e1');
    expect(readerFor('enrollment').reader.sourcedIdOf(['e9', 'broken'])).toBe('e9');
  });

  it('skips blank rows and a header that comes again', () => {
    const { reader } = readerFor('enrollment');
    expect(reader.read(names.map(() => ''))).toEqual({ kind: 'ignored' });
    expect(reader.read([''])).toEqual({ kind: 'ignored' });
    expect(reader.read(names.map(() => ' '))).toEqual({ kind: 'ignored' });
    expect(reader.read([...names])).toEqual({ kind: 'ignored' });
    expect(reader.notes().map(({ code, count }) => [code, count])).toEqual([
      ['BLANK_ROWS', 3],
      ['HEADER_REPEATED', 1],
    ]);
  });

  it('reads columns by name, and missing optional ones as empty', () => {
    const { reader } = readerFor('enrollment', {}, [
      'role',
      'userSourcedId',
      'schoolSourcedId',
      'classSourcedId',
      'sourcedId',
    ]);
    const outcome = reader.read(['teacher', 'u1', 'o1', 'k1', 'e1']);
    expect(outcome).toMatchObject({ kind: 'accepted', issues: null });
    expect(outcome.kind === 'accepted' && named('enrollment', outcome.values)).toMatchObject({
      sourced_id: 'e1',
      role: 'teacher',
      is_primary: false,
      begin_date: null,
    });
  });
});

describe('status', () => {
  it.each([
    ['bulk', 'tobedeleted', 'remove'],
    ['bulk', 'ToBeDeleted', 'remove'],
    ['bulk', 'inactive', 'remove'],
    ['bulk', 'active', 'accepted'],
    ['bulk', '', 'accepted'],
    ['delta', 'tobedeleted', 'remove'],
    ['delta', 'inactive', 'remove'],
    ['delta', 'active', 'accepted'],
    ['delta', 'Active', 'accepted'],
    ['delta', '', 'accepted'],
    ['delta', 'gone', 'rejected'],
  ] as const)('%s, %j: %s', (mode, status, kind) => {
    expect(
      readOne('org', { status, dateLastModified: '2026-11-21T06:00:00.000Z' }, { mode }).outcome
        .kind,
    ).toBe(kind);
  });

  it('removes by sourcedId, whatever else the row holds', () => {
    const { outcome } = readOne('enrollment', { status: 'tobedeleted', role: '', beginDate: 'x' });
    expect(outcome).toEqual({ kind: 'remove', sourcedId: 'e1', issues: null });
  });

  it('does not remove somebody it cannot name', () => {
    expect(readOne('org', { status: 'tobedeleted', sourcedId: '9.1E+11' }).outcome.kind).toBe(
      'rejected',
    );
  });

  it('counts what is missing in a delta file', () => {
    const { notes } = readOne(
      'org',
      { dateLastModified: '2024-09-05 08:01:05' },
      { mode: 'delta' },
    );
    expect(notes).toEqual([
      { code: 'STATUS_MISSING_IN_DELTA', column: 'status', count: 1, value: null },
      {
        code: 'TIMESTAMP_FORM',
        column: 'dateLastModified',
        count: 1,
        value: '2024-09-05 08:01:05',
      },
    ]);
    expect(
      readOne(
        'org',
        { status: 'active', dateLastModified: '2026-11-21T06:00:00.000Z' },
        { mode: 'delta' },
      ).notes,
    ).toEqual([]);
  });
});

describe('a time of change', () => {
  const codesOf = (mode: 'bulk' | 'delta', dateLastModified: string): string[] =>
    readOne('org', { status: mode === 'delta' ? 'active' : '', dateLastModified }, { mode })
      .notes.map(({ code }) => code)
      .filter((code) => code.startsWith('TIMESTAMP'));

  it.each([
    'soon',
    'N/A',
    '2026-13-01T06:00:00Z',
    '2026-02-30T06:00:00.000Z',
    '2026-11-21T25:00:00Z',
    '2026-11-21T06:61:00Z',
    '0000-00-00 00:00:00',
    '20261121060000999999',
    'true',
  ])('%j is told in every mode', (date) => {
    expect(codesOf('bulk', date)).toEqual(['TIMESTAMP_UNREADABLE']);
    expect(codesOf('delta', date)).toEqual(['TIMESTAMP_UNREADABLE']);
  });

  it.each(['2026-11-21T06:00:00.000Z', '2026-11-21T06:00:00Z', '2028-02-29T23:59:59.999Z'])(
    '%j is as it should be',
    (date) => {
      expect(codesOf('bulk', date)).toEqual([]);
      expect(codesOf('delta', date)).toEqual([]);
    },
  );

  it.each(['2026-11-21', '2026-11-21 06:00:00', '2026-11-21T06:00:00+02:00', '2026-11-21T06:00'])(
    '%j is read, and told where it counts',
    (date) => {
      expect(codesOf('bulk', date)).toEqual([]);
      expect(codesOf('delta', date)).toEqual(['TIMESTAMP_FORM']);
    },
  );

  it('may be empty, and may not in a delta', () => {
    expect(codesOf('bulk', '')).toEqual([]);
    expect(codesOf('delta', '')).toEqual(['TIMESTAMP_FORM']);
  });
});

describe('any row', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom(
      '',
      ' ',
      'true',
      'student',
      'active',
      'tobedeleted',
      '2026-08-15',
      '2026-02-30',
      '9/5/2024',
      '1,2',
      '{a:b}',
      'sourcedId',
      'Spanish',
      '\u0000',
      'u1',
    ),
  );

  it.each(ROSTER_ENTITIES)('%s is answered, and a rejected row says why', (entity) => {
    const { reader, names } = readerFor(entity, { acceptUsDates: true });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 0, maxLength: names.length + 2 }), (cells) => {
        const outcome = reader.read(cells);
        if (outcome.kind === 'rejected') expect(outcome.issues.length).toBeGreaterThan(0);
        if (outcome.kind === 'accepted') {
          expect(outcome.values).toHaveLength(storedColumns(entity).length);
          expect(typeof outcome.values[0]).toBe('string');
          // Postgres takes no null character, neither in text nor in JSON.
          expect(JSON.stringify(outcome.values)).not.toContain('\\u0000');
        }
      }),
      { numRuns: 300 },
    );
  });

  it('never shows what names a person', () => {
    const secret = 'Zaphod';
    const secretColumns = fileSpecForEntity('user')
      .columns.filter((column) => column.private)
      .map((column) => column.name);
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('', 'x', '1', 'a@b', 'true'), { minLength: 20, maxLength: 20 }),
        (filler) => {
          const { reader, names } = readerFor('user');
          const cells = names.map((name, index) =>
            secretColumns.includes(name)
              ? `${secret}\u0000`.repeat(index % 2 ? 1 : 2000)
              : (filler[index] ?? ''),
          );
          const outcome = reader.read(cells);
          const issues = 'issues' in outcome ? outcome.issues : null;
          expect(JSON.stringify(issues) + JSON.stringify(reader.notes())).not.toContain(secret);
        },
      ),
    );
  });
});
