/** Staff, students and their contacts, and where each belongs, as an Ed-Fi API has them. */
import { list } from '../parts/cells';

import type { RosterTables, TableRow } from './roster-tables';
import {
  calendarReferenceOf,
  type Entry,
  schoolYearOf,
  sectionReferenceOf,
} from './school-records';
import {
  type DataStandard,
  descriptor,
  DISTRICT_REFERENCE,
  type EdFiRecord,
  gradeLevel,
  majorOf,
  schoolNumber,
  type SectionReference,
} from './terms';

const STAFF_ROLES: Readonly<Record<string, string>> = {
  administrator: 'Principal',
  teacher: 'Teacher',
  aide: 'Teacher Aide',
};

export function* peopleRecords(tables: RosterTables, standard: DataStandard): Generator<Entry> {
  const schoolYear = schoolYearOf(tables);
  const sections = new Map<string, Section>();
  for (const row of tables.classes)
    sections.set(row.id, {
      reference: sectionReferenceOf(row, schoolYear.year),
      isHomeroom: row.cell('classType') === 'homeroom',
    });
  const born = new Map(tables.demographics.map((row) => [row.id, row]));
  const entered = firstDates(tables);
  const yearBegin = schoolYear.dates['Full year'].begin;
  const orgs = tables.orgs.filter(({ cell }) => cell('type') === 'school');
  const schools = new Set(orgs.map(({ id }) => id));
  for (const user of tables.users) {
    const role = user.cell('role') ?? '';
    if (role in STAFF_ROLES) yield* staffRecords(user, standard, { yearBegin, schools });
    else if (role === 'student')
      yield* studentRecords(user, standard, {
        demographics: born.get(user.id),
        entryDate: entered.get(user.id) ?? yearBegin,
        year: schoolYear.year,
      });
  }
  for (const user of tables.users)
    if (['guardian', 'parent', 'relative'].includes(user.cell('role') ?? ''))
      yield* contactRecords(user, standard);
  for (const enrollment of tables.enrollments) {
    const section = sections.get(enrollment.cell('classSourcedId') ?? '');
    if (section) yield enrollmentRecord(enrollment, section);
  }
}

interface Section {
  readonly reference: SectionReference;
  readonly isHomeroom: boolean;
}

/** When each student came: the first day of any class. */
function firstDates({ enrollments }: RosterTables): Map<string, string> {
  const dates = new Map<string, string>();
  for (const { cell } of enrollments) {
    const user = cell('userSourcedId') ?? '';
    const begin = cell('beginDate') ?? '';
    const known = dates.get(user);
    if (known === undefined || begin < known) dates.set(user, begin);
  }
  return dates;
}

function nameOf({ cell }: TableRow): EdFiRecord {
  return {
    firstName: cell('givenName'),
    ...optional('middleName', cell('middleName')),
    lastSurname: cell('familyName'),
  };
}

function optional(name: string, value: unknown): EdFiRecord {
  return value === undefined ? {} : { [name]: value };
}

function mailsOf({ cell }: TableRow, type: string): EdFiRecord[] {
  const address = cell('email');
  if (address === undefined) return [];
  const electronicMailTypeDescriptor = descriptor('ElectronicMailType', type);
  return [{ electronicMailAddress: address, electronicMailTypeDescriptor }];
}

function telephonesOf({ cell }: TableRow, type: string): EdFiRecord[] {
  const telephone = (number: string | undefined, kind: string, canText: boolean) =>
    number === undefined
      ? []
      : [
          {
            telephoneNumber: number,
            telephoneNumberTypeDescriptor: descriptor('TelephoneNumberType', kind),
            textMessageCapabilityIndicator: canText,
          },
        ];
  return [...telephone(cell('sms'), 'Mobile', true), ...telephone(cell('phone'), type, false)];
}

function languagesOf({ cell }: TableRow, use: string): EdFiRecord[] {
  const language = cell('metadata.language');
  if (language === undefined) return [];
  return [
    {
      languageDescriptor: descriptor('Language', language),
      uses: [{ languageUseDescriptor: descriptor('LanguageUse', use) }],
    },
  ];
}

function* staffRecords(
  user: TableRow,
  standard: DataStandard,
  { yearBegin, schools }: { yearBegin: string; schools: ReadonlySet<string> },
): Generator<Entry> {
  const staffReference = { staffUniqueId: user.id };
  const reach = {
    electronicMails: mailsOf(user, 'Work'),
    telephones: telephonesOf(user, 'Work'),
  };
  const isDirectoryApart = majorOf(standard) >= 6;
  const own = { staffUniqueId: user.id, ...nameOf(user), loginId: user.cell('username') };
  yield ['staffs', isDirectoryApart ? own : { ...own, ...reach }];
  if (isDirectoryApart)
    yield [
      'staffDirectories',
      { staffReference, educationOrganizationReference: DISTRICT_REFERENCE, ...reach },
    ];
  const classification = STAFF_ROLES[user.cell('role') ?? ''] ?? 'Other';
  for (const org of list(user.cell('orgSourcedIds')))
    yield [
      'staffEducationOrganizationAssignmentAssociations',
      {
        beginDate: yearBegin,
        staffReference,
        educationOrganizationReference: schools.has(org)
          ? { educationOrganizationId: schoolNumber(org) }
          : DISTRICT_REFERENCE,
        staffClassificationDescriptor: descriptor('StaffClassification', classification),
      },
    ];
}

interface StudentFacts {
  readonly demographics: TableRow | undefined;
  readonly entryDate: string;
  readonly year: number;
}

function* studentRecords(
  user: TableRow,
  standard: DataStandard,
  { demographics, entryDate, year }: StudentFacts,
): Generator<Entry> {
  const studentReference = { studentUniqueId: user.id };
  const sex = demographics?.cell('sex') === 'female' ? 'Female' : 'Male';
  yield [
    'students',
    {
      studentUniqueId: user.id,
      ...nameOf(user),
      birthDate: demographics?.cell('birthDate'),
      birthSexDescriptor: descriptor('Sex', sex),
    },
  ];
  const schoolId = schoolNumber(user.cell('orgSourcedIds') ?? '');
  yield [
    'studentSchoolAssociations',
    {
      studentReference,
      schoolReference: { schoolId },
      schoolYearTypeReference: { schoolYear: year },
      entryDate,
      entryGradeLevelDescriptor: gradeLevel(user.cell('grades') ?? ''),
      primarySchool: true,
      calendarReference: calendarReferenceOf(schoolId, year),
    },
  ];
  const both = { studentReference, educationOrganizationReference: DISTRICT_REFERENCE };
  const learnsEnglish = user.cell('metadata.ell') === 'true';
  const demographic = {
    sexDescriptor: descriptor('Sex', sex),
    hispanicLatinoEthnicity: demographics?.cell('hispanicOrLatinoEthnicity') === 'true',
    languages: languagesOf(user, 'Home language'),
    limitedEnglishProficiencyDescriptor: descriptor(
      'LimitedEnglishProficiency',
      learnsEnglish ? 'Limited' : 'NotLimited',
    ),
  };
  const directory = { electronicMails: mailsOf(user, 'Organization') };
  const login = optional('loginId', user.cell('username'));
  if (majorOf(standard) < 6) {
    yield [
      'studentEducationOrganizationAssociations',
      { ...both, ...login, ...demographic, ...directory },
    ];
    return;
  }
  yield ['studentEducationOrganizationAssociations', { ...both, ...login }];
  yield ['studentDemographics', { ...both, ...demographic }];
  yield ['studentDirectories', { ...both, ...directory }];
}

const RELATIONS: Readonly<Record<string, string>> = {
  parent: 'Parent',
  guardian: 'Guardian',
  relative: 'Other',
};

function* contactRecords(user: TableRow, standard: DataStandard): Generator<Entry> {
  const isContact = majorOf(standard) >= 5;
  const reference = isContact ? { contactUniqueId: user.id } : { parentUniqueId: user.id };
  const person = {
    ...reference,
    ...nameOf(user),
    ...optional('loginId', user.cell('username')),
    electronicMails: mailsOf(user, 'Home/Personal'),
    telephones: telephonesOf(user, 'Home'),
    languages: languagesOf(user, 'Correspondence language'),
  };
  yield [isContact ? 'contacts' : 'parents', person];
  const priority = user.id.charCodeAt(user.id.length - 1) - 64;
  for (const studentUniqueId of list(user.cell('agentSourcedIds'))) {
    const relation = {
      studentReference: { studentUniqueId },
      relationDescriptor: descriptor('Relation', RELATIONS[user.cell('role') ?? ''] ?? 'Other'),
      contactPriority: priority,
      primaryContactStatus: priority === 1,
      livesWith: priority < 3,
      emergencyContactStatus: true,
    };
    yield isContact
      ? ['studentContactAssociations', { contactReference: reference, ...relation }]
      : ['studentParentAssociations', { parentReference: reference, ...relation }];
  }
}

function enrollmentRecord({ cell }: TableRow, { reference, isHomeroom }: Section): Entry {
  const dates = {
    beginDate: cell('beginDate'),
    ...optional('endDate', cell('endDate')),
  };
  const user = cell('userSourcedId');
  if (cell('role') === 'student')
    return [
      'studentSectionAssociations',
      {
        studentReference: { studentUniqueId: user },
        sectionReference: reference,
        ...dates,
        homeroomIndicator: isHomeroom,
      },
    ];
  const position = cell('primary') === 'true' ? 'Teacher of Record' : 'Assistant Teacher';
  return [
    'staffSectionAssociations',
    {
      staffReference: { staffUniqueId: user },
      sectionReference: reference,
      ...dates,
      classroomPositionDescriptor: descriptor('ClassroomPosition', position),
    },
  ];
}
