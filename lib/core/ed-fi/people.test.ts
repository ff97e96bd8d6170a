import { expect, test } from 'vitest';
import { readBack } from '@/lib/testing/read-back';
import { recordsToCsv } from '../oneroster-json/records-to-csv';
import { contactAssociation, contactOfParent, contactUser, judgeContact } from './contacts';
import { studentDemographics } from './demographics';
import { staffEnrollment, studentEnrollment } from './enrollments';
import { gradeOf } from './grade-levels';
import type {
  Staff,
  StaffEducationOrganizationAssignmentAssociation,
  StaffSectionAssociation,
  Student,
  StudentContactAssociation,
  StudentEducationOrganizationAssociation,
  StudentSchoolAssociation,
} from './resources';
import { currentMemberships } from './school-membership';
import { staffUser } from './staff';
import { studentUser } from './students';

const TODAY = '2026-11-30';
const SETTINGS = {
  mode: 'bulk',
  today: TODAY,
  userNameFrom: 'username',
  emailFrom: 'email',
} as const;
const uri = (code: string) => `uri://ed-fi.org/Descriptor#${code}`;

const STUDENT: Student = {
  studentUniqueId: '604822',
  firstName: 'Amy',
  lastSurname: 'Example',
  birthDate: '2011-04-13',
  birthSexDescriptor: uri('Female'),
  birthCity: 'Elma',
  birthStateAbbreviationDescriptor: uri('TX'),
  birthCountryDescriptor: uri('US'),
};

const at = (
  schoolId: number,
  entryDate: string,
  more: Partial<StudentSchoolAssociation> = {},
): StudentSchoolAssociation => ({
  studentReference: { studentUniqueId: '604822' },
  schoolReference: { schoolId },
  entryDate,
  entryGradeLevelDescriptor: uri('Ninth grade'),
  ...more,
});

const known = (
  educationOrganizationId: number,
  more: Partial<StudentEducationOrganizationAssociation>,
): StudentEducationOrganizationAssociation => ({
  studentReference: { studentUniqueId: '604822' },
  educationOrganizationReference: { educationOrganizationId },
  ...more,
});

const SECTION = {
  schoolId: 1,
  schoolYear: 2027,
  sessionName: 'Fall',
  localCourseCode: 'ALG',
  sectionIdentifier: '01',
};

test('a student, the family and a teacher are read like any files, without a problem', async () => {
  const facts = known(1, {
    languages: [
      { languageDescriptor: uri('eng'), uses: [{ languageUseDescriptor: uri('Other') }] },
      { languageDescriptor: uri('spa'), uses: [{ languageUseDescriptor: uri('Home language') }] },
    ],
    limitedEnglishProficiencyDescriptor: uri('Limited'),
    electronicMails: [
      {
        electronicMailAddress: 'amy@example.org',
        electronicMailTypeDescriptor: uri('Organization'),
      },
    ],
    telephones: [
      { telephoneNumber: '(206) 555-0100', telephoneNumberTypeDescriptor: uri('Mobile') },
    ],
    sexDescriptor: uri('Female'),
    races: [
      { raceDescriptor: uri('White') },
      { raceDescriptor: uri('American Indian - Alaska Native') },
    ],
    hispanicLatinoEthnicity: true,
  });
  const student = studentUser(
    STUDENT,
    { schools: [at(1, '2026-08-15')], known: [facts], contactUniqueIds: ['777', '777'] },
    TODAY,
  );
  const association: StudentContactAssociation = {
    contactReference: { contactUniqueId: '777' },
    studentReference: { studentUniqueId: '604822' },
    relationDescriptor: uri('Mother'),
  };
  const mother = contactUser(
    {
      contactUniqueId: '777',
      firstName: 'Bea',
      lastSurname: 'Example',
      electronicMails: [
        {
          electronicMailAddress: 'bea@example.org',
          electronicMailTypeDescriptor: uri('Home/Personal'),
        },
      ],
      languages: [{ languageDescriptor: uri('Spanish') }],
    },
    [{ association, schoolIds: [1] }],
  );
  const teacher = staffUser(
    { staffUniqueId: '604822', firstName: 'Cy', lastSurname: 'Example', loginId: 'cy' },
    {
      sections: [
        {
          staffReference: { staffUniqueId: '604822' },
          sectionReference: SECTION,
          classroomPositionDescriptor: uri('Teacher of Record'),
        },
      ],
      assignments: [],
      directories: [],
    },
    TODAY,
  );
  const users = await readBack(
    'users',
    recordsToCsv('users', [student, mother, teacher], SETTINGS).csv,
  );
  expect(users.issues).toEqual({});
  expect(users.rows[0]).toMatchObject({
    sourced_id: 'student-604822',
    role: 'student',
    org_sourced_ids: ['1'],
    identifier: '604822',
    email: 'amy@example.org',
    sms: '(206) 555-0100',
    agent_sourced_ids: ['contact-777'],
    grades: ['09'],
    language_code: 'es',
    ell: true,
  });
  expect(users.rows[1]).toMatchObject({
    sourced_id: 'contact-777',
    role: 'parent',
    agent_sourced_ids: ['student-604822'],
    language_code: 'es',
  });
  expect(users.rows[2]).toMatchObject({
    sourced_id: 'staff-604822',
    role: 'teacher',
    username: 'cy',
    org_sourced_ids: ['1'],
  });

  const demographics = await readBack(
    'demographics',
    recordsToCsv('demographics', [studentDemographics(STUDENT, [facts], [1])], SETTINGS).csv,
  );
  expect(demographics.issues).toEqual({});
  expect(demographics.rows[0]).toMatchObject({
    sourced_id: 'student-604822',
    birth_date: '2011-04-13',
    sex: 'female',
    white: true,
    american_indian_or_alaska_native: true,
    asian: false,
    demographic_race_two_or_more_races: true,
    hispanic_or_latino_ethnicity: true,
    country_of_birth_code: 'US',
    state_of_birth_abbreviation: 'TX',
  });

  const enrollments = await readBack(
    'enrollments',
    recordsToCsv(
      'enrollments',
      [
        studentEnrollment({
          studentReference: { studentUniqueId: '604822' },
          sectionReference: SECTION,
          beginDate: '2026-08-15',
          endDate: '2026-12-18',
        }),
        staffEnrollment({
          staffReference: { staffUniqueId: '604822' },
          sectionReference: SECTION,
          classroomPositionDescriptor: uri('Teacher of Record'),
        }),
        staffEnrollment({
          staffReference: { staffUniqueId: '9' },
          sectionReference: SECTION,
          classroomPositionDescriptor: uri('Instructional Aide'),
          beginDate: '2026-08-15',
        }),
      ],
      SETTINGS,
    ).csv,
  );
  expect(enrollments.issues).toEqual({});
  expect(enrollments.rows).toMatchObject([
    {
      sourced_id: '1-2027-Fall/ALG/01/student-604822/2026-08-15',
      user_sourced_id: 'student-604822',
      role: 'student',
      end_date: '2026-12-18',
    },
    {
      sourced_id: '1-2027-Fall/ALG/01/staff-604822',
      role: 'teacher',
      is_primary: true,
      begin_date: null,
    },
    { role: 'proctor', is_primary: false },
  ]);
});

test.each([
  ['a member', [at(1, '2026-08-15')], [1]],
  ['left', [at(1, '2026-08-15', { exitWithdrawDate: '2026-11-29' })], []],
  ['the last day still counts', [at(1, '2026-08-15', { exitWithdrawDate: TODAY })], [1]],
  [
    'changed schools',
    [at(1, '2026-08-15', { exitWithdrawDate: '2026-10-01' }), at(2, '2026-10-02')],
    [2],
  ],
  ['will change schools', [at(1, '2026-08-15'), at(2, '2027-01-04')], [1]],
  [
    'in summer, for the year to come',
    [at(1, '2025-08-15', { exitWithdrawDate: '2026-06-01' }), at(1, '2027-08-15')],
    [1],
  ],
  [
    'in two schools, the primary one first',
    [at(1, '2026-09-01'), at(2, '2026-08-15', { primarySchool: true })],
    [2, 1],
  ],
  [
    'in two schools, none primary: the later first',
    [at(1, '2026-08-15'), at(2, '2026-09-01')],
    [2, 1],
  ],
  [
    'dates with the time of midnight',
    [at(1, '2026-08-15T00:00:00', { exitWithdrawDate: '2026-11-30T00:00:00' })],
    [1],
  ],
])('schools of a student: %s', (_name, associations, schools) => {
  expect(
    currentMemberships(associations, TODAY).map(({ schoolReference }) => schoolReference.schoolId),
  ).toEqual(schools);
});

test('a student of no school today is not in the roster', () => {
  expect(studentUser(STUDENT, { schools: [], known: [], contactUniqueIds: [] }, TODAY)).toBeNull();
});

test('what the school knows counts before what the district does, field by field', () => {
  const user = studentUser(
    STUDENT,
    {
      schools: [at(1, '2026-08-15')],
      known: [
        known(255901, { loginId: 'district', languages: [{ languageDescriptor: uri('Spanish') }] }),
        known(1, { loginId: 'school', languages: [] }),
      ],
      contactUniqueIds: [],
    },
    TODAY,
  );
  expect(user).toMatchObject({ username: 'school', metadata: { language: 'Spanish' } });
});

test('data standard 6 knows the same in several resources', () => {
  const user = studentUser(
    STUDENT,
    {
      schools: [at(1, '2026-08-15')],
      known: [
        known(1, {}),
        known(255901, {
          languages: [{ languageDescriptor: uri('Somali') }],
          limitedEnglishProficiencyDescriptor: uri('NotLimited'),
        }),
        known(255901, {
          electronicMails: [
            { electronicMailAddress: 'a@example.org', electronicMailTypeDescriptor: uri('Other') },
          ],
        }),
      ],
      contactUniqueIds: [],
    },
    TODAY,
  );
  expect(user).toMatchObject({
    email: 'a@example.org',
    metadata: { language: 'Somali', ell: 'false' },
  });
});

test.each([
  ['Limited', 'true'],
  ['NotLimited', 'false'],
  ['LimitedMonitored 1', 'false'],
  ['Something else', undefined],
])('English learner: %s', (code, ell) => {
  const about = {
    schools: [at(1, '2026-08-15')],
    known: [known(1, { limitedEnglishProficiencyDescriptor: uri(code) })],
    contactUniqueIds: [],
  };
  expect(studentUser(STUDENT, about, TODAY)?.metadata.ell).toBe(ell);
});

test.each([
  ['Mother', {}, 'parent'],
  ['Father, step', {}, 'parent'],
  ['Stepmother', {}, 'parent'],
  ['Foster parent', {}, 'guardian'],
  ['Legal guardian', {}, 'guardian'],
  ['Grandmother', {}, 'relative'],
  ['Grandmother', { legalGuardian: true }, 'guardian'],
  ['Grand parent', {}, 'relative'],
  ['Neighbor', { legalGuardian: true }, 'guardian'],
  [undefined, {}, 'relative'],
])('%s %j takes messages', (relation, more, role) => {
  const relationDescriptor = relation && uri(relation);
  expect(judgeContact({ relationDescriptor, ...more })).toEqual({ isTaken: true, role });
});

test.each([
  ['Neighbor', {}, 'NOT_FAMILY'],
  ['Physician', {}, 'NOT_FAMILY'],
  ['Daycare provider', {}, 'NOT_FAMILY'],
  ['Guardian ad litem', {}, 'NOT_FAMILY'],
  ['Foster care caseworker', {}, 'NOT_FAMILY'],
  ["Father's attorney", {}, 'NOT_FAMILY'],
  ['Mother’s significant other', {}, 'NOT_FAMILY'],
  ['Parents lawyer', {}, 'NOT_FAMILY'],
  ['Foster agency', {}, 'NOT_FAMILY'],
  ["Stepmother's partner", {}, 'NOT_FAMILY'],
  ['Caregiver’s spouse', {}, 'NOT_FAMILY'],
  ['Father', { contactRestrictions: 'No contact by order of the court' }, 'RESTRICTED'],
])('%s %j does not', (relation, more, because) => {
  expect(judgeContact({ relationDescriptor: uri(relation), ...more })).toEqual({
    isTaken: false,
    because,
  });
});

test('a contact of two children, of whom one is in no school', () => {
  const of = (studentUniqueId: string, relation: string): StudentContactAssociation => ({
    contactReference: { contactUniqueId: '7' },
    studentReference: { studentUniqueId },
    relationDescriptor: uri(relation),
  });
  const contact = { contactUniqueId: '7', firstName: 'B', lastSurname: 'C' };
  expect(
    contactUser(contact, [
      { association: of('2', 'Aunt'), schoolIds: [3, 1] },
      { association: of('1', 'Mother'), schoolIds: [1] },
      { association: of('3', 'Mother'), schoolIds: [] },
    ]),
  ).toMatchObject({ role: 'parent', orgs: ['1', '3'], agents: ['student-1', 'student-2'] });
  expect(contactUser(contact, [{ association: of('1', 'Neighbor'), schoolIds: [1] }])).toBeNull();
  expect(contactUser(contact, [{ association: of('3', 'Mother'), schoolIds: [] }])).toBeNull();
});

test('parents of data standard 4 and before', () => {
  expect(contactOfParent({ parentUniqueId: '7', firstName: 'B', lastSurname: 'C' })).toEqual({
    contactUniqueId: '7',
    firstName: 'B',
    lastSurname: 'C',
  });
  expect(
    contactAssociation({
      parentReference: { parentUniqueId: '7' },
      studentReference: { studentUniqueId: '1' },
      legalGuardian: true,
    }),
  ).toEqual({
    contactReference: { contactUniqueId: '7' },
    studentReference: { studentUniqueId: '1' },
    legalGuardian: true,
  });
});

const STAFF: Staff = { staffUniqueId: '207', firstName: 'Cy', lastSurname: 'Example' };
const teaches = (
  schoolId: number,
  position = 'Teacher of Record',
  endDate?: string,
): StaffSectionAssociation => ({
  staffReference: { staffUniqueId: '207' },
  sectionReference: { ...SECTION, schoolId },
  classroomPositionDescriptor: uri(position),
  ...(endDate ? { endDate } : {}),
});
const assigned = (
  educationOrganizationId: number,
  classification: string,
  endDate?: string,
): StaffEducationOrganizationAssignmentAssociation => ({
  staffReference: { staffUniqueId: '207' },
  educationOrganizationReference: { educationOrganizationId },
  staffClassificationDescriptor: uri(classification),
  beginDate: '2020-08-01',
  ...(endDate ? { endDate } : {}),
});

test.each([
  ['teaches', [teaches(1)], [], 'teacher', ['1']],
  [
    'most sections first',
    [teaches(1), teaches(2), teaches(2)],
    [assigned(9, 'Teacher')],
    'teacher',
    ['2', '1', '9'],
  ],
  ['a principal', [], [assigned(1, 'Principal')], 'administrator', ['1']],
  ['a principal who teaches', [teaches(1)], [assigned(1, 'Principal')], 'teacher', ['1']],
  ['an aide in a section', [teaches(1, 'Instructional Aide')], [], 'aide', ['1']],
  ["a teacher's aide", [], [assigned(1, "Teacher's Aide")], 'aide', ['1']],
  ['a substitute without sections', [], [assigned(1, 'Substitute Teacher')], 'teacher', ['1']],
  ['a counselor', [], [assigned(1, 'Counselor')], 'administrator', ['1']],
])('staff: %s', (_name, sections, assignments, role, orgs) => {
  expect(staffUser(STAFF, { sections, assignments, directories: [] }, TODAY)).toMatchObject({
    role,
    orgs,
  });
});

test('staff who left are not in the roster', () => {
  const about = {
    sections: [teaches(1, 'Teacher of Record', '2026-05-30')],
    assignments: [assigned(1, 'Teacher', '2026-05-30')],
    directories: [],
  };
  expect(staffUser(STAFF, about, TODAY)).toBeNull();
  expect(staffUser(STAFF, { sections: [], assignments: [], directories: [] }, TODAY)).toBeNull();
});

test('staff of data standard 6 are reached by their directory', () => {
  const directories = [
    {
      staffReference: { staffUniqueId: '207' },
      electronicMails: [
        { electronicMailAddress: 'cy@example.org', electronicMailTypeDescriptor: uri('Work') },
      ],
    },
  ];
  expect(
    staffUser(STAFF, { sections: [teaches(1)], assignments: [], directories }, TODAY)?.email,
  ).toBe('cy@example.org');
});

test.each([
  ['First grade', '01'],
  ['Twelfth grade', '12'],
  ['Grade 13', '13'],
  ['Kindergarten', 'KG'],
  ['Transitional Kindergarten', 'TK'],
  ['Preschool/Prekindergarten', 'PK'],
  ['Infant/toddler', 'IT'],
  ['Ungraded', 'UG'],
  ['Adult Education', 'PS'],
  ['9', '09'],
  ['Out of school', 'Out of school'],
])('grade level %s', (code, grade) => expect(gradeOf(uri(code))).toBe(grade));

test('nothing is said of races that were not told', () => {
  const races = (...codes: string[]) =>
    studentDemographics(
      STUDENT,
      [known(1, { races: codes.map((code) => ({ raceDescriptor: uri(code) })) })],
      [1],
    );
  expect(races('Choose Not to Respond')).not.toHaveProperty('white');
  expect(races()).not.toHaveProperty('white');
  expect(races('Asian', 'Other')).toMatchObject({
    asian: true,
    white: false,
    demographicRaceTwoOrMoreRaces: false,
  });
  expect(races('Black - African American')).toMatchObject({ blackOrAfricanAmerican: true });
  expect(races('Native Hawaiian - Pacific Islander')).toMatchObject({
    nativeHawaiianOrOtherPacificIslander: true,
    asian: false,
  });
});
