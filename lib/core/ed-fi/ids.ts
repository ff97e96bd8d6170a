// The sourcedId of what an Ed-Fi API has, once. Ed-Fi knows records by natural keys, and their numbers overlap: student 100,
// staff 100 and contact 100 are three people. The rule:
//
//   orgs               the education organization's id as it is: schools and agencies share one number space
//   school years       year-2027
//   sessions           <schoolId>-<schoolYear>-<sessionName>
//   courses            course-<educationOrganizationId>/<courseCode>
//   classes            <session>/<localCourseCode>/<sectionIdentifier>: all of the section's key, since a section 01 may be in
//                      every course
//   people             student-<id>, staff-<id>, contact-<id>
//   enrollments        <class>/<person>, and /<beginDate> where the key has it: who comes back is enrolled once more
//
// OneRoster allows letters, digits and . - _ / @ in an id. Within a part, a blank becomes _, and any other character its code
// between two @, so that different keys are always different ids.
import type {
  SectionReference,
  SessionReference,
  StaffSectionAssociation,
  StudentSectionAssociation,
} from './resources';

export const orgId = (educationOrganizationId: number): string => String(educationOrganizationId);

export const schoolYearId = (schoolYear: number): string => `year-${schoolYear}`;

export function sessionId({ schoolId, schoolYear, sessionName }: SessionReference): string {
  return bounded(`${schoolId}-${schoolYear}-${idPart(sessionName)}`);
}

export function courseId(educationOrganizationId: number, courseCode: string): string {
  return bounded(`course-${educationOrganizationId}/${idPart(courseCode)}`);
}

export function classId(section: SectionReference): string {
  const { localCourseCode, sectionIdentifier } = section;
  return bounded(`${sessionId(section)}/${idPart(localCourseCode)}/${idPart(sectionIdentifier)}`);
}

export const studentId = (uniqueId: string): string => bounded(`student-${idPart(uniqueId)}`);
export const staffId = (uniqueId: string): string => bounded(`staff-${idPart(uniqueId)}`);
export const contactId = (uniqueId: string): string => bounded(`contact-${idPart(uniqueId)}`);

export function studentEnrollmentId(association: StudentSectionAssociation): string {
  const { sectionReference, studentReference, beginDate } = association;
  const person = studentId(studentReference.studentUniqueId);
  return bounded(`${classId(sectionReference)}/${person}/${idPart(beginDate)}`);
}

export function staffEnrollmentId(association: StaffSectionAssociation): string {
  const { sectionReference, staffReference, beginDate } = association;
  const person = `${classId(sectionReference)}/${staffId(staffReference.staffUniqueId)}`;
  return bounded(beginDate ? `${person}/${idPart(beginDate)}` : person);
}

const ALL_PLAIN = /^[A-Za-z0-9.-]*$/;
const NOT_PLAIN = /[^A-Za-z0-9.-]/gu;

function idPart(value: string | number): string {
  const text = String(value).trim();
  if (ALL_PLAIN.test(text)) return text;
  return text.replace(NOT_PLAIN, (character) =>
    character === ' ' ? '_' : `@${(character.codePointAt(0) ?? 0).toString(16)}@`,
  );
}

const MAX_ID_LENGTH = 255;
const KEPT_LENGTH = 230;

/** A key may be longer than an id: its end is then told by a hash of all of it. */
function bounded(id: string): string {
  return id.length <= MAX_ID_LENGTH ? id : `${id.slice(0, KEPT_LENGTH)}@@${hash64(id)}`;
}

/** FNV-1a with two bases. */
function hash64(text: string): string {
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x01000193);
  }
  return [high, low].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
