/** Words of the Ed-Fi model: data standards, descriptors, references. */
export const DATA_STANDARDS = ['3.3', '4.0', '5.0', '6.0'] as const;
export type DataStandard = (typeof DATA_STANDARDS)[number];

/** The first number of a data standard: what is where changes with it. */
export function majorOf(standard: DataStandard): number {
  return Number(standard.slice(0, 1));
}

export type EdFiRecord = Record<string, unknown>;

export function descriptor(name: string, code: string, namespace = 'uri://ed-fi.org'): string {
  return `${namespace}/${name}Descriptor#${code}`;
}

/** Numbers of the district and its schools; they share one space. */
const DISTRICT = 255_900;
const FIRST_SCHOOL = 255_900_000;

export const DISTRICT_REFERENCE = { educationOrganizationId: DISTRICT };
export const AGENCY_REFERENCE = { localEducationAgencyId: DISTRICT };

export function schoolNumber(sourcedId: string): number {
  return FIRST_SCHOOL + Number(sourcedId);
}

const GRADE_LEVELS: Readonly<Record<string, string>> = {
  KG: 'Kindergarten',
  '01': 'First grade',
  '02': 'Second grade',
  '03': 'Third grade',
  '04': 'Fourth grade',
  '05': 'Fifth grade',
  '06': 'Sixth grade',
  '07': 'Seventh grade',
  '08': 'Eighth grade',
  '09': 'Ninth grade',
  '10': 'Tenth grade',
  '11': 'Eleventh grade',
  '12': 'Twelfth grade',
};

export function gradeLevel(code: string): string {
  return descriptor('GradeLevel', GRADE_LEVELS[code] ?? 'Other');
}

export type SessionName = 'Full year' | 'Fall semester' | 'Spring semester';

export interface SessionReference {
  readonly schoolId: number;
  readonly schoolYear: number;
  readonly sessionName: SessionName;
}

export interface SectionReference extends SessionReference {
  readonly localCourseCode: string;
  readonly sectionIdentifier: string;
}
