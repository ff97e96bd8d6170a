import type { PlainDate } from '../calendar/plain-date';
import type { UserRecord } from '../oneroster-json/written-records';
import { codeKey } from './descriptors';
import { orgId, staffId } from './ids';
import { emailOf, phonesOf, WORK_MAIL } from './reach';
import type {
  Staff,
  StaffDirectory,
  StaffEducationOrganizationAssignmentAssociation,
  StaffSectionAssociation,
} from './resources';
import { firstOf, nonEmpty } from './students';

export interface AboutStaff {
  /** Of the school years that are taken. */
  sections: readonly StaffSectionAssociation[];
  /** Empty where the API does not show them. */
  assignments: readonly StaffEducationOrganizationAssignmentAssociation[];
  directories: readonly StaffDirectory[];
}

/** Null of staff who teach nothing and are assigned nowhere today: an API keeps all who ever worked for the district. */
export function staffUser(
  staff: Staff,
  { sections, assignments, directories }: AboutStaff,
  today: PlainDate,
): UserRecord | null {
  const teaching = sections.filter((section) => !hasEnded(section, today));
  const assigned = assignments.filter((assignment) => !hasEnded(assignment, today));
  const orgs = orgsOf(teaching, assigned);
  if (orgs.length === 0) return null;
  return {
    sourcedId: staffId(staff.staffUniqueId),
    enabledUser: true,
    orgs,
    role: teaching.some((section) => !isAide(section.classroomPositionDescriptor))
      ? 'teacher'
      : roleOf(assigned, teaching.length > 0),
    ...(staff.loginId ? { username: staff.loginId } : {}),
    givenName: staff.firstName,
    familyName: staff.lastSurname,
    ...(staff.middleName ? { middleName: staff.middleName } : {}),
    identifier: staff.staffUniqueId,
    ...emailOf(
      firstOf([staff, ...directories], (source) => nonEmpty(source.electronicMails)),
      WORK_MAIL,
    ),
    ...phonesOf(firstOf([staff, ...directories], (source) => nonEmpty(source.telephones))),
    agents: [],
    grades: [],
    metadata: {},
  };
}

/** Where most of their sections are comes first, then where they are assigned. */
function orgsOf(
  sections: readonly StaffSectionAssociation[],
  assignments: readonly StaffEducationOrganizationAssignmentAssociation[],
): string[] {
  const counts = new Map<number, number>();
  for (const { sectionReference } of sections)
    counts.set(sectionReference.schoolId, (counts.get(sectionReference.schoolId) ?? 0) + 1);
  const schools = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([id]) => id);
  const assigned = assignments
    .map(({ educationOrganizationReference }) => educationOrganizationReference)
    .map(({ educationOrganizationId }) => educationOrganizationId)
    .sort((a, b) => a - b);
  return [...new Set([...schools, ...assigned])].map(orgId);
}

const AIDE = /\b(?:aide|aides|paraprofessional|para|paraeducator)\b/;
const TEACHER = /\b(?:teacher|teachers|instructor|substitute)\b/;

export const isAide = (descriptor: string): boolean => AIDE.test(codeKey(descriptor));

/** Aides first: a teacher's aide is none of the teachers. Whoever is neither, such as a counselor, is an administrator. */
function roleOf(
  assignments: readonly StaffEducationOrganizationAssignmentAssociation[],
  isInSections: boolean,
): UserRecord['role'] {
  const words = assignments.map(({ staffClassificationDescriptor }) =>
    codeKey(staffClassificationDescriptor),
  );
  if (words.some((word) => TEACHER.test(word) && !AIDE.test(word))) return 'teacher';
  if (isInSections || words.some((word) => AIDE.test(word))) return 'aide';
  return 'administrator';
}

function hasEnded({ endDate }: { endDate?: string }, today: PlainDate): boolean {
  return endDate !== undefined && endDate !== null && endDate.slice(0, 10) < today;
}
