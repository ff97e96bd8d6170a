// Courses, and the sections that are taught of them. A section names its course through a course offering; all three may have
// a title, and the nearest to the class counts.
import type { ClassRecord, CourseRecord } from '../oneroster-json/written-records';
import { codeOf } from './descriptors';
import { gradesOf } from './grade-levels';
import { classId, courseId, orgId, sessionId } from './ids';
import type { Course, CourseOffering, Section } from './resources';

export function courseRecord(course: Course): CourseRecord {
  const { courseCode, educationOrganizationReference, courseTitle } = course;
  const { educationOrganizationId } = educationOrganizationReference;
  return {
    sourcedId: courseId(educationOrganizationId, courseCode),
    title: courseTitle,
    courseCode,
    org: orgId(educationOrganizationId),
    grades: gradesOf(course.offeredGradeLevels),
    subjects: subjectsOf(course),
  };
}

/** For an offering whose course the API does not show, such as one of the state's catalog: nothing is lost but its subjects. */
export function courseOfOffering(offering: CourseOffering): CourseRecord {
  const { courseReference, localCourseTitle } = offering;
  const { courseCode, educationOrganizationId } = courseReference;
  return {
    sourcedId: courseId(educationOrganizationId, courseCode),
    title: localCourseTitle || courseCode,
    courseCode,
    org: orgId(offering.schoolReference.schoolId),
    grades: gradesOf(offering.offeredGradeLevels),
    subjects: [],
  };
}

export interface AboutSection {
  /** Undefined where the API does not show it: the check of the files tells that the class has no course. */
  offering: CourseOffering | undefined;
  course: Course | undefined;
  /** Of some of its students it is the homeroom: Ed-Fi says it of them, not of the section. */
  isHomeroom: boolean;
}

export function classRecord(
  section: Section,
  { offering, course, isHomeroom }: AboutSection,
): ClassRecord {
  const { sectionIdentifier, courseOfferingReference, locationReference } = section;
  const { schoolId, localCourseCode } = courseOfferingReference;
  const gradeSources = [section, offering, course].map((source) =>
    gradesOf(source?.offeredGradeLevels),
  );
  return {
    sourcedId: classId({ ...courseOfferingReference, sectionIdentifier }),
    title:
      section.sectionName || offering?.localCourseTitle || course?.courseTitle || localCourseCode,
    classCode: sectionIdentifier,
    classType: isHomeroom ? 'homeroom' : 'scheduled',
    ...(locationReference ? { location: locationReference.classroomIdentificationCode } : {}),
    course: offering
      ? courseId(
          offering.courseReference.educationOrganizationId,
          offering.courseReference.courseCode,
        )
      : '',
    school: orgId(schoolId),
    terms: [sessionId(courseOfferingReference)],
    grades: gradeSources.find((grades) => grades.length > 0) ?? [],
    subjects: course ? subjectsOf(course) : [],
    periods: (section.classPeriods ?? []).map(
      ({ classPeriodReference }) => classPeriodReference.classPeriodName,
    ),
  };
}

function subjectsOf({ academicSubjects, academicSubjectDescriptor }: Course): string[] {
  const descriptors = academicSubjects?.map((subject) => subject.academicSubjectDescriptor) ?? [
    academicSubjectDescriptor,
  ];
  return descriptors.map(codeOf).filter((subject) => subject !== '');
}
