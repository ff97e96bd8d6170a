import { changeActions, type ChangeAction, type CountedEntity } from '../change/change';
import { percentOf } from '../format/numbers';
import type { Profile, Rule, RuleChangeType, WatchGroup } from './rules';

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
};

export type ScopeCounts = Readonly<Partial<Record<CountedEntity, EntityCounts>>>;

export type PlanCounts = {
  /** Nothing was ever applied for this connection. */
  readonly isFirstRun: boolean;
  readonly district: ScopeCounts;
  readonly schools: readonly { readonly schoolSourcedId: string; readonly counts: ScopeCounts }[];
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
  readonly baselineCount: number;
  readonly changeCount: number;
  readonly percent: number | null;
  readonly limitPercent: number | null;
  readonly limitCount: number | null;
  readonly limitCap: number | null;
  readonly effect: 'hold' | 'warn';
  readonly tripped: boolean;
};

export type Verdict = {
  readonly outcome: 'pass' | 'hold';
  readonly profileId: string;
  /** Every rule looked at, tripped or not: this is what is stored and explained. */
  readonly trips: readonly Trip[];
};

export const onboardingRuleId = 'onboarding';

const smallBaselineRows = 100;
const smallBaselineMinimum = 3;

/**
 * Decides whether a plan may be applied without a person. Looks at every rule in the district and again
 * in each school; a school where nothing changed for a rule leaves no trip. Touches nothing.
 */
export function evaluate(counts: PlanCounts, rules: readonly Rule[], profile: Profile): Verdict {
  const trips = counts.isFirstRun
    ? [onboardingTrip(counts, profile)]
    : rules
        .map((rule) => bend(rule, profile))
        .flatMap((rule) => [...inDistrict(rule, counts), ...inSchools(rule, counts)])
        .map((trip) => ({ ...trip, profileId: profile.id }));
  return {
    outcome: trips.some((trip) => trip.tripped && trip.effect === 'hold') ? 'hold' : 'pass',
    profileId: profile.id,
    trips,
  };
}

/** The trips that stopped the plan. */
export function trippedRules(verdict: Verdict): Trip[] {
  return verdict.trips.filter((trip) => trip.tripped && trip.effect === 'hold');
}

type UnlabelledTrip = Omit<Trip, 'profileId'>;

/** Without a baseline a percentage means nothing: a person looks at the first roster, whatever its size. */
function onboardingTrip(counts: PlanCounts, profile: Profile): Trip {
  const added = Object.values(counts.district).reduce(
    (sum, { changes }) => sum + (changes.ADD ?? 0),
    0,
  );
  return {
    ruleId: onboardingRuleId,
    profileId: profile.id,
    scope: { kind: 'district' },
    entity: null,
    changeType: null,
    baselineCount: 0,
    changeCount: added,
    percent: null,
    limitPercent: null,
    limitCount: null,
    limitCap: null,
    effect: 'hold',
    tripped: true,
  };
}

function bend(rule: Rule, profile: Profile): Rule {
  const { limitPercent } = rule;
  return {
    ...rule,
    limitPercent: limitPercent === null ? null : limitPercent * profile.percentFactor,
    ...profile.overrides[rule.id],
  };
}

function inDistrict(rule: Rule, counts: PlanCounts): UnlabelledTrip[] {
  if (!rule.scopes.includes('district')) return [];
  const trip = tripOf(rule, { kind: 'district' }, counts.district);
  return trip ? [trip] : [];
}

function inSchools(rule: Rule, counts: PlanCounts): UnlabelledTrip[] {
  if (!rule.scopes.includes('school')) return [];
  return counts.schools.flatMap(({ schoolSourcedId, counts: school }) => {
    const trip = tripOf(rule, { kind: 'school', schoolSourcedId }, school);
    return trip && trip.changeCount > 0 ? [trip] : [];
  });
}

function tripOf(rule: Rule, scope: TripScope, scopeCounts: ScopeCounts): UnlabelledTrip | null {
  const entityCounts = scopeCounts[rule.entity];
  const measured = entityCounts && measure(rule, entityCounts);
  if (!entityCounts || !measured) return null;
  const { baseline, count } = measured;
  const applied = limitsFor(rule, baseline);
  return {
    ruleId: rule.id,
    scope,
    entity: rule.entity,
    changeType: rule.changeType,
    baselineCount: baseline,
    changeCount: count,
    percent: percentOf(count, baseline),
    ...applied,
    effect: rule.effect,
    tripped: rule.tripsAtZeroLeft
      ? leavesNobody(entityCounts)
      : count > 0 && reaches(count, baseline, applied),
  };
}

function measure(rule: Rule, counts: EntityCounts): { baseline: number; count: number } | null {
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

function reaches(count: number, baseline: number, limits: AppliedLimits): boolean {
  const { limitPercent, limitCount, limitCap } = limits;
  if (limitCap !== null && count >= limitCap) return true;
  if (limitCount === null || count < limitCount) return false;
  return limitPercent === null || count * 100 >= limitPercent * baseline;
}

function leavesNobody({ baseline, changes }: EntityCounts): boolean {
  const { ADD = 0, REACTIVATE = 0, REMOVE = 0 } = changes;
  return REMOVE > 0 && baseline + ADD + REACTIVATE - REMOVE <= 0;
}
