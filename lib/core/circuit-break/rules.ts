/**
 * The limits as data: docs/policy.md, "The limits" says them with their reasons. A district's
 * own limits and other profiles (profiles.ts) replace values here, never code.
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
  | 'primaryFlag'
  /** Who somebody is: a name that differs by more than its spelling, and so on. */
  | 'name'
  | 'birthDate'
  | 'mail'
  | 'username'
  | 'nameAndBirthDate';

/** What a rule looks at when it is not the changes of one entity. */
export type MeasureName =
  /** Students who would have no contact with phone or mail; the share falls by so many points. */
  | 'reachability'
  /** A watched field that was filled and would be empty. */
  | 'blankOut'
  /** Removed records that match an added one by who or what they are. */
  | 'rekey'
  /** Students who would come back under the id of somebody else. */
  | 'idUsedAgain'
  /** Every removal, cascades included, of every row in force. */
  | 'allRemovals'
  | 'fileShrunk'
  | 'fileGrown'
  | 'invalidRows'
  | 'duplicates'
  | 'dangling'
  | 'manyContacts'
  /** Off the number the district gave for its transition. */
  | 'expectedCount'
  /** Criteria of the first-roster gate that a new school fails. */
  | 'newSchoolGate';

export type Scope = 'district' | 'school';

export type Effect = 'hold' | 'warn' | 'invalid';

export type Rule = {
  readonly id: string;
  /** Null where the measure says what was counted. */
  readonly entity: CountedEntity | null;
  readonly changeType: RuleChangeType | null;
  readonly measure?: MeasureName;
  /** Counts only updates of these fields. */
  readonly watch?: WatchGroup;
  /** Counts only sessions that cover today. */
  readonly only?: 'coversToday';
  readonly effect: Effect;
  readonly scopes: readonly Scope[];
  /** Trips when percent >= limitPercent and count >= limitCount, or count >= limitCap. */
  readonly limitPercent: number | null;
  readonly limitCount: number | null;
  readonly limitCap: number | null;
  /** Under 100 rows the percentage is ignored, unless the rule was made for small numbers. */
  readonly smallBaseline: 'count-alone' | 'same-limits';
  /** Trips only when nobody is left. */
  readonly tripsAtZeroLeft?: true;
  /** Trips above the percentage, not at it. */
  readonly isExclusive?: true;
  /** No profile and no district makes it looser; tripped, it needs two people. */
  readonly isNeverRelaxed?: true;
};

export type Limits = Pick<Rule, 'limitPercent' | 'limitCount' | 'limitCap'>;

const limits = (percent: number, count: number, cap: number | null = null): Limits => ({
  limitPercent: percent,
  limitCount: count,
  limitCap: cap,
});
const anyOne = limits(0, 1, 1);
const noLimits: Limits = { limitPercent: null, limitCount: null, limitCap: null };

/** Schools and sessions are few and the district's own: they are looked at once, not again per school. */
const districtOnly: readonly CountedEntity[] = ['orgs', 'sessions'];

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
  scopes: districtOnly.includes(entity) ? ['district'] : ['district', 'school'],
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

/** Who the students of one school are. */
const schoolIdentity = (watch: WatchGroup, more: Pick<Rule, 'isNeverRelaxed'> = {}): Rule => ({
  ...hold('students', 'UPDATE', limits(20, 10), { watch }),
  id: `school.students.${watch}`,
  scopes: ['school'],
  smallBaseline: 'same-limits',
  ...more,
});

/** Rules about shares of a file speak of small files too; those about records spare the smallest. */
const across = (
  measure: MeasureName,
  limit: Limits,
  more: Partial<Pick<Rule, 'id' | 'effect' | 'isNeverRelaxed' | 'isExclusive' | 'scopes'>> & {
    smallBaseline?: Rule['smallBaseline'];
  } = {},
): Rule => ({
  id: measure,
  entity: null,
  changeType: null,
  measure,
  effect: 'hold',
  scopes: ['district'],
  smallBaseline: 'same-limits',
  ...limit,
  ...more,
});

const guarded = { isNeverRelaxed: true, smallBaseline: 'count-alone' } as const;

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

  hold('students', 'UPDATE', limits(5, 25), { watch: 'name' }),
  hold('students', 'UPDATE', limits(2, 25), { watch: 'birthDate' }),
  hold('students', 'UPDATE', limits(10, 50), { watch: 'mail' }),
  hold('students', 'UPDATE', limits(10, 50), { watch: 'username' }),
  // These may be different children: at a school it takes a larger share to be more than chance.
  {
    ...hold('students', 'UPDATE', limits(1, 5), { watch: 'nameAndBirthDate' }),
    scopes: ['district'],
    isNeverRelaxed: true,
  },

  hold('staff', 'REMOVE', limits(10, 10, 200)),
  hold('staff', 'ADD', limits(20, 20, 400)),
  hold('staff', 'UPDATE', limits(15, 15), { watch: 'roleMail' }),
  hold('staff', 'UPDATE', limits(10, 10), { watch: 'name' }),

  hold('contacts', 'REMOVE', limits(5, 50, 2_000)),
  hold('contacts', 'ADD', limits(15, 100, 4_000)),
  hold('contacts', 'UPDATE', limits(10, 50), { watch: 'phoneMail' }),
  hold('contacts', 'UPDATE', limits(5, 50), { watch: 'name' }),
  hold('contacts', 'UPDATE', limits(5, 50), { watch: 'languageReplaced' }),

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

  schoolIdentity('name'),
  schoolIdentity('birthDate'),
  schoolIdentity('mail'),
  schoolIdentity('username'),
  schoolIdentity('nameAndBirthDate', { isNeverRelaxed: true }),

  across('idUsedAgain', limits(0, 5, 5)),
  across('reachability', limits(3, 25), guarded),
  across('blankOut', limits(5, 25), guarded),
  across('rekey', limits(5, 25), { smallBaseline: 'count-alone' }),
  across('allRemovals', limits(10, 500)),
  across('fileShrunk', limits(20, 50)),
  across('fileGrown', limits(50, 50)),
  across('invalidRows', limits(5, 25)),
  across('invalidRows', limits(20, 100), { id: 'invalidRows.unusable', effect: 'invalid' }),
  across('duplicates', limits(1, 10)),
  across('dangling', limits(5, 25)),
  across('manyContacts', limits(0, 10), { effect: 'warn' }),
  across('expectedCount', limits(15, 1), { isExclusive: true }),
  across('newSchoolGate', anyOne, { scopes: ['school'] }),
];
