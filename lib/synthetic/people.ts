/** One person at a time: students and the family they belong to, guardians, staff. */
import {
  baseCohortOf,
  childrenOfSeat,
  COHORTS,
  type DayState,
  type FamilyState,
  readFamily,
} from './day-state';
import { gradeLevel, type Layout, SECONDARY_SLOTS } from './layout';
import { COMMUNITIES, type Community, type NamePart, NICKNAMES } from './names';
import { at, hash, pick } from './random';

const FIRST_NUMBER = 1_000_000;
const REKEY_STEP = 300_000_000;

export interface Student {
  cohort: number;
  seat: number;
  grade: number;
  school: number;
  /** Which of the grade's sections, and where in its block, this student has. */
  position: number;
  /** Never changes, whatever the sourcedId does. */
  number: number;
  family: FamilyState;
  familyNumber: number;
}

export function emptyStudent(): Student {
  return {
    cohort: 0,
    seat: 0,
    grade: 0,
    school: 0,
    position: 0,
    number: 0,
    family: { isPresent: false, generation: 0, since: '' },
    familyNumber: 0,
  };
}

/** Finds who sits there; false when nobody does, or the school is not in the files. */
export function readStudent(state: DayState, cohort: number, seat: number, into: Student): boolean {
  const yearGroup = cohort - state.firstCohort;
  if (yearGroup < 0 || yearGroup >= COHORTS) return false;
  const { layout } = state;
  const base = baseCohortOf(cohort, childrenOfSeat(layout, seat));
  readFamily(state, base, seat, into.family);
  if (!into.family.isPresent) return false;
  placeStudent(state, cohort, seat, into);
  if (state.lostSchools.has(into.school)) return false;
  into.familyNumber = numberOf(state, base, seat, into.family.generation);
  return true;
}

/** Everything but the family, which must have been read. */
export function placeStudent(state: DayState, cohort: number, seat: number, into: Student): void {
  const { layout } = state;
  const grade = COHORTS - 1 - (cohort - state.firstCohort);
  const plan = layout.seatPlans[gradeLevel(grade)];
  const block = Math.floor(seat / layout.blockLength);
  const inBlock = seat - block * layout.blockLength;
  const school = plan.school[inBlock] ?? 0;
  const levelStart = at(layout.schools, school);
  into.cohort = cohort;
  into.seat = seat;
  into.grade = grade;
  into.school = school;
  into.position =
    block * (plan.perBlock[school - firstOfLevel(layout, levelStart.firstGrade)] ?? 0) +
    (plan.rank[inBlock] ?? 0);
  into.number = numberOf(state, cohort, seat, into.family.generation);
}

function firstOfLevel(layout: Layout, firstGrade: number): number {
  if (firstGrade === 0) return 0;
  const elementary = layout.seatPlans.elementary.perBlock.length;
  return firstGrade === 6 ? elementary : elementary + layout.seatPlans.middle.perBlock.length;
}

function numberOf(state: DayState, cohort: number, seat: number, generation: number): number {
  return (
    FIRST_NUMBER + generation * state.numbersPerGeneration + cohort * state.layout.seats + seat
  );
}

/** Re-keying turns the order round, so that no part of the id says who it was. */
export function studentId(state: DayState, number: number): string {
  return String(state.rekeys === 0 ? number : state.rekeys * REKEY_STEP + REKEY_STEP - 1 - number);
}

export function communityOf(layout: Layout, familyNumber: number): Community {
  const h = hash(layout.seed, 20, familyNumber);
  let i = 0;
  while (h >= at(layout.communityBounds, i)) i += 1;
  return at(COMMUNITIES, i);
}

export interface FullName {
  given: string;
  givenPlain: string;
  family: string;
  familyPlain: string;
}

/** Family name number 0 is the one the children have. */
export function familyName(community: Community, h: number, into: FullName): void {
  const first = pick(community.family, h);
  into.family = first.csv;
  into.familyPlain = first.plain;
  if (community.doubleFamilyName && (h >>> 20) % 10 < 4) {
    const second = pick(community.family, h >>> 9);
    into.family = `${first.csv} ${second.csv}`;
  }
}

export function givenName(
  community: Community,
  isFemale: boolean,
  h: number,
  into: FullName,
): void {
  const name: NamePart = pick(isFemale ? community.female : community.male, h);
  into.given = (h >>> 16) % 400 === 0 ? `"${name.csv} ""${pick(NICKNAMES, h >>> 4)}"""` : name.csv;
  into.givenPlain = name.plain;
}

/** How the schedule of a student differs from the plan, by slot. */
export interface Moves {
  readonly generation: Int32Array;
  readonly since: string[];
}

export function emptyMoves(): Moves {
  return {
    generation: new Int32Array(SECONDARY_SLOTS),
    since: Array<string>(SECONDARY_SLOTS).fill(''),
  };
}

/** In elementary school a move is to another homeroom, later it is two classes. */
export function readMoves(state: DayState, student: Student, into: Moves): void {
  into.generation.fill(0);
  const school = at(state.layout.schools, student.school);
  for (const churn of state.churns) {
    if (school.level === 'elementary' ? !churn.isThisYear : !churn.isThisTerm) continue;
    if (school.sections < 2) continue;
    const h = hash(churn.salt, 21, student.number);
    if (school.level === 'elementary') {
      if (h < churn.room) {
        for (let slot = 0; slot < school.slots; slot += 1) move(into, slot, churn.date);
      }
    } else if (h < churn.schedule) {
      const slot = hash(churn.salt, 22, student.number) % SECONDARY_SLOTS;
      move(into, slot, churn.date);
      move(into, (slot + 3) % SECONDARY_SLOTS, churn.date);
    }
  }
}

function move(moves: Moves, slot: number, date: string): void {
  moves.generation[slot] = (moves.generation[slot] ?? 0) + 1;
  moves.since[slot] = date;
}

export function sectionOf(position: number, sections: number, generation: number): number {
  return (position + generation) % sections;
}

/** How often the person in a staff position has been replaced, and when last. */
export interface StaffState {
  generation: number;
  since: string;
}

export function readStaff(state: DayState, position: number, into: StaffState): void {
  into.generation = 0;
  into.since = '';
  for (const churn of state.churns) {
    if (position === churn.teacherPosition || hash(churn.salt, 23, position) < churn.teacher) {
      into.generation += 1;
      into.since = churn.date;
    }
  }
}

export function staffId(state: DayState, position: number, generation: number): string {
  return `T${staffNumber(state, position, generation)}`;
}

export function staffNumber(state: DayState, position: number, generation: number): number {
  const step = state.layout.positions < 9000 ? 10_000 : 1_000_000;
  return step + generation * step + position;
}
