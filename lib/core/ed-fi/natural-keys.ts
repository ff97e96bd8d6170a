// What an Ed-Fi API knows a record by. Deletes and key changes name the key's values in one flat object; a record has them in
// references. Both come to the same text here.
import type { EdFiResource } from './resources';

const SESSION = ['schoolId', 'schoolYear', 'sessionName'] as const;
const SECTION = [...SESSION, 'localCourseCode', 'sectionIdentifier'] as const;
const CALENDAR = ['schoolId', 'schoolYear', 'calendarCode'] as const;
const STUDENT_OF_ORG = ['studentUniqueId', 'educationOrganizationId'] as const;

const KEY_FIELDS: Readonly<Record<EdFiResource, readonly string[]>> = {
  schools: ['schoolId'],
  localEducationAgencies: ['localEducationAgencyId'],
  sessions: SESSION,
  courses: ['educationOrganizationId', 'courseCode'],
  courseOfferings: [...SESSION, 'localCourseCode'],
  sections: SECTION,
  staffs: ['staffUniqueId'],
  staffDirectories: ['staffUniqueId', 'educationOrganizationId'],
  staffSectionAssociations: [...SECTION, 'staffUniqueId', 'beginDate'],
  staffEducationOrganizationAssignmentAssociations: [
    'staffUniqueId',
    'educationOrganizationId',
    'staffClassificationDescriptor',
    'beginDate',
  ],
  students: ['studentUniqueId'],
  studentSchoolAssociations: ['studentUniqueId', 'schoolId', 'entryDate'],
  studentEducationOrganizationAssociations: STUDENT_OF_ORG,
  studentDemographics: STUDENT_OF_ORG,
  studentDirectories: STUDENT_OF_ORG,
  contacts: ['contactUniqueId'],
  parents: ['parentUniqueId'],
  studentContactAssociations: ['studentUniqueId', 'contactUniqueId'],
  studentParentAssociations: ['studentUniqueId', 'parentUniqueId'],
  studentSectionAssociations: [...SECTION, 'studentUniqueId', 'beginDate'],
  studentSchoolAttendanceEvents: [
    ...SESSION,
    'studentUniqueId',
    'eventDate',
    'attendanceEventCategoryDescriptor',
  ],
  calendars: CALENDAR,
  calendarDates: [...CALENDAR, 'date'],
};

const FIRST_WITH_BEGIN_DATE = 5;

/** Before data standard 5, staff were in a section once: the key had no date, though the record may. */
function keyFields(resource: EdFiResource, dataStandard: number): readonly string[] {
  const fields = KEY_FIELDS[resource];
  return resource === 'staffSectionAssociations' && dataStandard < FIRST_WITH_BEGIN_DATE
    ? fields.filter((field) => field !== 'beginDate')
    : fields;
}

/**
 * The key of a record, or of the `keyValues` of a delete or key change, as one text. Null where a value is missing: some
 * versions report deletes by id alone. `dataStandard`: its first number.
 */
export function naturalKeyOf(
  resource: EdFiResource,
  body: unknown,
  dataStandard: number,
): string | null {
  if (!isObject(body)) return null;
  const values: string[] = [];
  for (const field of keyFields(resource, dataStandard)) {
    const value = valueOf(body, field);
    if (value === null) return null;
    values.push(value);
  }
  return JSON.stringify(values);
}

type Body = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Of a record, its references are looked into. A school's id may stand in several of them, which always agree where it is of
 * the key; the others, such as where a section meets or the school of next year, are no part of any key.
 */
function valueOf(body: Body, field: string): string | null {
  const own = textOf(body[field]);
  if (own !== null) return own;
  for (const name of KEY_REFERENCES) {
    const reference = body[name];
    const found = isObject(reference) ? textOf(reference[field]) : null;
    if (found !== null) return found;
  }
  return null;
}

const KEY_REFERENCES = [
  'sectionReference',
  'courseOfferingReference',
  'sessionReference',
  'schoolReference',
  'calendarReference',
  'schoolYearTypeReference',
  'educationOrganizationReference',
  'studentReference',
  'staffReference',
  'contactReference',
  'parentReference',
] as const;

function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}
