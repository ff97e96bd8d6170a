/**
 * The limits as data. The table states section 3 of the circuit-break policy for a normal school week;
 * a district's own limits and other profiles replace values here, never code. What is evaluated today
 * is the list `rulesInForce`; widening it needs counts for the rule, not a change to `evaluate`.
 */
import type { CountedEntity } from '../change/change';

/** REACTIVATE counts as ADD: to a family it is the same. */
export type RuleChangeType = 'ADD' | 'UPDATE' | 'REMOVE';

/** The watched fields an UPDATE rule counts; its base is the rows where the field was filled. */
export type WatchGroup =
  | 'idOrType'
  | 'currentDates'
  | 'anyField'
  | 'schoolTermCourse'
  | 'schoolGradeIdentifier'
  | 'roleMail'
  | 'phoneMail'
  | 'languageBlanked'
  | 'languageReplaced'
  | 'roleDates'
  | 'primaryFlag';

export type Scope = 'district' | 'school';

export type Rule = {
  readonly id: string;
  readonly entity: CountedEntity;
  readonly changeType: RuleChangeType;
  /** Counts only updates of these fields. */
  readonly watch?: WatchGroup;
  /** Counts only sessions that cover today. */
  readonly only?: 'coversToday';
  readonly effect: 'hold' | 'warn';
  readonly scopes: readonly Scope[];
  /** Trips when percent >= limitPercent and count >= limitCount, or count >= limitCap. */
  readonly limitPercent: number | null;
  readonly limitCount: number | null;
  readonly limitCap: number | null;
  /** Under 100 rows the percentage is ignored, unless the rule was made for small numbers. */
  readonly smallBaseline: 'count-alone' | 'same-limits';
  /** Trips only when nobody is left. */
  readonly tripsAtZeroLeft?: true;
};

type Limits = Pick<Rule, 'limitPercent' | 'limitCount' | 'limitCap'>;

const limits = (percent: number, count: number, cap: number | null = null): Limits => ({
  limitPercent: percent,
  limitCount: count,
  limitCap: cap,
});
const anyOne = limits(0, 1, 1);
const noLimits: Limits = { limitPercent: null, limitCount: null, limitCap: null };

const hold = (
  entity: CountedEntity,
  changeType: RuleChangeType,
  limit: Limits,
  more: Pick<Rule, 'watch' | 'only'> = {},
): Rule => ({
  id: [entity, changeType, more.watch].filter(Boolean).join('.'),
  entity,
  changeType,
  effect: 'hold',
  scopes: ['district', 'school'],
  smallBaseline: 'count-alone',
  ...limit,
  ...more,
});

const warn = (entity: CountedEntity, changeType: RuleChangeType, watch?: WatchGroup): Rule => ({
  ...hold(entity, changeType, noLimits, watch ? { watch } : {}),
  effect: 'warn',
});

const schoolRemoval = (id: string, entity: CountedEntity, limit: Limits): Rule => ({
  ...hold(entity, 'REMOVE', limit),
  id,
  scopes: ['school'],
  smallBaseline: 'same-limits',
});

export const defaultRules: readonly Rule[] = [
  hold('orgs', 'REMOVE', anyOne),
  hold('orgs', 'ADD', anyOne),
  hold('orgs', 'UPDATE', anyOne, { watch: 'idOrType' }),

  hold('sessions', 'REMOVE', anyOne, { only: 'coversToday' }),
  warn('sessions', 'ADD'),
  hold('sessions', 'UPDATE', anyOne, { watch: 'currentDates' }),

  hold('courses', 'REMOVE', limits(20, 25)),
  hold('courses', 'ADD', limits(50, 50)),
  warn('courses', 'UPDATE', 'anyField'),

  hold('classes', 'REMOVE', limits(10, 25, 500)),
  hold('classes', 'ADD', limits(25, 50, 1_500)),
  hold('classes', 'UPDATE', limits(25, 50), { watch: 'schoolTermCourse' }),

  hold('students', 'REMOVE', limits(5, 25, 1_000)),
  hold('students', 'ADD', limits(10, 50, 2_000)),
  hold('students', 'UPDATE', limits(20, 100), { watch: 'schoolGradeIdentifier' }),
  hold('students', 'UPDATE', limits(2, 25), { watch: 'languageBlanked' }),
  hold('students', 'UPDATE', limits(5, 50), { watch: 'languageReplaced' }),

  hold('staff', 'REMOVE', limits(10, 10, 200)),
  hold('staff', 'ADD', limits(20, 20, 400)),
  hold('staff', 'UPDATE', limits(15, 15), { watch: 'roleMail' }),

  hold('contacts', 'REMOVE', limits(5, 50, 2_000)),
  hold('contacts', 'ADD', limits(15, 100, 4_000)),
  hold('contacts', 'UPDATE', limits(10, 50), { watch: 'phoneMail' }),

  hold('links', 'REMOVE', limits(5, 50, 2_000)),
  hold('links', 'ADD', limits(20, 100)),

  hold('studentEnrollments', 'REMOVE', limits(15, 200, 20_000)),
  hold('studentEnrollments', 'ADD', limits(30, 200, 40_000)),
  hold('studentEnrollments', 'UPDATE', limits(25, 200), { watch: 'roleDates' }),

  hold('staffEnrollments', 'REMOVE', limits(15, 25, 2_000)),
  hold('staffEnrollments', 'ADD', limits(30, 50)),
  warn('staffEnrollments', 'UPDATE', 'primaryFlag'),

  hold('demographics', 'REMOVE', limits(10, 50)),
  warn('demographics', 'ADD'),
  warn('demographics', 'UPDATE', 'anyField'),

  schoolRemoval('school.students', 'students', limits(20, 20)),
  schoolRemoval('school.classes', 'classes', limits(30, 10)),
  { ...schoolRemoval('school.noStudents', 'students', noLimits), tripsAtZeroLeft: true },
];

const entitiesInForce: readonly CountedEntity[] = [
  'students',
  'contacts',
  'classes',
  'studentEnrollments',
  'staffEnrollments',
];

/** What the first version decides on: removals of the people, classes and enrollments families rely on. */
export const rulesInForce: readonly Rule[] = defaultRules.filter(
  (rule) => rule.changeType === 'REMOVE' && entitiesInForce.includes(rule.entity),
);

/**
 * A profile bends the rules for a time without rewriting them: `percentFactor` scales every percentage,
 * `overrides` replace single values of single rules.
 */
export type Profile = {
  readonly id: string;
  readonly percentFactor: number;
  readonly overrides: Readonly<Record<string, Partial<Limits & Pick<Rule, 'effect'>>>>;
};

export const inSessionProfile: Profile = { id: 'IN_SESSION', percentFactor: 1, overrides: {} };
