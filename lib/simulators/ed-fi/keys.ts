/** The resources served, in the order in which they depend on each other, and where the values of their keys stand. */
import { type DataStandard, type EdFiRecord, majorOf } from './terms';

const SESSION = {
  schoolId: 'schoolReference.schoolId',
  schoolYear: 'schoolYearTypeReference.schoolYear',
  sessionName: 'sessionName',
};
const SECTION = {
  localCourseCode: 'sectionReference.localCourseCode',
  schoolId: 'sectionReference.schoolId',
  schoolYear: 'sectionReference.schoolYear',
  sectionIdentifier: 'sectionReference.sectionIdentifier',
  sessionName: 'sectionReference.sessionName',
};
const STUDENT = { studentUniqueId: 'studentReference.studentUniqueId' };
const STAFF = { staffUniqueId: 'staffReference.staffUniqueId' };
const ORGANIZATION = {
  educationOrganizationId: 'educationOrganizationReference.educationOrganizationId',
};

/** By resource: each name in a key, and its place in a record. */
export const KEYS = {
  localEducationAgencies: { localEducationAgencyId: 'localEducationAgencyId' },
  schools: { schoolId: 'schoolId' },
  calendars: {
    calendarCode: 'calendarCode',
    schoolId: 'schoolReference.schoolId',
    schoolYear: 'schoolYearTypeReference.schoolYear',
  },
  calendarDates: {
    date: 'date',
    calendarCode: 'calendarReference.calendarCode',
    schoolId: 'calendarReference.schoolId',
    schoolYear: 'calendarReference.schoolYear',
  },
  classPeriods: { classPeriodName: 'classPeriodName', schoolId: 'schoolReference.schoolId' },
  gradingPeriods: {
    gradingPeriodDescriptor: 'gradingPeriodDescriptor',
    gradingPeriodName: 'gradingPeriodName',
    schoolId: 'schoolReference.schoolId',
    schoolYear: 'schoolYearTypeReference.schoolYear',
  },
  sessions: SESSION,
  courses: { courseCode: 'courseCode', ...ORGANIZATION },
  courseOfferings: {
    localCourseCode: 'localCourseCode',
    schoolId: 'schoolReference.schoolId',
    schoolYear: 'sessionReference.schoolYear',
    sessionName: 'sessionReference.sessionName',
  },
  sections: {
    localCourseCode: 'courseOfferingReference.localCourseCode',
    schoolId: 'courseOfferingReference.schoolId',
    schoolYear: 'courseOfferingReference.schoolYear',
    sectionIdentifier: 'sectionIdentifier',
    sessionName: 'courseOfferingReference.sessionName',
  },
  staffs: { staffUniqueId: 'staffUniqueId' },
  staffDirectories: { ...STAFF, ...ORGANIZATION },
  staffEducationOrganizationAssignmentAssociations: {
    beginDate: 'beginDate',
    staffClassificationDescriptor: 'staffClassificationDescriptor',
    ...STAFF,
    ...ORGANIZATION,
  },
  staffSectionAssociations: { beginDate: 'beginDate', ...SECTION, ...STAFF },
  students: { studentUniqueId: 'studentUniqueId' },
  studentSchoolAssociations: {
    entryDate: 'entryDate',
    schoolId: 'schoolReference.schoolId',
    ...STUDENT,
  },
  studentEducationOrganizationAssociations: { ...ORGANIZATION, ...STUDENT },
  studentDemographics: { ...ORGANIZATION, ...STUDENT },
  studentDirectories: { ...ORGANIZATION, ...STUDENT },
  parents: { parentUniqueId: 'parentUniqueId' },
  contacts: { contactUniqueId: 'contactUniqueId' },
  studentParentAssociations: { parentUniqueId: 'parentReference.parentUniqueId', ...STUDENT },
  studentContactAssociations: { contactUniqueId: 'contactReference.contactUniqueId', ...STUDENT },
  studentSectionAssociations: { beginDate: 'beginDate', ...SECTION, ...STUDENT },
  studentSchoolAttendanceEvents: {
    attendanceEventCategoryDescriptor: 'attendanceEventCategoryDescriptor',
    eventDate: 'eventDate',
    schoolId: 'schoolReference.schoolId',
    schoolYear: 'sessionReference.schoolYear',
    sessionName: 'sessionReference.sessionName',
    ...STUDENT,
  },
} as const satisfies Record<string, Readonly<Record<string, string>>>;

export type ResourceName = keyof typeof KEYS;
export type KeyValues = Readonly<Record<string, unknown>>;

export function isResource(name: string): name is ResourceName {
  return Object.hasOwn(KEYS, name);
}

/** Before data standard 5 staff were in a section once, and grading periods had a number and no name. */
const KEYS_BEFORE_5: Partial<Record<ResourceName, Readonly<Record<string, string>>>> = {
  gradingPeriods: {
    gradingPeriodDescriptor: 'gradingPeriodDescriptor',
    periodSequence: 'periodSequence',
    schoolId: 'schoolReference.schoolId',
    schoolYear: 'schoolYearTypeReference.schoolYear',
  },
  staffSectionAssociations: { ...SECTION, ...STAFF },
};

/** Where each name of the key stands. */
export function keyPlaces(
  resource: ResourceName,
  standard: DataStandard,
): readonly (readonly [name: string, place: string])[] {
  const earlier = majorOf(standard) < 5 ? KEYS_BEFORE_5[resource] : undefined;
  return Object.entries<string>(earlier ?? KEYS[resource]);
}

const SINCE_5: readonly ResourceName[] = ['contacts', 'studentContactAssociations'];
const BEFORE_5: readonly ResourceName[] = ['parents', 'studentParentAssociations'];
const SINCE_6: readonly ResourceName[] = [
  'staffDirectories',
  'studentDemographics',
  'studentDirectories',
];

export function resourcesOf(standard: DataStandard): ResourceName[] {
  const major = majorOf(standard);
  const absent = [...(major < 5 ? SINCE_5 : BEFORE_5), ...(major < 6 ? SINCE_6 : [])];
  return Object.keys(KEYS)
    .filter(isResource)
    .filter((name) => !absent.includes(name));
}

/** Value at a place: "schoolReference.schoolId". */
export function valueAt(record: EdFiRecord, place: string): unknown {
  const [first = '', second] = place.split('.');
  const value = record[first];
  if (second === undefined) return value;
  return isRecord(value) ? value[second] : undefined;
}

export function withValueAt(record: EdFiRecord, place: string, value: unknown): EdFiRecord {
  const [first = '', second] = place.split('.');
  if (second === undefined) return { ...record, [first]: value };
  const inner = record[first];
  const reference = isRecord(inner) ? { ...inner, [second]: value } : { [second]: value };
  return { ...record, [first]: reference };
}

export function isRecord(value: unknown): value is EdFiRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
