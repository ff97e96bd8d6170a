// What belongs to the chosen schools. Ids are remembered of what falls out, not of what stays: what points to a record that is
// nowhere in the files is left as it is, so that the check of the files tells it. What is decided here is only read.
import {
  cellOf,
  CLASS_COURSE,
  CLASS_SCHOOL,
  ENROLLMENT_CLASS,
  ENROLLMENT_USER,
  ID,
  isRemoval,
  keptText,
  listOfCell,
  ORG_PARENT,
  USER_AGENTS,
  USER_ORGS,
  USER_ROLE,
  type CsvRecord,
  type CsvSet,
} from './csv-set';
import type { StaffMerge } from './staff-merge';

const CONTACT_ROLES: ReadonlySet<string> = new Set(['guardian', 'parent', 'relative']);

export const isContact = (record: CsvRecord): boolean =>
  CONTACT_ROLES.has(cellOf(record, USER_ROLE));

export interface SchoolFilter {
  /** Chosen schools that are not in the files. */
  missing: string[];
  orgs: { isChosen(id: string): boolean; isLeftOut(id: string): boolean };
  leftOutClasses: ReadonlySet<string>;
  /** Courses of classes that stay, whichever org offers them. */
  courses: ReadonlySet<string>;
  /** Of students and staff; contacts are decided when their rows are written, and join it then. */
  leftOutPeople: Set<string>;
  /** Of each student who stays, a school that was chosen. */
  schoolOfStudent: ReadonlyMap<string, string>;
  /** Of each contact that such a student names, a school of the student. */
  schoolOfContact: ReadonlyMap<string, string>;
}

export async function findSchoolFilter(
  set: CsvSet,
  merge: StaffMerge,
  schools: readonly string[],
): Promise<SchoolFilter> {
  const orgs = await readOrgs(set, schools);
  const classes = await readClasses(set, orgs);
  const people = await readPeople(set, merge, orgs);
  // Those of a district office: whoever teaches at a chosen school stays.
  if (people.ofAncestorsOnly.size > 0) {
    for await (const records of set.records('enrollments'))
      for (const record of records) {
        if (isRemoval(record) || !classes.kept.has(cellOf(record, ENROLLMENT_CLASS))) continue;
        const user = cellOf(record, ENROLLMENT_USER);
        people.ofAncestorsOnly.delete(merge.keptIdOf.get(user) ?? user);
      }
    for (const id of people.ofAncestorsOnly) people.leftOut.add(id);
  }
  return {
    missing: orgs.missing,
    orgs,
    leftOutClasses: classes.leftOut,
    courses: classes.courses,
    leftOutPeople: people.leftOut,
    schoolOfStudent: people.schoolOfStudent,
    schoolOfContact: people.schoolOfContact,
  };
}

interface Orgs {
  missing: string[];
  isChosen(id: string): boolean;
  /** Neither chosen nor above a chosen school. */
  isLeftOut(id: string): boolean;
  /** An org above a chosen school. */
  isAncestor(id: string): boolean;
}

async function readOrgs(set: CsvSet, schools: readonly string[]): Promise<Orgs> {
  const parents = new Map<string, string>();
  for await (const records of set.records('orgs'))
    for (const record of records)
      if (!isRemoval(record))
        parents.set(keptText(cellOf(record, ID)), keptText(cellOf(record, ORG_PARENT)));
  const chosen = new Set(schools);
  const ancestors = new Set<string>();
  for (const school of schools)
    for (let org = parents.get(school) ?? ''; org !== '' && !ancestors.has(org);) {
      ancestors.add(org);
      org = parents.get(org) ?? '';
    }
  return {
    missing: schools.filter((school) => !parents.has(school)),
    isChosen: (id) => chosen.has(id),
    isAncestor: (id) => ancestors.has(id),
    isLeftOut: (id) => parents.has(id) && !chosen.has(id) && !ancestors.has(id),
  };
}

async function readClasses(set: CsvSet, orgs: Orgs) {
  const kept = new Set<string>();
  const leftOut = new Set<string>();
  const courses = new Set<string>();
  for await (const records of set.records('classes'))
    for (const record of records) {
      if (isRemoval(record)) continue;
      const id = keptText(cellOf(record, ID));
      if (id === '') continue;
      if (orgs.isChosen(cellOf(record, CLASS_SCHOOL))) {
        kept.add(id);
        courses.add(keptText(cellOf(record, CLASS_COURSE)));
      } else leftOut.add(id);
    }
  return { kept, leftOut, courses };
}

async function readPeople(set: CsvSet, merge: StaffMerge, orgs: Orgs) {
  const kept = new Set<string>();
  const leftOut = new Set<string>();
  const ofAncestorsOnly = new Set<string>();
  const schoolOfStudent = new Map<string, string>();
  const schoolOfContact = new Map<string, string>();
  for await (const records of set.records('users'))
    for (const row of records) {
      const record = isRemoval(row) || isContact(row) ? null : merge.mergedUser(row);
      if (!record) continue;
      const id = keptText(cellOf(record, ID));
      // Whose row it is nobody can say: it stays, so that its problem is told.
      if (id === '') continue;
      const orgIds = listOfCell(record, USER_ORGS);
      const school = orgIds.find(orgs.isChosen);
      if (school === undefined) {
        if (orgIds.some(orgs.isAncestor)) ofAncestorsOnly.add(id);
        else leftOut.add(id);
        continue;
      }
      kept.add(id);
      if (cellOf(record, USER_ROLE) === 'student') {
        const ofStudent = keptText(school);
        schoolOfStudent.set(id, ofStudent);
        for (const agent of listOfCell(record, USER_AGENTS))
          if (!schoolOfContact.has(agent)) schoolOfContact.set(keptText(agent), ofStudent);
      }
    }
  // Some systems list a person once for each school, with the same id: one of them stays, so all do, and the check of the
  // files tells that the id stands there twice.
  for (const id of kept) {
    leftOut.delete(id);
    ofAncestorsOnly.delete(id);
  }
  return { leftOut, ofAncestorsOnly, schoolOfStudent, schoolOfContact };
}
