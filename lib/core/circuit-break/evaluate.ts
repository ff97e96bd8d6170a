import { changeActions, type ChangeAction, type CountedEntity } from '../change/change';
import { percentOf } from '../format/numbers';
import { applyProfile, type Profile } from './profiles';
import type { Effect, MeasureName, Rule, RuleChangeType, WatchGroup } from './rules';

/**
 * How many records of one entity a plan touches, beside the active baseline records. A record that
 * goes because its user, class or school goes is already left out here: it counts once, at the parent.
 */
export type EntityCounts = {
  readonly baseline: number;
  readonly changes: Readonly<Partial<Record<ChangeAction, number>>>;
  /** For rules on watched fields or a part of the rows: their own base and count. */
  readonly watched?: Readonly<
    Partial<Record<WatchGroup | 'coversToday', { baseline: number; count: number }>>
  >;
  /** People who stay and change their school: for the school they leave, and the one they come to. */
  readonly movedOut?: number;
  readonly movedIn?: number;
};

export type ScopeCounts = Readonly<Partial<Record<CountedEntity, EntityCounts>>>;

/** Something counted that is not the changes of one entity. */
export type Measured = {
  readonly measure: MeasureName;
  /** The field or file, where one rule looks at several. */
  readonly subject?: string;
  readonly entity?: CountedEntity;
  readonly changeType?: RuleChangeType;
  readonly baseline: number;
  readonly count: number;
  /** In points, where the share is not `count` of `baseline`. */
  readonly percent?: number;
  /** What `count` is off by, where two counts of one base are two findings. */
  readonly side?: 'above' | 'below';
  /** A person let exactly this through, and it did not change: it holds nothing. See accepted-findings. */
  readonly isAccepted?: boolean;
};

/** Why a plan waits for a person whatever its size. */
export const situations = ['onboarding', 'resume', 'newSource'] as const;

export type Situation = (typeof situations)[number];

export type SchoolCounts = {
  readonly schoolSourcedId: string;
  readonly counts: ScopeCounts;
  readonly measures?: readonly Measured[];
  /** Appears with this plan: it has no baseline, so nothing is added beyond a share of it. */
  readonly isNew?: boolean;
};

export type PlanCounts = {
  /** Nothing was ever applied for this connection. */
  readonly isFirstRun: boolean;
  readonly district: ScopeCounts;
  readonly schools: readonly SchoolCounts[];
  readonly measures?: readonly Measured[];
  readonly situations?: readonly Situation[];
};

export type TripScope =
  { readonly kind: 'district' } | { readonly kind: 'school'; readonly schoolSourcedId: string };

/** One rule looked at in one scope, with the limits that really applied there. */
export type Trip = {
  readonly ruleId: string;
  readonly profileId: string;
  readonly scope: TripScope;
  /** Null for a reason that is not about one entity: the onboarding review. */
  readonly entity: CountedEntity | null;
  readonly changeType: RuleChangeType | null;
  readonly subject?: string;
  readonly baselineCount: number;
  readonly changeCount: number;
  readonly percent: number | null;
  readonly limitPercent: number | null;
  readonly limitCount: number | null;
  readonly limitCap: number | null;
  readonly effect: Effect;
  readonly isNeverRelaxed?: boolean;
  /** At its limit, and let through before. */
  readonly isAccepted?: boolean;
  /** Reached its limit, whatever the effect. */
  readonly tripped: boolean;
};

export type Verdict = {
  /** `invalid`: nothing a person could approve; new files are needed. */
  readonly outcome: 'pass' | 'hold' | 'invalid';
  readonly profileId: string;
  /** Every rule looked at, tripped or not: this is what is stored and explained. */
  readonly trips: readonly Trip[];
};

const smallBaselineRows = 100;
const smallBaselineMinimum = 3;

/**
 * Decides whether a plan may be applied without a person. Looks at every rule in the district and again
 * in each school; a school where nothing changed for a rule leaves no trip. Touches nothing.
 */
export function evaluate(counts: PlanCounts, rules: readonly Rule[], profile: Profile): Verdict {
  const bent = rules.map((rule) => applyProfile(rule, profile));
  // Without a baseline a percentage means nothing: a person looks at the first roster, whatever its size.
  const inForce = counts.isFirstRun ? bent.filter(({ measure }) => measure) : bent;
  const happening = new Set(counts.situations);
  if (counts.isFirstRun) happening.add('onboarding');
  const trips = [
    ...situations
      .filter((situation) => happening.has(situation))
      .map((situation) => situationTrip(situation, counts)),
    ...inForce.flatMap((rule) => [...inDistrict(rule, counts), ...inSchools(rule, counts)]),
  ].map((trip) => ({ ...trip, profileId: profile.id }));
  return { outcome: outcomeOf(trips), profileId: profile.id, trips };
}

/** The trips that stopped the plan. */
export function trippedRules(verdict: Verdict): Trip[] {
  return verdict.trips.filter((trip) => trip.tripped && trip.effect !== 'warn');
}

/** Whether numbers that were kept reach a rule as it is now: the simulator asks this of the past. */
export function judge(
  rule: Rule,
  { baseline, count, percent }: { baseline: number; count: number; percent?: number | null },
): Pick<Trip, 'limitPercent' | 'limitCount' | 'limitCap'> & { isReached: boolean } {
  const applied = limitsFor(rule, baseline);
  return { ...applied, isReached: count > 0 && reaches(rule, applied, baseline, count, percent) };
}

type UnlabelledTrip = Omit<Trip, 'profileId'>;

function outcomeOf(trips: readonly Trip[]): Verdict['outcome'] {
  const effects = new Set(trips.filter(({ tripped }) => tripped).map(({ effect }) => effect));
  if (effects.has('invalid')) return 'invalid';
  return effects.has('hold') ? 'hold' : 'pass';
}

function situationTrip(situation: Situation, { district }: PlanCounts): UnlabelledTrip {
  const total = Object.values(district).reduce(
    (sum, { changes }) => sum + Object.values(changes).reduce((all, count) => all + count, 0),
    0,
  );
  return {
    ruleId: situation,
    scope: { kind: 'district' },
    entity: null,
    changeType: null,
    baselineCount: 0,
    changeCount: total,
    percent: null,
    limitPercent: null,
    limitCount: null,
    limitCap: null,
    effect: 'hold',
    tripped: true,
  };
}

function inDistrict(rule: Rule, counts: PlanCounts): UnlabelledTrip[] {
  if (!rule.scopes.includes('district')) return [];
  return tripsOf(rule, { kind: 'district' }, counts.district, counts.measures ?? []);
}

function inSchools(rule: Rule, counts: PlanCounts): UnlabelledTrip[] {
  if (!rule.scopes.includes('school')) return [];
  return counts.schools
    .filter(({ isNew }) => !(isNew && rule.changeType === 'ADD'))
    .flatMap(({ schoolSourcedId, counts: school, measures }) =>
      tripsOf(rule, { kind: 'school', schoolSourcedId }, school, measures ?? []),
    )
    .filter(({ changeCount }) => changeCount > 0);
}

function tripsOf(
  rule: Rule,
  scope: TripScope,
  counts: ScopeCounts,
  measures: readonly Measured[],
): UnlabelledTrip[] {
  if (rule.measure) {
    return measures
      .filter(({ measure }) => measure === rule.measure)
      .map((measured) => tripOf(rule, scope, measured));
  }
  const entityCounts = rule.entity ? counts[rule.entity] : undefined;
  const measured = entityCounts && measureOf(rule, entityCounts);
  if (!entityCounts || !measured) return [];
  if (!rule.tripsAtZeroLeft) return [tripOf(rule, scope, measured)];
  const count = measured.count + (entityCounts.movedOut ?? 0);
  const trip = tripOf(rule, scope, { ...measured, count });
  return [{ ...trip, tripped: leavesNobody(entityCounts) }];
}

function tripOf(rule: Rule, scope: TripScope, measured: Omit<Measured, 'measure'>): UnlabelledTrip {
  const { baseline, count, subject } = measured;
  const percent = measured.percent ?? percentOf(count, baseline);
  const { isReached, ...applied } = judge(rule, measured);
  // What nobody could approve was accepted by nobody.
  const isAccepted = isReached && measured.isAccepted === true && rule.effect === 'hold';
  return {
    ruleId: rule.id,
    scope,
    entity: rule.entity ?? measured.entity ?? null,
    changeType: rule.changeType ?? measured.changeType ?? null,
    ...(subject === undefined ? {} : { subject }),
    baselineCount: baseline,
    changeCount: count,
    percent,
    ...applied,
    effect: rule.effect,
    ...(rule.isNeverRelaxed ? { isNeverRelaxed: true } : {}),
    ...(isAccepted ? { isAccepted } : {}),
    tripped: isReached && !isAccepted,
  };
}

function measureOf(rule: Rule, counts: EntityCounts): { baseline: number; count: number } | null {
  const part = rule.watch ?? rule.only;
  if (part) return counts.watched?.[part] ?? null;
  const actions = changeActions.filter(
    (action) =>
      action === rule.changeType || (action === 'REACTIVATE' && rule.changeType === 'ADD'),
  );
  const count = actions.reduce((sum, action) => sum + (counts.changes[action] ?? 0), 0);
  return { baseline: counts.baseline, count };
}

type AppliedLimits = Pick<Trip, 'limitPercent' | 'limitCount' | 'limitCap'>;

/**
 * Under 100 rows a percentage is noise: the count alone decides, at most half the rows and at least 3,
 * so that a school of twelve staff is guarded too.
 */
function limitsFor(rule: Rule, baseline: number): AppliedLimits {
  const { limitPercent, limitCount, limitCap } = rule;
  if (
    limitCount === null ||
    baseline >= smallBaselineRows ||
    rule.smallBaseline === 'same-limits'
  ) {
    return { limitPercent, limitCount, limitCap };
  }
  const half = Math.max(smallBaselineMinimum, Math.ceil(baseline / 2));
  return { limitPercent: null, limitCount: Math.min(limitCount, half), limitCap };
}

function reaches(
  rule: Rule,
  { limitPercent, limitCount, limitCap }: AppliedLimits,
  baseline: number,
  count: number,
  percent: number | null | undefined,
): boolean {
  if (limitCap !== null && count >= limitCap) return true;
  // A share of nothing says nothing: where one is asked for, somebody has to look.
  if (limitPercent !== null && limitPercent > 0 && baseline <= 0) return count > 0;
  if (limitCount === null || count < limitCount) return false;
  if (limitPercent === null) return true;
  if (percent !== null && percent !== undefined) return percent >= limitPercent;
  const share = count * 100;
  return rule.isExclusive ? share > limitPercent * baseline : share >= limitPercent * baseline;
}

function leavesNobody({ baseline, changes, movedIn = 0, movedOut = 0 }: EntityCounts): boolean {
  const { ADD = 0, REACTIVATE = 0, REMOVE = 0 } = changes;
  const leaving = REMOVE + movedOut;
  return leaving > 0 && baseline + ADD + REACTIVATE + movedIn - leaving <= 0;
}
