import { changeLabels, type CountedEntity } from '../change/change';
import { entityNoun, entityNouns } from '../change/entity-nouns';
import { formatNumber, formatPercent, formatPoints, formatShare, plural } from '../format/numbers';
import { situations, type Situation, type Trip } from './evaluate';
import type { MeasureName, WatchGroup } from './rules';

/** Gives a school's name for a sentence; the rules only know its id. */
export type SchoolName = (schoolSourcedId: string) => string;

/** "1,284 of 12,310 students would be removed, 10.4 %. The limit is 5 %." */
export function explainTrip(trip: Trip, schoolName: SchoolName): string {
  const seen = explainSeen(trip, schoolName);
  if (isSituation(trip)) return seen;
  const limit = isOfNothing(trip) ? ofNothingHeld : limitReached(trip);
  return limit === null ? seen : `${seen} ${limit}`;
}

/** The same without the limit, for where the limit stands beside it. */
export function explainSeen(trip: Trip, schoolName: SchoolName): string {
  const situation = situations.find((each) => each === trip.ruleId);
  if (situation) return situationSentences[situation];
  if (isOfNothing(trip)) return ofNothing(trip, schoolName);
  const across = acrossSentences[trip.ruleId.split('.')[0] as MeasureName];
  return across ? across(trip, schoolName) : observed(trip, schoolName);
}

/** "Held at 5 % or more, and at least 25 students.": of several limits of one rule, the one that was reached. */
export function explainLimit(trip: Trip): string {
  const { ruleId, limitPercent, limitCount, limitCap, changeCount, percent } = trip;
  if (isSituation(trip)) return 'Always held.';
  if (isOfNothing(trip)) return ofNothingHeld;
  if (ruleId === 'newSchoolGate') return 'Held when a check fails.';
  if (ruleId === 'school.noStudents') return 'Held when no student is left.';
  if (ruleId === 'expectedCount') return `Held above ${formatPercent(limitPercent)}.`;
  const isByShare = changeCount >= (limitCount ?? 0) && (percent ?? 0) >= (limitPercent ?? 0);
  if (!limitPercent || (limitCap !== null && !isByShare)) {
    const fewest = isByShare ? Math.min(limitCount ?? Infinity, limitCap ?? Infinity) : limitCap;
    if (fewest === null || !Number.isFinite(fewest)) return 'Always held.';
    return fewest <= 1 ? 'Held at the first one.' : `Held at ${counted(trip, fewest)} or more.`;
  }
  const share =
    ruleId === 'reachability'
      ? `${formatPoints(limitPercent)} percentage points`
      : formatPercent(limitPercent);
  const least =
    limitCount !== null && limitCount > 1 ? `, and at least ${counted(trip, limitCount)}` : '';
  return `Held at ${share} or more${least}.`;
}

/** The share of the baseline, in percent, at which a rule holds: where its mark stands on a bar. */
export function limitShare(
  { limitPercent, limitCount, limitCap }: Pick<Trip, 'limitPercent' | 'limitCount' | 'limitCap'>,
  baseline: number,
): number | null {
  if (baseline <= 0) return null;
  const shareOf = (count: number) => (count * 100) / baseline;
  const both = Math.max(limitPercent ?? 0, shareOf(limitCount ?? 0));
  const cap = limitCap === null ? Infinity : shareOf(limitCap);
  const at = Math.min(both > 0 ? both : Infinity, cap);
  return Number.isFinite(at) ? at : null;
}

const isSituation = ({ ruleId }: Trip) => situations.some((each) => each === ruleId);

const isOfNothing = ({ ruleId, baselineCount }: Trip) =>
  baselineCount === 0 && !hasOwnBase.has(ruleId);

const ofNothingHeld = 'There is nothing to compare with, so it is held for review.';

function counted({ ruleId, subject, entity }: Trip, count: number): string {
  if (ruleId === 'idUsedAgain') return plural(count, 'id');
  if (subject?.endsWith('.csv')) return plural(count, 'row');
  if (ruleId === 'reachability') return plural(count, 'student');
  return entity ? `${formatNumber(count)} ${entityNoun(entity, count)}` : plural(count, 'record');
}

/** Whose names the sentences need. */
export function schoolsOf(trips: readonly Pick<Trip, 'scope'>[]): string[] {
  return trips.flatMap(({ scope }) => (scope.kind === 'school' ? [scope.schoolSourcedId] : []));
}

/** Their base is no number of records, or they need none. */
const hasOwnBase: ReadonlySet<string> = new Set(['manyContacts', 'newSchoolGate', 'expectedCount']);

/** What happens where nothing was before: "3 of 0" would be no sentence. */
function ofNothing(trip: Trip, schoolName: SchoolName): string {
  const { changeCount, entity } = trip;
  const place =
    trip.scope.kind === 'school' ? `At ${schoolName(trip.scope.schoolSourcedId)}, ` : '';
  if (trip.subject?.endsWith('.csv'))
    return `${trip.subject}: ${plural(changeCount, 'row')} where the live roster has none.`;
  const noun = entity ? entityNoun(entity, changeCount) : changeCount === 1 ? 'record' : 'records';
  const known =
    trip.ruleId === 'reachability'
      ? 'would have no contact with a phone or email address'
      : happensTo(trip);
  return `${place}${formatNumber(changeCount)} ${noun} ${known}, where the live roster has none.`;
}

const situationSentences: Record<Situation, string> = {
  onboarding: 'This is the district’s first roster, so it is reviewed before it is applied.',
  resume: 'These are the first files after a pause or a long gap, so they are reviewed once.',
  newSource:
    'This is the first update through another connection than the one that brought the live roster, so it is reviewed once.',
};

const manyOf = ({ entity }: Trip) => (entity ? entityNouns[entity].many : 'records');

const rowsOf = (trip: Trip, verb: string) =>
  `${formatNumber(trip.changeCount)} of ${formatNumber(trip.baselineCount)} rows of ${trip.subject ?? 'a file'} ${verb}${share(trip)}.`;

const share = ({ percent, limitPercent: limit }: Trip) =>
  percent === null ? '' : `, ${formatPercent(percent, { limit })}`;

const fieldNouns: Readonly<Record<string, string>> = {
  phone: 'a phone number',
  sms: 'a number for text messages',
  email: 'an email address',
  language_code: 'a language',
  grades: 'a grade',
  identifier: 'an identifier',
  begin_date: 'a begin date',
  end_date: 'an end date',
  birth_date: 'a birth date',
};

/** Rules that look across entities speak of what they counted. */
const acrossSentences: Record<MeasureName, (trip: Trip, schoolName: SchoolName) => string> = {
  reachability: ({ changeCount, baselineCount, percent, limitPercent: limit }) =>
    `${plural(changeCount, 'student')} more, of ${formatNumber(baselineCount)}, would have no contact with a phone or email address; the share who have one drops by ${formatPoints(percent, { limit })} percentage points.`,
  blankOut: (trip) =>
    `${formatNumber(trip.changeCount)} of ${formatNumber(trip.baselineCount)} ${manyOf(trip)} who have ${fieldNouns[trip.subject ?? ''] ?? trip.subject} would lose it${share(trip)}.`,
  rekey: (trip) =>
    `${formatNumber(trip.changeCount)} of ${formatNumber(trip.baselineCount)} ${manyOf(trip)} would be removed and added again under a different id${share(trip)}.`,
  idUsedAgain: ({ changeCount }) =>
    changeCount === 1
      ? '1 id of a former student would be reused for someone else, judging by name and birth date.'
      : `${formatNumber(changeCount)} ids of former students would be reused for someone else, judging by name and birth date.`,
  allRemovals: ({ changeCount, baselineCount }) =>
    `${formatShare(changeCount, baselineCount, 'records of all kinds would be removed')}.`,
  fileShrunk: (trip) =>
    `${trip.subject} has ${plural(trip.changeCount, 'row')} fewer than the ${formatNumber(trip.baselineCount)} of the live roster${share(trip)}.`,
  fileGrown: (trip) =>
    `${trip.subject} has ${plural(trip.changeCount, 'row')} more than the ${formatNumber(trip.baselineCount)} of the live roster${share(trip)}.`,
  invalidRows: (trip) => rowsOf(trip, 'cannot be used'),
  duplicates: (trip) => rowsOf(trip, 'repeat the id of another row'),
  dangling: (trip) => rowsOf(trip, 'name a missing record'),
  manyContacts: ({ changeCount }) =>
    `${plural(changeCount, 'student')} would have six or more contacts.`,
  expectedCount: (trip) =>
    `${formatNumber(trip.baselineCount)} ${manyOf(trip)} were announced; the result would be off by ${formatNumber(trip.changeCount)}${share(trip)}.`,
  newSchoolGate: (trip, schoolName) => {
    const school = trip.scope.kind === 'school' ? schoolName(trip.scope.schoolSourcedId) : '';
    return `${school} is new and fails ${formatNumber(trip.changeCount)} of ${plural(trip.baselineCount, 'check')} of a first roster.`;
  },
};

const watchLabels: Record<WatchGroup, string> = {
  idOrType: 'would change type or identifier',
  currentDates: 'would start or stop covering today',
  anyField: 'would be changed',
  schoolTermCourse: 'would change school, term or course',
  schoolGradeIdentifier: 'would change school, grade or identifier',
  roleMail: 'would change role or email address',
  phoneMail: 'would change phone or email address',
  languageBlanked: 'with a home language would lose it',
  languageReplaced: 'with a home language would get a different one',
  roleDates: 'would change role or dates',
  primaryFlag: 'would change who is primary',
  name: 'would get a name that differs in more than spelling',
  birthDate: 'would get a different birth date',
  mail: 'would change their email address',
  username: 'would change their user name',
  nameAndBirthDate: 'would get a different name and birth date: these may be different children',
};

function happensTo({ ruleId, changeType }: Trip): string {
  const watch = ruleId.split('.')[2];
  const words = Object.entries(watchLabels).find(([name]) => name === watch)?.[1];
  return words ?? (changeType ? changeLabels[changeType].wouldBe : 'would change');
}

/** District before school, then the larger share, then the larger number. */
export function byGravity(trips: readonly Trip[]): Trip[] {
  const schoolLast = (trip: Trip) => (trip.scope.kind === 'school' ? 1 : 0);
  return [...trips].sort(
    (a, b) =>
      schoolLast(a) - schoolLast(b) ||
      (b.percent ?? 0) - (a.percent ?? 0) ||
      b.changeCount - a.changeCount,
  );
}

function observed(trip: Trip, schoolName: SchoolName): string {
  const { changeCount, baselineCount } = trip;
  const place =
    trip.scope.kind === 'school' ? `At ${schoolName(trip.scope.schoolSourcedId)}, ` : '';
  const noun = trip.entity ? entityNouns[trip.entity].many : 'records';
  const happens = happensTo(trip);
  if (trip.changeType === 'REMOVE' && changeCount === baselineCount) {
    const all = `all ${formatNumber(baselineCount)} ${noun} ${happens}.`;
    return place ? `${place}${all}` : `A${all.slice(1)}`;
  }
  const counted = `${formatNumber(changeCount)} of ${formatNumber(baselineCount)} ${noun}`;
  return `${place}${counted} ${happens}${share(trip)}.`;
}

function limitReached(trip: Trip): string | null {
  const { changeCount, limitPercent, limitCount, limitCap, entity } = trip;
  if (trip.ruleId === 'newSchoolGate') return null;
  if (trip.ruleId === 'reachability' && limitPercent !== null)
    return `The limit is ${formatPoints(limitPercent)} percentage points.`;
  if (limitCap !== null && changeCount >= limitCap) return limitInRows(limitCap, entity);
  if (limitPercent !== null)
    return limitCount !== null && decidesCount(trip, limitCount, limitPercent)
      ? `The limit is ${counted(trip, limitCount)} (${formatPercent(limitPercent)}, but at least ${formatNumber(limitCount)}).`
      : `The limit is ${formatPercent(limitPercent)}.`;
  return limitCount === null ? null : limitInRows(limitCount, entity);
}

/** In a small district the least number that counts is more than the share. */
const decidesCount = ({ baselineCount }: Trip, limitCount: number, limitPercent: number): boolean =>
  baselineCount > 0 && (limitCount * 100) / baselineCount > limitPercent;

function limitInRows(limit: number, entity: CountedEntity | null): string {
  const noun = entity ? entityNoun(entity, limit) : 'records';
  return `The limit is ${formatNumber(limit)} ${noun}.`;
}
