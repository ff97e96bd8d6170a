import type { PlainDate } from '../calendar/plain-date';
import type { UserRecord } from '../oneroster-json/written-records';
import { codeKey } from './descriptors';
import { gradeOf } from './grade-levels';
import { contactId, orgId, studentId } from './ids';
import { emailOf, languageOf, phonesOf, STUDENT_MAIL } from './reach';
import type {
  Student,
  StudentEducationOrganizationAssociation,
  StudentSchoolAssociation,
} from './resources';
import { currentMemberships } from './school-membership';

export interface AboutStudent {
  schools: readonly StudentSchoolAssociation[];
  /** What education organizations know of the student, of whichever resource. */
  known: readonly StudentEducationOrganizationAssociation[];
  /** Of the contacts that `contactUser` takes. */
  contactUniqueIds: readonly string[];
}

/** Null of a student who is a member of no school today. */
export function studentUser(
  student: Student,
  { schools, known, contactUniqueIds }: AboutStudent,
  today: PlainDate,
): UserRecord | null {
  const memberships = currentMemberships(schools, today);
  const main = memberships[0];
  if (!main) return null;
  const schoolIds = memberships.map(({ schoolReference }) => schoolReference.schoolId);
  const sources = nearestFirst(known, schoolIds);
  const loginId = firstOf(sources, (source) => source.loginId);
  const language = languageOf(firstOf(sources, (source) => nonEmpty(source.languages)));
  const ell = englishLearner(
    firstOf(sources, (source) => source.limitedEnglishProficiencyDescriptor),
  );
  const grade = gradeOf(main.entryGradeLevelDescriptor);
  return {
    sourcedId: studentId(student.studentUniqueId),
    enabledUser: true,
    orgs: [...new Set(schoolIds)].map(orgId),
    role: 'student',
    ...(loginId ? { username: loginId } : {}),
    givenName: student.firstName,
    familyName: student.lastSurname,
    ...(student.middleName ? { middleName: student.middleName } : {}),
    identifier: student.studentUniqueId,
    ...emailOf(
      firstOf(sources, (source) => nonEmpty(source.electronicMails)),
      STUDENT_MAIL,
    ),
    ...phonesOf(firstOf(sources, (source) => nonEmpty(source.telephones))),
    agents: [...new Set(contactUniqueIds)].map(contactId),
    grades: grade === '' ? [] : [grade],
    metadata: {
      ...(language === '' ? {} : { language }),
      ...(ell === null ? {} : { ell: String(ell) }),
    },
  };
}

/** Several organizations may know the same: what the student's own school says counts before what the district does. */
export function nearestFirst(
  known: readonly StudentEducationOrganizationAssociation[],
  schoolIds: readonly number[],
): StudentEducationOrganizationAssociation[] {
  const rank = ({ educationOrganizationReference }: StudentEducationOrganizationAssociation) => {
    const place = schoolIds.indexOf(educationOrganizationReference.educationOrganizationId);
    return place === -1 ? schoolIds.length : place;
  };
  return [...known].sort((a, b) => rank(a) - rank(b));
}

export function firstOf<Item, Value>(
  items: readonly Item[],
  valueOf: (item: Item) => Value | null | undefined,
): Value | undefined {
  for (const item of items) {
    const value = valueOf(item);
    if (value !== null && value !== undefined) return value;
  }
  return undefined;
}

export function nonEmpty<Item>(items: readonly Item[] | undefined): readonly Item[] | undefined {
  return items && items.length > 0 ? items : undefined;
}

/** Who is monitored after having left the program is no learner any more. Null where the words say neither. */
function englishLearner(descriptor: string | undefined): boolean | null {
  const key = codeKey(descriptor).replaceAll(' ', '');
  if (key === '') return null;
  if (key.startsWith('not') || key.includes('monitored') || key.startsWith('former')) return false;
  return key.startsWith('limited') || ['ell', 'el', 'lep'].includes(key) ? true : null;
}
