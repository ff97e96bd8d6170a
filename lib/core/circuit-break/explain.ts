import { changeWords, type CountedEntity } from '../change/change';
import { entityWord, entityWords } from '../format/entity-words';
import { formatNumber, formatPercent } from '../format/numbers';
import { onboardingRuleId, trippedRules, type Trip, type Verdict } from './evaluate';

/** Gives a school's name for a sentence; the rules only know its id. */
export type SchoolName = (schoolSourcedId: string) => string;

/** One sentence for the top of a review: the gravest reason, with its numbers and its limit. */
export function explainVerdict(verdict: Verdict, schoolName: SchoolName): string {
  const gravest = byGravity(trippedRules(verdict))[0];
  return gravest ? explainTrip(gravest, schoolName) : 'Every limit was kept.';
}

/** "1,284 of 12,310 students would be removed, 10.4 %. The limit is 5 %." */
export function explainTrip(trip: Trip, schoolName: SchoolName): string {
  if (trip.ruleId === onboardingRuleId) {
    return 'This is the first roster of this district, so a person looks at it before it is applied.';
  }
  return [observed(trip, schoolName), limitReached(trip)].filter(Boolean).join(' ');
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
  const { changeCount, baselineCount, percent } = trip;
  const place =
    trip.scope.kind === 'school' ? `At ${schoolName(trip.scope.schoolSourcedId)}, ` : '';
  const noun = trip.entity ? entityWords[trip.entity].many : 'records';
  const happens = trip.changeType ? changeWords[trip.changeType].wouldBe : 'would change';
  if (trip.changeType === 'REMOVE' && changeCount === baselineCount) {
    const all = `all ${formatNumber(baselineCount)} ${noun} ${happens}.`;
    return place ? `${place}${all}` : `A${all.slice(1)}`;
  }
  const counted = `${formatNumber(changeCount)} of ${formatNumber(baselineCount)} ${noun}`;
  return `${place}${counted} ${happens}${percent === null ? '' : `, ${formatPercent(percent)}`}.`;
}

function limitReached(trip: Trip): string | null {
  const { changeCount, limitPercent, limitCount, limitCap, entity } = trip;
  if (limitCap !== null && changeCount >= limitCap) return limitInRows(limitCap, entity);
  if (limitPercent !== null) return `The limit is ${formatPercent(limitPercent)}.`;
  return limitCount === null ? null : limitInRows(limitCount, entity);
}

function limitInRows(limit: number, entity: CountedEntity | null): string {
  const noun = entity ? entityWord(entity, limit) : 'records';
  return `The limit is ${formatNumber(limit)} ${noun}.`;
}
