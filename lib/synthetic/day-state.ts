/** The list of changes of a day, read once into what the rows ask about. */
import {
  type DataFile,
  type Day,
  type DatedChange,
  firstDayOfYear,
  MAX_PROMOTIONS,
  SEMESTER_DAYS,
} from './district';
import { cohortSize, type Layout, planLayout } from './layout';
import { addDays } from './plain-date';
import { hash, threshold } from './random';

/** Cohorts count upwards from the oldest; room below is for older brothers and sisters. */
export const FIRST_COHORT = 12;
export const COHORTS = 13;
const LAST_COHORT = FIRST_COHORT + MAX_PROMOTIONS + COHORTS;

export interface Churn {
  readonly salt: number;
  readonly date: string;
  /** After the last promotion; after the last change of classes. */
  readonly isThisYear: boolean;
  readonly isThisTerm: boolean;
  readonly leave: number;
  readonly arrive: number;
  readonly contact: number;
  readonly room: number;
  readonly schedule: number;
  readonly ell: number;
  readonly teacher: number;
  readonly teacherPosition: number;
}

export interface DayState {
  readonly layout: Layout;
  readonly date: string;
  readonly promotions: number;
  readonly schoolYear: number;
  readonly term: 1 | 2;
  readonly firstCohort: number;
  readonly yearStart: string;
  readonly semesterStart: string;
  readonly yearEnd: string;
  readonly churns: readonly Churn[];
  readonly rekeys: number;
  readonly lostSchools: ReadonlySet<number>;
  readonly orgId: (schoolSourcedId: string) => string;
  /** Numbers of two generations of one seat never meet. */
  readonly numbersPerGeneration: number;
  readonly isReordered: boolean;
  readonly truncatedShare: number | null;
  readonly renamedHeader: { readonly from: string; readonly to: string } | null;
  readonly hasEmptyUsers: boolean;
  readonly missingFile: DataFile | null;
}

export function readDay(day: Day): DayState {
  const layout = planLayout(day);
  const { changes } = day;
  const promotions = count(changes, 'promotion');
  if (promotions > MAX_PROMOTIONS)
    throw new RangeError(`A district lives for ${MAX_PROMOTIONS} promotions`);
  const lastPromotion = changes.findLastIndex((change) => change.kind === 'promotion');
  const lastTermChange = changes.findLastIndex((change) => change.kind === 'termChange');
  const termChanges = count(changes.slice(lastPromotion + 1), 'termChange');
  if (termChanges > 1)
    throw new RangeError('After the second semester comes a promotion, not another term change');
  const lastRepair = changes.findLastIndex((change) => change.kind === 'repaired');
  const standing = changes.slice(lastRepair + 1);
  const today = changes.at(-1);
  const yearStart = firstDayOfYear(day, promotions);
  return {
    layout,
    date: day.date,
    promotions,
    schoolYear: day.options.schoolYear + promotions,
    term: termChanges === 0 ? 1 : 2,
    firstCohort: FIRST_COHORT + promotions,
    yearStart,
    semesterStart: addDays(yearStart, SEMESTER_DAYS),
    yearEnd: addDays(yearStart, 299),
    churns: changes.flatMap((change, i) =>
      change.kind === 'churn'
        ? [
            planChurn(
              layout,
              change,
              i,
              i > lastPromotion,
              i > Math.max(lastPromotion, lastTermChange),
            ),
          ]
        : [],
    ),
    rekeys: count(changes, 'rekeyed'),
    lostSchools: new Set(
      standing.flatMap((change) =>
        change.kind === 'lostSchool' ? [lostSchool(layout, change.schoolSourcedId)] : [],
      ),
    ),
    orgId: standing.some((change) => change.kind === 'lostLeadingZeros')
      ? (id) => id.replace(/^0+/, '')
      : (id) => id,
    numbersPerGeneration: LAST_COHORT * layout.seats,
    isReordered: today?.kind === 'reordered',
    truncatedShare: today?.kind === 'truncated' ? (today.share ?? 0.6) : null,
    renamedHeader:
      today?.kind === 'headerDrift'
        ? { from: today.column ?? 'familyName', to: today.renamedTo ?? 'lastName' }
        : null,
    hasEmptyUsers: today?.kind === 'emptyUsers',
    missingFile: today?.kind === 'missingFile' ? (today.file ?? 'enrollments') : null,
  };
}

function count(changes: readonly DatedChange[], kind: DatedChange['kind']): number {
  return changes.filter((change) => change.kind === kind).length;
}

/**
 * The rates add up to the share: of the people, 0.15 leave, 0.15 arrive, the rest is contacts whose
 * phone or mail is another one; of the enrollments, 0.15 go, 0.15 come, 0.7 are moves, each of which
 * ends one enrollment and begins another.
 */
function planChurn(
  layout: Layout,
  change: Extract<DatedChange, { kind: 'churn' }>,
  index: number,
  isThisYear: boolean,
  isThisTerm: boolean,
): Churn {
  const share = change.share ?? 0.01;
  const salt = hash(layout.seed, 10, index);
  return {
    salt,
    date: change.date,
    isThisYear,
    isThisTerm,
    leave: threshold(0.15 * share),
    arrive: threshold(3.75 * share),
    contact: threshold(1.1 * share),
    room: threshold(0.35 * share),
    schedule: threshold(1.4 * share),
    ell: threshold(0.1 * share),
    teacher: threshold(0.3 * share),
    teacherPosition: share > 0 ? hash(salt, 11, 0) % layout.positions : -1,
  };
}

function lostSchool(layout: Layout, sourcedId: string | undefined): number {
  if (sourcedId === undefined) return hash(layout.seed, 12, 0) % layout.schools.length;
  const school = layout.schools.find((candidate) => candidate.sourcedId === sourcedId);
  if (!school) throw new RangeError(`No school ${sourcedId} in this district`);
  return school.index;
}

/** What a family seat holds: nobody, or its n-th family since a date. */
export interface FamilyState {
  isPresent: boolean;
  generation: number;
  /** Date of arrival; empty for a family that was there on Day 0. */
  since: string;
}

/** Reads into a record that is used again: this is asked millions of times. */
export function readFamily(
  state: DayState,
  baseCohort: number,
  seat: number,
  into: FamilyState,
): void {
  const { layout } = state;
  into.isPresent =
    seat < layout.takenSeats ||
    (seat === layout.takenSeats && cohortSize(layout, baseCohort) > layout.takenSeats);
  into.generation = 0;
  into.since = '';
  const family = baseCohort * layout.seats + seat;
  for (const churn of state.churns) {
    const h = hash(churn.salt, 13, family);
    if (into.isPresent) {
      if (h < churn.leave) into.isPresent = false;
    } else if (h < churn.arrive) {
      into.isPresent = true;
      into.generation += 1;
      into.since = churn.date;
    }
  }
}

const CHILDREN_PATTERN = [1, 2, 3, 1, 2, 1, 2, 3, 1, 2] as const;

/** Children of the families that have this seat. The odd seat out has no brothers and sisters. */
export function childrenOfSeat(layout: Layout, seat: number): 1 | 2 | 3 {
  if (seat === layout.takenSeats) return 1;
  return CHILDREN_PATTERN[seat % 10] ?? 1;
}

/** Brothers and sisters are two school years apart; the oldest one's cohort names the family. */
export function baseCohortOf(cohort: number, children: 1 | 2 | 3): number {
  if (children === 1) return cohort;
  return cohort - (children === 2 ? (cohort % 4 < 2 ? 0 : 2) : (cohort % 6) - (cohort % 2));
}
