// Who is in which section. All of a school year are taken, with their dates: the reader of files knows who is in a class today.
import type { EnrollmentRecord } from '../oneroster-json/written-records';
import { codeKey } from './descriptors';
import { classId, orgId, staffEnrollmentId, staffId, studentEnrollmentId, studentId } from './ids';
import type { StaffSectionAssociation, StudentSectionAssociation } from './resources';
import { isAide } from './staff';

export function studentEnrollment(association: StudentSectionAssociation): EnrollmentRecord {
  const { sectionReference, studentReference } = association;
  return {
    sourcedId: studentEnrollmentId(association),
    class: classId(sectionReference),
    school: orgId(sectionReference.schoolId),
    user: studentId(studentReference.studentUniqueId),
    role: 'student',
    primary: false,
    ...datesOf(association),
  };
}

export function staffEnrollment(association: StaffSectionAssociation): EnrollmentRecord {
  const { sectionReference, staffReference, classroomPositionDescriptor } = association;
  return {
    sourcedId: staffEnrollmentId(association),
    class: classId(sectionReference),
    school: orgId(sectionReference.schoolId),
    user: staffId(staffReference.staffUniqueId),
    // An enrollment cannot be of an aide.
    role: isAide(classroomPositionDescriptor) ? 'proctor' : 'teacher',
    primary: codeKey(classroomPositionDescriptor) === 'teacher of record',
    ...datesOf(association),
  };
}

function datesOf({ beginDate, endDate }: { beginDate?: string; endDate?: string }) {
  return { ...(beginDate ? { beginDate } : {}), ...(endDate ? { endDate } : {}) };
}
