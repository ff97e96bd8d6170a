/** Schools, their calendars, sessions, courses and sections, as an Ed-Fi API has them. */
import { addDays, weekday } from '@/lib/synthetic/plain-date';

import { list } from '../parts/cells';

import type { ResourceName } from './keys';
import type { RosterTables, TableRow } from './roster-tables';
import {
  AGENCY_REFERENCE,
  type DataStandard,
  descriptor,
  DISTRICT_REFERENCE,
  type EdFiRecord,
  gradeLevel,
  majorOf,
  schoolNumber,
  type SectionReference,
  type SessionName,
} from './terms';

export type Entry = readonly [resource: ResourceName, record: EdFiRecord];

export interface SchoolYear {
  readonly year: number;
  readonly dates: Readonly<Record<SessionName, { begin: string; end: string }>>;
}

export function schoolYearOf({ academicSessions }: RosterTables): SchoolYear {
  const find = (ending: string) => academicSessions.find(({ id }) => id.endsWith(ending));
  const datesOf = (row: TableRow | undefined) => ({
    begin: row?.cell('startDate') ?? '',
    end: row?.cell('endDate') ?? '',
  });
  const whole = academicSessions.find(({ cell }) => cell('type') === 'schoolYear');
  return {
    year: Number(whole?.cell('schoolYear')),
    dates: {
      'Full year': datesOf(whole),
      'Fall semester': datesOf(find('-S1')),
      'Spring semester': datesOf(find('-S2')),
    },
  };
}

/** A class of two semesters is a section of the session that is the whole year. */
function sessionNameOf(terms: readonly string[]): SessionName {
  if (terms.length > 1) return 'Full year';
  return terms[0]?.endsWith('-S2') ? 'Spring semester' : 'Fall semester';
}

export function sectionReferenceOf({ id, cell }: TableRow, year: number): SectionReference {
  return {
    localCourseCode: cell('courseSourcedId') ?? '',
    schoolId: schoolNumber(cell('schoolSourcedId') ?? ''),
    schoolYear: year,
    sectionIdentifier: id,
    sessionName: sessionNameOf(list(cell('termSourcedIds'))),
  };
}

export function* schoolRecords(tables: RosterTables, standard: DataStandard): Generator<Entry> {
  const { year, dates } = schoolYearOf(tables);
  const agency = tables.orgs.find(({ cell }) => cell('type') === 'district');
  yield ['localEducationAgencies', agencyRecord(agency?.cell('name') ?? '')];
  for (const course of tables.courses) yield ['courses', courseRecord(course, standard)];
  for (const org of tables.orgs) {
    if (org.cell('type') !== 'school') continue;
    const classes = tables.classes.filter(({ cell }) => cell('schoolSourcedId') === org.id);
    yield ['schools', schoolRecord(org, classes)];
    yield* calendarRecords(schoolNumber(org.id), year, dates['Full year']);
    yield* gradingPeriodRecords(schoolNumber(org.id), tables, standard);
    yield* classRecords(schoolNumber(org.id), classes, { year, dates });
  }
}

function agencyRecord(name: string): EdFiRecord {
  const category = 'Local Education Agency';
  return {
    ...AGENCY_REFERENCE,
    nameOfInstitution: name,
    localEducationAgencyCategoryDescriptor: descriptor(
      'LocalEducationAgencyCategory',
      'Regular public school district',
    ),
    categories: [
      {
        educationOrganizationCategoryDescriptor: descriptor(
          'EducationOrganizationCategory',
          category,
        ),
      },
    ],
  };
}

function schoolRecord({ id, cell }: TableRow, classes: readonly TableRow[]): EdFiRecord {
  const grades = new Set(classes.flatMap((each) => list(each.cell('grades'))));
  return {
    schoolId: schoolNumber(id),
    nameOfInstitution: cell('name'),
    localEducationAgencyReference: AGENCY_REFERENCE,
    educationOrganizationCategories: [
      {
        educationOrganizationCategoryDescriptor: descriptor(
          'EducationOrganizationCategory',
          'School',
        ),
      },
    ],
    gradeLevels: [...grades].map((code) => ({ gradeLevelDescriptor: gradeLevel(code) })),
  };
}

function courseRecord({ id, cell }: TableRow, standard: DataStandard): EdFiRecord {
  const subject = descriptor('AcademicSubject', cell('subjects') ?? '');
  return {
    courseCode: id,
    courseTitle: cell('title'),
    numberOfParts: 1,
    educationOrganizationReference: DISTRICT_REFERENCE,
    identificationCodes: [
      {
        courseIdentificationSystemDescriptor: descriptor(
          'CourseIdentificationSystem',
          'LEA course code',
        ),
        identificationCode: id,
      },
    ],
    offeredGradeLevels: list(cell('grades')).map((code) => ({
      gradeLevelDescriptor: gradeLevel(code),
    })),
    ...(majorOf(standard) >= 5
      ? { academicSubjects: [{ academicSubjectDescriptor: subject }] }
      : { academicSubjectDescriptor: subject }),
  };
}

const CALENDAR_CODE = 'Regular';

export function calendarReferenceOf(schoolId: number, schoolYear: number): EdFiRecord {
  return { calendarCode: CALENDAR_CODE, schoolId, schoolYear };
}

function* calendarRecords(
  schoolId: number,
  schoolYear: number,
  { begin, end }: { begin: string; end: string },
): Generator<Entry> {
  yield [
    'calendars',
    {
      calendarCode: CALENDAR_CODE,
      schoolReference: { schoolId },
      schoolYearTypeReference: { schoolYear },
      calendarTypeDescriptor: descriptor('CalendarType', 'School'),
    },
  ];
  for (let date = begin; date < end; date = addDays(date, 1)) {
    const day = weekday(date);
    if (day === 0 || day === 6) continue;
    const event = isHoliday(date) ? 'Holiday' : 'Instructional day';
    yield [
      'calendarDates',
      {
        date,
        calendarReference: calendarReferenceOf(schoolId, schoolYear),
        calendarEvents: [{ calendarEventDescriptor: descriptor('CalendarEvent', event) }],
      },
    ];
  }
}

/** Thanksgiving and the day after it, and two weeks around the new year. */
function isHoliday(date: string): boolean {
  const day = date.slice(5);
  if (day >= '12-21' || day <= '01-03') return true;
  const isThursday = weekday(date) === 4 && day >= '11-22' && day <= '11-28';
  return isThursday || (weekday(date) === 5 && day >= '11-23' && day <= '11-29');
}

const QUARTERS = ['First', 'Second', 'Third', 'Fourth'] as const;

function* gradingPeriodRecords(
  schoolId: number,
  { academicSessions }: RosterTables,
  standard: DataStandard,
): Generator<Entry> {
  const quarters = academicSessions.filter(({ cell }) => cell('type') === 'gradingPeriod');
  for (const [i, { cell }] of quarters.entries())
    yield [
      'gradingPeriods',
      {
        gradingPeriodDescriptor: descriptor('GradingPeriod', `${QUARTERS[i]} Nine Weeks`),
        ...(majorOf(standard) >= 5 && { gradingPeriodName: cell('title') }),
        periodSequence: i + 1,
        schoolReference: { schoolId },
        schoolYearTypeReference: { schoolYear: Number(cell('schoolYear')) },
        beginDate: cell('startDate'),
        endDate: addDays(cell('endDate') ?? '', -1),
        totalInstructionalDays: 45,
      },
    ];
}

function* classRecords(
  schoolId: number,
  classes: readonly TableRow[],
  { year, dates }: SchoolYear,
): Generator<Entry> {
  const seen = new Set<string>();
  const isFirst = (key: string) => !seen.has(key) && seen.add(key);
  for (const row of classes) {
    const reference = sectionReferenceOf(row, year);
    const { localCourseCode, sessionName, schoolYear } = reference;
    const session = { schoolId, schoolYear, sessionName };
    const period = row.cell('periods');
    if (isFirst(sessionName)) yield ['sessions', sessionRecord(schoolId, year, sessionName, dates)];
    if (period !== undefined && isFirst(`period ${period}`))
      yield ['classPeriods', { classPeriodName: period, schoolReference: { schoolId } }];
    if (isFirst(`${sessionName} ${localCourseCode}`))
      yield [
        'courseOfferings',
        {
          localCourseCode,
          localCourseTitle: row.cell('title')?.split(' - ')[0],
          courseReference: { courseCode: localCourseCode, ...DISTRICT_REFERENCE },
          schoolReference: { schoolId },
          sessionReference: session,
        },
      ];
    yield [
      'sections',
      {
        sectionIdentifier: row.id,
        sectionName: row.cell('title'),
        courseOfferingReference: { localCourseCode, ...session },
        offeredGradeLevels: list(row.cell('grades')).map((code) => ({
          gradeLevelDescriptor: gradeLevel(code),
        })),
        ...(period !== undefined && {
          classPeriods: [{ classPeriodReference: { classPeriodName: period, schoolId } }],
        }),
      },
    ];
  }
}

function sessionRecord(
  schoolId: number,
  schoolYear: number,
  sessionName: SessionName,
  dates: SchoolYear['dates'],
): EdFiRecord {
  const { begin, end } = dates[sessionName];
  const term = {
    'Full year': 'Year Round',
    'Fall semester': 'Fall Semester',
    'Spring semester': 'Spring Semester',
  };
  return {
    sessionName,
    schoolReference: { schoolId },
    schoolYearTypeReference: { schoolYear },
    beginDate: begin,
    endDate: addDays(end, -1),
    termDescriptor: descriptor('Term', term[sessionName]),
    totalInstructionalDays: sessionName === 'Full year' ? 180 : 90,
  };
}
