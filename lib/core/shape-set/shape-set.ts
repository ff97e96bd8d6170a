// The whole set of a pull, once it is complete: staff who are listed several times become one, and what does not belong to the
// chosen schools falls out. Rows that fall out are in no file of the delivery, so that they leave the roster like rows that a
// district no longer sends: by the plan, with the circuit break before them. The kept pages still have them. Memory grows with
// ids, not with rows: the files are read twice. Changes alone cannot be shaped, since what they hang on is not in them: a
// connection with a choice of schools or a merge is fetched in full each time.
//
// Of the chosen schools stay
//   orgs           the schools themselves and the orgs above them
//   classes        of these schools
//   courses        of orgs that stay, and those of classes that stay
//   users          with a chosen school among their orgs; who is enrolled in a class that stays and belongs to an org above the
//                  schools; and contacts of a student who stays, named by either side. Orgs and agents that fell out are taken
//                  out of their lists
//   enrollments    of classes that stay, of users who stay
//   demographics   of users who stay
//   academicSessions   all: they are few, and schools share them
import { ONEROSTER_COLLECTIONS, type OneRosterCollection } from '../oneroster-json/collections';
import type { PullSettings } from '../pulls/pull-settings';
import {
  cellOf,
  CLASS_SCHOOL,
  COURSE_ORG,
  ENROLLMENT_CLASS,
  ENROLLMENT_USER,
  ID,
  isRemoval,
  keptText,
  listOfCell,
  USER_AGENTS,
  USER_ORGS,
  withCells,
  type CsvRecord,
  type CsvSet,
} from './csv-set';
import { findSchoolFilter, isContact, type SchoolFilter } from './school-filter';
import { findStaffMerge, type StaffMerge } from './staff-merge';

export interface ShapedCounts {
  /** Rows that belong to no chosen school, by collection. */
  leftOut: Record<OneRosterCollection, number>;
  /** Rows of staff that are part of another row now, and the rows that hung on them alone. */
  mergedStaffRows: number;
}

export interface ShapedSet {
  /** To be asked in load order, each to its end: what becomes of an enrollment follows from the users before it. */
  records(collection: OneRosterCollection): AsyncGenerator<CsvRecord[]>;
  /** Whole once all records were read. */
  counts: ShapedCounts;
  /** Schools that were chosen and are not in the files. */
  missingSchools: readonly string[];
}

export async function shapeSet(
  set: CsvSet,
  settings: Pick<PullSettings, 'schools' | 'mergeStaffBy'>,
): Promise<ShapedSet> {
  const merge = await findStaffMerge(set, settings.mergeStaffBy);
  const filter = settings.schools && (await findSchoolFilter(set, merge, settings.schools));
  const counts: ShapedCounts = {
    leftOut: {
      orgs: 0,
      academicSessions: 0,
      courses: 0,
      classes: 0,
      users: 0,
      enrollments: 0,
      demographics: 0,
    },
    mergedStaffRows: 0,
  };
  let next = 0;

  async function* records(collection: OneRosterCollection): AsyncGenerator<CsvRecord[]> {
    const place = ONEROSTER_COLLECTIONS.indexOf(collection);
    if (place < next) throw new Error(`${collection} was read before`);
    if (place > USERS && next <= USERS) throw new Error(`${collection} is read after users`);
    for await (const batch of set.records(collection)) {
      const kept: CsvRecord[] = [];
      for (const record of batch) {
        const merged = isRemoval(record) ? record : afterMerge(collection, record, merge);
        if (merged === null) {
          counts.mergedStaffRows += 1;
          continue;
        }
        const shaped =
          filter && !isRemoval(record) ? afterFilter(collection, merged, filter) : merged;
        if (shaped === null) counts.leftOut[collection] += 1;
        else kept.push(shaped);
      }
      if (kept.length > 0) yield kept;
    }
    next = place + 1;
  }

  return { records, counts, missingSchools: filter?.missing ?? [] };
}

const USERS = ONEROSTER_COLLECTIONS.indexOf('users');

function afterMerge(
  collection: OneRosterCollection,
  record: CsvRecord,
  merge: StaffMerge,
): CsvRecord | null {
  switch (collection) {
    case 'users':
      return merge.mergedUser(record);
    case 'enrollments': {
      const kept = merge.keptIdOf.get(cellOf(record, ENROLLMENT_USER));
      return kept === undefined ? record : withCells(record, [[ENROLLMENT_USER, kept]]);
    }
    case 'demographics':
      return merge.keptIdOf.has(cellOf(record, ID)) ? null : record;
    default:
      return record;
  }
}

function afterFilter(
  collection: OneRosterCollection,
  record: CsvRecord,
  filter: SchoolFilter,
): CsvRecord | null {
  const { orgs, leftOutClasses, leftOutPeople, courses } = filter;
  const keptIf = (isKept: boolean): CsvRecord | null => (isKept ? record : null);
  switch (collection) {
    case 'orgs':
      return keptIf(!orgs.isLeftOut(cellOf(record, ID)));
    case 'academicSessions':
      return record;
    case 'courses':
      return keptIf(!orgs.isLeftOut(cellOf(record, COURSE_ORG)) || courses.has(cellOf(record, ID)));
    case 'classes':
      return keptIf(orgs.isChosen(cellOf(record, CLASS_SCHOOL)));
    case 'users':
      return userAfterFilter(record, filter);
    case 'enrollments':
      return keptIf(
        !leftOutClasses.has(cellOf(record, ENROLLMENT_CLASS)) &&
          !leftOutPeople.has(cellOf(record, ENROLLMENT_USER)),
      );
    case 'demographics':
      return keptIf(!leftOutPeople.has(cellOf(record, ID)));
  }
}

function userAfterFilter(record: CsvRecord, filter: SchoolFilter): CsvRecord | null {
  const { orgs, leftOutPeople, schoolOfStudent, schoolOfContact } = filter;
  const id = cellOf(record, ID);
  const agents = listOfCell(record, USER_AGENTS);
  const orgIds = listOfCell(record, USER_ORGS);
  const keptOrgs = orgIds.filter((org) => !orgs.isLeftOut(org));
  if (isContact(record)) {
    const school =
      schoolOfContact.get(id) ??
      agents.map((agent) => schoolOfStudent.get(agent)).find((found) => found !== undefined);
    if (school === undefined && !orgIds.some(orgs.isChosen)) {
      if (id === '') return record;
      leftOutPeople.add(keptText(id));
      return null;
    }
    // A contact who belongs to another child's school alone belongs to that of the child who stays.
    if (keptOrgs.length === 0 && school !== undefined) keptOrgs.push(school);
  } else if (leftOutPeople.has(id)) return null;

  const keptAgents = agents.filter((agent) => !leftOutPeople.has(agent));
  const isWhole =
    keptAgents.length === agents.length && orgIds.every((org) => keptOrgs.includes(org));
  if (isWhole) return record;
  return withCells(record, [
    [USER_ORGS, keptOrgs.join(',')],
    [USER_AGENTS, keptAgents.join(',')],
  ]);
}
