/**
 * Which limits are in force: a district's own values replace the defaults, then a profile bends them for a
 * time (docs/policy.md, "Profiles"). What is never relaxed keeps at least its default.
 */
import { addDays, daysBetween, type PlainDate } from '../calendar/plain-date';
import type { Effect, Limits, Rule } from './rules';
import { defaultRules } from './rules';

export type ProfileId = 'STRICT' | 'IN_SESSION' | 'TRANSITION';

/** `percentFactor` scales the percentages of what holds, `overrides` replace single values of single rules. */
export type Profile = {
  readonly id: string;
  readonly percentFactor: number;
  readonly overrides: Readonly<Record<string, Partial<Limits> & { readonly effect?: Effect }>>;
};

export const inSessionProfile: Profile = { id: 'IN_SESSION', percentFactor: 1, overrides: {} };

/** The first 30 days live. Nobody has left yet for long enough that their id could be free. */
export const strictProfile: Profile = {
  id: 'STRICT',
  percentFactor: 0.5,
  overrides: { idUsedAgain: { limitCount: 1, limitCap: 1 } },
};

const upTo = (limitPercent: number): Partial<Limits> => ({ limitPercent, limitCap: null });

/** A rollover replaces most classes and moves everyone a grade up; caps of a school week say nothing then. */
export const transitionProfile: Profile = {
  id: 'TRANSITION',
  percentFactor: 1,
  overrides: {
    ...Object.fromEntries(
      defaultRules
        .filter(({ changeType }) => changeType === 'ADD')
        .map(({ id }) => [id, { effect: 'warn' as const }]),
    ),
    'students.REMOVE': upTo(25),
    'contacts.REMOVE': upTo(25),
    'staff.REMOVE': upTo(25),
    'classes.REMOVE': upTo(60),
    'studentEnrollments.REMOVE': upTo(60),
    'staffEnrollments.REMOVE': upTo(60),
    'school.students': upTo(25),
    'school.classes': upTo(60),
    'students.UPDATE.schoolGradeIdentifier': { effect: 'warn' },
    // What the limits above let through must not be stopped again as a sum or as lines of a file.
    allRemovals: upTo(60),
    fileShrunk: upTo(60),
    fileGrown: { effect: 'warn' },
  },
};

export const profiles: Readonly<Record<ProfileId, Profile>> = {
  STRICT: strictProfile,
  IN_SESSION: inSessionProfile,
  TRANSITION: transitionProfile,
};

export const strictDays = 30;
const longestTransitionDays = 21;

/** Dated in the district's days, both included. */
export type Transition = { readonly startDate: PlainDate; readonly endDate: PlainDate };

/** A declared transition goes first, however new the district; it ends by its date and never lasts longer than it may. */
export function chooseProfile(facts: {
  readonly today: PlainDate;
  /** The day the first roster went live; null before. */
  readonly liveDate: PlainDate | null;
  /** All that were declared, also those that are over. */
  readonly transitions: readonly Transition[];
}): Profile {
  const { today, liveDate, transitions } = facts;
  const days = transitionDaysUpTo(transitions, today);
  if (days.last === today && days.count <= longestTransitionDays) return transitionProfile;
  if (liveDate === null || today < addDays(liveDate, strictDays)) return strictProfile;
  return inSessionProfile;
}

/** Would these windows, with those declared before, come to more than one transition may last? */
export function isTransitionTooLong(declared: readonly Transition[], window: Transition): boolean {
  const all = [...declared, window];
  return all.some(({ endDate }) => {
    const { first, count } = transitionDaysUpTo(all, endDate);
    return count > longestTransitionDays && first <= window.endDate && window.startDate <= endDate;
  });
}

/**
 * The days of transition that lead up to a day. Windows with fewer days between them than one may last are one
 * transition: a chain of them would never end.
 */
function transitionDaysUpTo(
  windows: readonly Transition[],
  day: PlainDate,
): { first: PlainDate; last: PlainDate; count: number } {
  let [first, last, count] = ['', '', 0];
  const sorted = [...windows].sort((a, b) => a.startDate.localeCompare(b.startDate, 'en'));
  for (const { startDate, endDate } of sorted) {
    if (startDate > day || startDate > endDate) continue;
    if (count > 0 && daysBetween(last, startDate) > longestTransitionDays) count = 0;
    if (count === 0) first = startDate;
    const from = count > 0 && startDate <= last ? addDays(last, 1) : startDate;
    const to = endDate < day ? endDate : day;
    if (from > to) continue;
    count += daysBetween(from, to) + 1;
    last = to;
  }
  return { first, last, count };
}

/** A district's own values for one rule; null keeps the default. */
export type LimitOverride = { readonly ruleId: string } & Limits;

/** The rules with a district's own values. Never-relaxed rules only ever get stricter. */
export function withOverrides(
  rules: readonly Rule[],
  overrides: readonly LimitOverride[],
): readonly Rule[] {
  const own = new Map(overrides.map((override) => [override.ruleId, override]));
  return rules.map((rule) => {
    const override = own.get(rule.id);
    if (!override) return rule;
    return {
      ...rule,
      limitPercent: chosen(rule, override, 'limitPercent'),
      limitCount: chosen(rule, override, 'limitCount'),
      limitCap: chosen(rule, override, 'limitCap'),
    };
  });
}

/** True where an override would let more through than a never-relaxed rule does. */
export function relaxesWhatIsNeverRelaxed(rule: Rule, override: LimitOverride): boolean {
  if (!rule.isNeverRelaxed) return false;
  return (['limitPercent', 'limitCount'] as const).some(
    (name) => (override[name] ?? 0) > (rule[name] ?? Infinity),
  );
}

function chosen(rule: Rule, override: LimitOverride, name: keyof Limits): number | null {
  const own = override[name];
  if (own === null) return rule[name];
  const standard = rule[name];
  return rule.isNeverRelaxed && standard !== null ? Math.min(own, standard) : own;
}

/** One rule under one profile: what is really compared. */
export function applyProfile(rule: Rule, profile: Profile): Rule {
  const { limitPercent } = rule;
  const factor = rule.effect === 'hold' ? profile.percentFactor : 1;
  return {
    ...rule,
    limitPercent: limitPercent === null ? null : limitPercent * factor,
    ...profile.overrides[rule.id],
  };
}
