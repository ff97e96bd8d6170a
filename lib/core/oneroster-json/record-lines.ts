// A record of each collection as a line of its file, without the three columns that all files begin with. The order of cells is
// that of lib/core/oneroster/files.ts; a test compares the two.
import type { OneRosterCollection } from './collections';
import { csvCell } from './csv-cell';
import { listOf, refOf, refsOf, textOf, type JsonRecord } from './json-values';
import type { MappingSettings } from './mapping-settings';
import { userLine, type LineOf } from './user-line';

export function lineOf(collection: OneRosterCollection, settings: MappingSettings): LineOf {
  switch (collection) {
    case 'orgs':
      return orgLine;
    case 'academicSessions':
      return academicSessionLine;
    case 'courses':
      return courseLine(settings.courseOrg ?? '');
    case 'classes':
      return classLine;
    case 'users':
      return userLine(settings);
    case 'enrollments':
      return enrollmentLine;
    case 'demographics':
      return demographicsLine;
  }
}

const text = (value: unknown): string => csvCell(textOf(value));
const ref = (value: unknown): string => csvCell(refOf(value));
const refs = (value: unknown): string => csvCell(refsOf(value));
const list = (value: unknown): string => csvCell(listOf(value));

function orgLine({ name, type, identifier, parent }: JsonRecord): string {
  return `${text(name)},${text(type)},${text(identifier)},${ref(parent)}`;
}

function academicSessionLine(session: JsonRecord): string {
  const { title, type, startDate, endDate, parent, schoolYear } = session;
  return (
    `${text(title)},${text(type)},${text(startDate)},${text(endDate)},${ref(parent)},` +
    text(schoolYear)
  );
}

function courseLine(courseOrg: string): LineOf {
  return (course) => {
    const { schoolYear, title, courseCode, grades, org, subjects, subjectCodes } = course;
    return (
      `${ref(schoolYear)},${text(title)},${text(courseCode)},${list(grades)},` +
      `${csvCell(refOf(org) || courseOrg)},${list(subjects)},${list(subjectCodes)}`
    );
  };
}

function classLine(record: JsonRecord): string {
  const { title, grades, course, classCode, classType, location, school, terms } = record;
  return (
    `${text(title)},${list(grades)},${ref(course)},${text(classCode)},` +
    `${csvCell(textOf(classType) || 'scheduled')},${text(location)},${ref(school)},${refs(terms)},` +
    `${list(record.subjects)},${list(record.subjectCodes)},${list(record.periods)}`
  );
}

function enrollmentLine(enrollment: JsonRecord): string {
  const { class: ofClass, school, user, role, primary, beginDate, endDate } = enrollment;
  return (
    `${ref(ofClass)},${ref(school)},${ref(user)},${text(role)},${text(primary)},` +
    `${text(beginDate)},${text(endDate)}`
  );
}

function demographicsLine(record: JsonRecord): string {
  const sex = textOf(record.sex);
  // 1.2 has a word for "not known"; in a file that is an empty cell.
  const known = sex === 'unspecified' ? '' : sex;
  return (
    `${text(record.birthDate ?? record.birthdate)},${csvCell(known)},` +
    `${text(record.americanIndianOrAlaskaNative)},${text(record.asian)},` +
    `${text(record.blackOrAfricanAmerican)},${text(record.nativeHawaiianOrOtherPacificIslander)},` +
    `${text(record.white)},${text(record.demographicRaceTwoOrMoreRaces)},` +
    `${text(record.hispanicOrLatinoEthnicity)},${text(record.countryOfBirthCode)},` +
    `${text(record.stateOfBirthAbbreviation)},${text(record.cityOfBirth)},` +
    text(record.publicSchoolResidenceStatus)
  );
}
