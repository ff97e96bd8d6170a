import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { CountedEntity } from '../change/change';
import {
  evaluate,
  trippedRules,
  type EntityCounts,
  type Measured,
  type PlanCounts,
  type ScopeCounts,
} from './evaluate';
import { planCountsOf, type CountedGroup } from './plan-counts';
import { inSessionProfile, strictProfile, transitionProfile, type Profile } from './profiles';
import { defaultRules, type Rule } from './rules';

const ruleOf = (id: string): Rule => {
  const rule = defaultRules.find((each) => each.id === id);
  if (!rule) throw new Error(`no rule ${id}`);
  return rule;
};

const removed = (baseline: number, count: number): EntityCounts => ({
  baseline,
  changes: { REMOVE: count },
});

const inDistrict = (district: ScopeCounts): PlanCounts => ({
  isFirstRun: false,
  district,
  schools: [],
});

const inSchool = (counts: ScopeCounts): PlanCounts => ({
  isFirstRun: false,
  district: {},
  schools: [{ schoolSourcedId: 'roosevelt', counts }],
});

const measuring = (measured: Measured): PlanCounts => ({
  ...inDistrict({}),
  measures: [measured],
});

const nothingElse = {
  watched: [],
  moves: [],
  schools: new Set<string>(),
  newSchools: new Set<string>(),
};

const outcomeOf = (plan: PlanCounts, rules: readonly Rule[] = defaultRules) =>
  evaluate(plan, rules, inSessionProfile).outcome;

const trippedIds = (plan: PlanCounts) =>
  trippedRules(evaluate(plan, defaultRules, inSessionProfile)).map(({ ruleId }) => ruleId);

describe('acceptance vectors of the policy, one rule in isolation, district scope', () => {
  const vectors: [
    name: string,
    entity: CountedEntity,
    changeType: 'REMOVE' | 'ADD',
    baseline: number,
    passes: number,
    holds: number,
  ][] = [
    ['10,000 students', 'students', 'REMOVE', 10_000, 499, 500],
    ['400 students: 5 % is below the count', 'students', 'REMOVE', 400, 20, 25],
    ['400 students, one below the count', 'students', 'REMOVE', 400, 24, 25],
    ['60 students: count alone, at most half', 'students', 'REMOVE', 60, 24, 25],
    ['12 staff: half of them', 'staff', 'REMOVE', 12, 5, 6],
    ['40,000 students: the cap', 'students', 'REMOVE', 40_000, 999, 1_000],
    ['1,000 classes', 'classes', 'REMOVE', 1_000, 99, 100],
    ['30,000 student enrollments', 'studentEnrollments', 'REMOVE', 30_000, 4_499, 4_500],
    ['5,000 students added', 'students', 'ADD', 5_000, 499, 500],
    ['30 orgs: any one', 'orgs', 'REMOVE', 30, 0, 1],
  ];

  test.each(vectors)('%s', (_name, entity, changeType, baseline, passes, holds) => {
    const rule = ruleOf(`${entity}.${changeType}`);
    const plan = (count: number) =>
      inDistrict({ [entity]: { baseline, changes: { [changeType]: count } } });
    expect(outcomeOf(plan(passes), [rule])).toBe('pass');
    expect(outcomeOf(plan(holds), [rule])).toBe('hold');
  });

  it('8,000 users with a language, 159 or 160 turned blank', () => {
    const rule = ruleOf('students.UPDATE.languageBlanked');
    const plan = (count: number) =>
      inDistrict({
        students: {
          baseline: 9_000,
          changes: { UPDATE: count },
          watched: { languageBlanked: { baseline: 8_000, count } },
        },
      });
    expect(outcomeOf(plan(159), [rule])).toBe('pass');
    expect(outcomeOf(plan(160), [rule])).toBe('hold');
  });

  it('first batch ever, 12,000 students: onboarding review, percent rules not run', () => {
    const verdict = evaluate(
      {
        isFirstRun: true,
        district: { students: { baseline: 0, changes: { ADD: 12_000 } } },
        schools: [],
      },
      defaultRules,
      inSessionProfile,
    );
    expect(verdict.outcome).toBe('hold');
    expect(verdict.trips).toEqual([
      expect.objectContaining({
        ruleId: 'onboarding',
        changeCount: 12_000,
        percent: null,
        tripped: true,
      }),
    ]);
  });

  it('an empty first roster is looked at too', () => {
    expect(outcomeOf({ isFirstRun: true, district: {}, schools: [] })).toBe('hold');
  });

  it('students removed 100 with their 600 enrollments and 180 links: only the 100 count', () => {
    const cascade = (entity: string, count: number, cascadeCount: number): CountedGroup => ({
      entity,
      action: 'REMOVE',
      schoolSourcedId: 'roosevelt',
      count,
      cascadeCount,
    });
    const { district } = planCountsOf({
      ...nothingElse,
      groups: [
        cascade('students', 100, 0),
        cascade('studentEnrollments', 600, 600),
        cascade('links', 180, 180),
      ],
      baseline: [
        { entity: 'students', schoolSourcedId: '', count: 10_000 },
        { entity: 'studentEnrollments', schoolSourcedId: '', count: 1_000 },
        { entity: 'links', schoolSourcedId: '', count: 1_000 },
      ],
    });
    expect(trippedIds(inDistrict(district))).toEqual([]);
    expect(district.students?.changes).toEqual({ REMOVE: 100 });
    expect(district.studentEnrollments?.changes).toEqual({});
  });

  it('2,000 students, reachable 95.0 % to 92.1 % or 92.0 %: two people', () => {
    const plan = (unreachable: number) =>
      measuring({
        measure: 'reachability',
        entity: 'students',
        baseline: 2_000,
        count: unreachable - 100,
        percent: ((unreachable - 100) * 100) / 2_000,
      });
    expect(trippedIds(plan(158))).toEqual([]);
    expect(trippedIds(plan(160))).toEqual(['reachability']);
    const [trip] = trippedRules(evaluate(plan(160), defaultRules, inSessionProfile));
    expect(trip?.isNeverRelaxed).toBe(true);
  });

  it('first batch after a 40-day pause, 3 rows changed: held once', () => {
    const plan = inDistrict({ students: removed(10_000, 3) });
    expect(trippedIds(plan)).toEqual([]);
    expect(trippedIds({ ...plan, situations: ['resume'] })).toEqual(['resume']);
  });
});

describe('the table, rule by rule', () => {
  const cases: [name: string, plan: PlanCounts, tripped: string[]][] = [
    ['nothing changes', inDistrict({ students: removed(5_000, 0) }), []],
    ['no counts at all', inDistrict({}), []],
    ['contacts, one below', inDistrict({ contacts: removed(2_000, 99) }), []],
    ['contacts, at the limit', inDistrict({ contacts: removed(2_000, 100) }), ['contacts.REMOVE']],
    ['contacts by the cap', inDistrict({ contacts: removed(90_000, 2_000) }), ['contacts.REMOVE']],
    [
      'staff enrollments',
      inDistrict({ staffEnrollments: removed(1_000, 150) }),
      ['staffEnrollments.REMOVE'],
    ],
    [
      'those who come back count as added',
      inDistrict({ students: { baseline: 100, changes: { ADD: 49, REACTIVATE: 1 } } }),
      ['students.ADD'],
    ],
    ['staff by the cap', inDistrict({ staff: removed(9_000, 200) }), ['staff.REMOVE']],
    [
      'the session of today',
      inDistrict({
        sessions: {
          baseline: 6,
          changes: { REMOVE: 2 },
          watched: { coversToday: { baseline: 3, count: 1 } },
        },
      }),
      ['sessions.REMOVE'],
    ],
    ['sessions of the past', inDistrict({ sessions: removed(6, 2) }), []],
    [
      'any school that is added',
      inDistrict({ orgs: { baseline: 30, changes: { ADD: 1 } } }),
      ['orgs.ADD'],
    ],
    [
      'courses that are changed warn at most',
      inDistrict({
        courses: {
          baseline: 9,
          changes: { UPDATE: 9 },
          watched: { anyField: { baseline: 9, count: 9 } },
        },
      }),
      [],
    ],
    [
      'every trip is named, not only the first',
      inDistrict({ classes: removed(1_000, 500), students: removed(10_000, 900) }),
      ['classes.REMOVE', 'students.REMOVE'],
    ],
    ['everything of an entity that had nothing', inDistrict({ contacts: removed(0, 0) }), []],
    ['two of four students: below the minimum of 3', inDistrict({ students: removed(4, 2) }), []],
    ['three of four students', inDistrict({ students: removed(4, 3) }), ['students.REMOVE']],
    ['99 rows: count alone', inDistrict({ students: removed(99, 25) }), ['students.REMOVE']],
    [
      '100 rows: the percentage counts again',
      inDistrict({ classes: removed(100, 25) }),
      ['classes.REMOVE'],
    ],
  ];

  test.each(cases)('%s', (_name, plan, tripped) => {
    expect(trippedIds(plan)).toEqual(tripped);
  });
});

describe('school scope', () => {
  const cases: [name: string, counts: ScopeCounts, tripped: string[]][] = [
    [
      'the table is looked at again in each school',
      { students: removed(500, 25) },
      ['students.REMOVE'],
    ],
    ['a small school losing a fifth', { students: removed(95, 20) }, ['school.students']],
    ['a small school losing 19', { students: removed(95, 19) }, []],
    ['20 students but less than a fifth', { students: removed(101, 20) }, []],
    ['a third of the classes', { classes: removed(30, 10) }, ['school.classes']],
    ['ten classes of many', { classes: removed(60, 10) }, []],
    ['a tiny school losing everybody', { students: removed(2, 2) }, ['school.noStudents']],
    [
      'all students replaced by others',
      { students: { baseline: 2, changes: { REMOVE: 2, ADD: 2 } } },
      [],
    ],
    ['a school that had nobody', { students: removed(0, 0) }, []],
  ];

  test.each(cases)('%s', (_name, counts, tripped) => {
    expect(trippedIds(inSchool(counts))).toEqual(tripped);
  });

  it('holds for one school although the district as a whole is far below its limits', () => {
    const verdict = evaluate(
      {
        isFirstRun: false,
        district: { students: removed(40_000, 120) },
        schools: [
          { schoolSourcedId: 'lincoln', counts: { students: removed(600, 0) } },
          { schoolSourcedId: 'roosevelt', counts: { students: removed(400, 120) } },
        ],
      },
      defaultRules,
      inSessionProfile,
    );
    expect(verdict.outcome).toBe('hold');
    expect(trippedRules(verdict).map(({ scope, ruleId }) => [scope, ruleId])).toEqual([
      [{ kind: 'school', schoolSourcedId: 'roosevelt' }, 'students.REMOVE'],
      [{ kind: 'school', schoolSourcedId: 'roosevelt' }, 'school.students'],
    ]);
    expect(
      verdict.trips.some(
        ({ scope }) => 'schoolSourcedId' in scope && scope.schoolSourcedId === 'lincoln',
      ),
    ).toBe(false);
  });
});

describe('what is stored', () => {
  it('keeps the facts of a rule that passed, with the limits that applied', () => {
    const { trips } = evaluate(
      inDistrict({ students: removed(60, 6) }),
      [ruleOf('students.REMOVE')],
      inSessionProfile,
    );
    expect(trips).toEqual([
      {
        ruleId: 'students.REMOVE',
        profileId: 'IN_SESSION',
        scope: { kind: 'district' },
        entity: 'students',
        changeType: 'REMOVE',
        baselineCount: 60,
        changeCount: 6,
        percent: 10,
        limitPercent: null,
        limitCount: 25,
        limitCap: 1_000,
        effect: 'hold',
        tripped: false,
      },
    ]);
  });
});

describe('rules across entities', () => {
  const share = (measure: Measured['measure'], baseline: number, count: number) =>
    measuring({ measure, subject: 'users.csv', baseline, count });
  const cases: [name: string, plan: PlanCounts, outcome: string][] = [
    ['blanked fields, one below', share('blankOut', 1_000, 49), 'pass'],
    ['blanked fields', share('blankOut', 1_000, 50), 'hold'],
    ['half of forty phones', share('blankOut', 40, 20), 'hold'],
    ['changed ids, one below', share('rekey', 500, 24), 'pass'],
    ['changed ids', share('rekey', 500, 25), 'hold'],
    ['removals of all kinds, below 500', share('allRemovals', 4_000, 499), 'pass'],
    ['removals of all kinds', share('allRemovals', 5_000, 500), 'hold'],
    ['a file at 80.1 %', share('fileShrunk', 1_000, 199), 'pass'],
    ['a file at 80 %', share('fileShrunk', 1_000, 200), 'hold'],
    ['a file at 150 %', share('fileGrown', 1_000, 500), 'hold'],
    ['49 rows apart', share('fileShrunk', 100, 49), 'pass'],
    ['rows that cannot be used, 4.9 %', share('invalidRows', 1_000, 49), 'pass'],
    ['rows that cannot be used, 5 %', share('invalidRows', 1_000, 50), 'hold'],
    ['rows that cannot be used, 20 % of few', share('invalidRows', 400, 99), 'hold'],
    ['rows that cannot be used, 20 %', share('invalidRows', 500, 100), 'invalid'],
    ['ids that stand twice', share('duplicates', 1_000, 10), 'hold'],
    ['rows that lead nowhere', share('dangling', 500, 25), 'hold'],
    ['six contacts on ten students', share('manyContacts', 0, 10), 'pass'],
    ['15 % off what was announced', share('expectedCount', 1_000, 150), 'pass'],
    ['more than 15 % off', share('expectedCount', 1_000, 151), 'hold'],
  ];

  test.each(cases)('%s', (_name, plan, outcome) => {
    expect(outcomeOf(plan)).toBe(outcome);
  });

  it('warns without holding', () => {
    const { trips } = evaluate(
      measuring({ measure: 'manyContacts', baseline: 0, count: 10 }),
      defaultRules,
      inSessionProfile,
    );
    expect(trips).toEqual([expect.objectContaining({ tripped: true, effect: 'warn' })]);
  });

  it('looks at a new school by the gate, not by shares of nothing', () => {
    const school = {
      schoolSourcedId: 'new',
      isNew: true,
      counts: { students: { baseline: 0, changes: { ADD: 400 } } },
      measures: [{ measure: 'newSchoolGate', baseline: 6, count: 1 } as const],
    };
    expect(trippedIds({ isFirstRun: false, district: {}, schools: [school] })).toEqual([
      'newSchoolGate',
    ]);
  });

  it('a school whose students all move elsewhere has nobody left', () => {
    const counts = { students: { baseline: 40, changes: {}, movedOut: 40 } };
    expect(trippedIds(inSchool(counts))).toEqual(['school.noStudents']);
  });
});

describe('strict and transition', () => {
  const rolls: [name: string, profile: Profile, counts: ScopeCounts, outcome: string][] = [
    ['half of 5 % in the first month', strictProfile, { students: removed(10_000, 250) }, 'hold'],
    [
      '24.9 % of the students at a rollover',
      transitionProfile,
      { students: removed(10_000, 2_499) },
      'pass',
    ],
    ['a quarter of the students', transitionProfile, { students: removed(10_000, 2_500) }, 'hold'],
    ['59 % of the classes', transitionProfile, { classes: removed(1_000, 590) }, 'pass'],
    ['60 % of the classes', transitionProfile, { classes: removed(1_000, 600) }, 'hold'],
    [
      'many new students',
      transitionProfile,
      { students: { baseline: 900, changes: { ADD: 900 } } },
      'pass',
    ],
    ['a school that is gone', transitionProfile, { orgs: removed(30, 1) }, 'hold'],
  ];

  test.each(rolls)('%s', (_name, profile, counts, outcome) => {
    expect(evaluate(inDistrict(counts), defaultRules, profile).outcome).toBe(outcome);
  });

  test.each([
    ['reachability'],
    ['blankOut'],
    ['rekey'],
    ['invalidRows'],
    ['duplicates'],
    ['dangling'],
  ] as const)('a transition leaves %s as it is', (id) => {
    const [before, during] = [inSessionProfile, transitionProfile].map((profile) =>
      evaluate(
        measuring({ measure: id, baseline: 100_000, count: 1 }),
        [ruleOf(id)],
        profile,
      ).trips.map(({ limitPercent, limitCount, effect }) => [limitPercent, limitCount, effect]),
    );
    expect(during).toEqual(before);
  });
});

describe('profiles are data', () => {
  const half: Profile = { id: 'HALF', percentFactor: 0.5, overrides: {} };
  const lax: Profile = {
    id: 'LAX',
    percentFactor: 1,
    overrides: {
      'students.REMOVE': { limitPercent: 25, limitCap: null },
      'classes.REMOVE': { effect: 'warn' },
    },
  };

  test.each([
    ['half of every percentage', half, { students: removed(10_000, 250) }, 'hold'],
    ['same count', half, { students: removed(400, 24) }, 'pass'],
    ['a replaced limit', lax, { students: removed(10_000, 2_499) }, 'pass'],
    ['a replaced limit, reached', lax, { students: removed(10_000, 2_500) }, 'hold'],
    ['a rule that only warns', lax, { classes: removed(1_000, 900) }, 'pass'],
  ] as const)('%s', (_name, profile, counts, outcome) => {
    const verdict = evaluate(inDistrict(counts), defaultRules, profile);
    expect(verdict.outcome).toBe(outcome);
    expect(verdict.profileId).toBe(profile.id);
  });
});

describe('properties', () => {
  const counted = fc.record({
    baseline: fc.integer({ min: 0, max: 100_000 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  });

  it('never passes more removals after holding fewer', () => {
    fc.assert(
      fc.property(counted, ({ baseline, share }) => {
        const count = Math.floor(baseline * share);
        if (outcomeOf(inDistrict({ students: removed(baseline, count) })) === 'pass') return;
        const more = Math.min(baseline, count + 1);
        expect(outcomeOf(inDistrict({ students: removed(baseline, more) }))).toBe('hold');
      }),
    );
  });

  it('never lets a roster of three or more lose everybody', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 1_000_000 }), (baseline) => {
        expect(outcomeOf(inDistrict({ students: removed(baseline, baseline) }))).toBe('hold');
      }),
    );
  });

  it('never holds a plan that removes nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (baseline) => {
        expect(outcomeOf(inDistrict({ students: removed(baseline, 0) }))).toBe('pass');
      }),
    );
  });

  const groups = fc.array(
    fc.record({
      entity: fc.constantFrom('students', 'contacts', 'studentEnrollments', 'links'),
      action: fc.constantFrom('ADD' as const, 'REMOVE' as const, 'UPDATE' as const),
      schoolSourcedId: fc.constantFrom('a', 'b', ''),
      count: fc.integer({ min: 0, max: 3_000 }),
      cascadeCount: fc.constant(0),
    }),
    { maxLength: 12 },
  );
  const schools = new Set(['a', 'b']);
  const baseline = (['students', 'contacts', 'studentEnrollments', 'links'] as const).flatMap(
    (entity) =>
      [
        ['', 9_000],
        ['a', 5_000],
        ['b', 4_000],
      ].map(([id, count]) => ({ entity, schoolSourcedId: String(id), count: Number(count) })),
  );
  const decided = (parts: readonly CountedGroup[]) =>
    evaluate(
      {
        isFirstRun: false,
        ...planCountsOf({ ...nothingElse, schools, baseline, groups: parts }),
      },
      defaultRules,
      inSessionProfile,
    );

  it('never counts a cascade again', () => {
    fc.assert(
      fc.property(groups, fc.integer({ min: 0, max: 90_000 }), (parts, more) => {
        const cascades = parts.map((part) => ({
          ...part,
          count: part.count + more,
          cascadeCount: more,
        }));
        expect(decided(cascades)).toEqual(decided(parts));
      }),
    );
  });

  it('does not depend on the order of the parts', () => {
    fc.assert(
      fc.property(groups, (parts) => {
        expect(decided([...parts].reverse())).toEqual(decided(parts));
      }),
    );
  });

  it('never passes more of anything after holding less', () => {
    fc.assert(
      fc.property(groups, groups, (some, others) => {
        if (decided(some).outcome === 'pass') return;
        const noAdditions = others.filter(({ action }) => action !== 'ADD');
        expect(decided([...some, ...noAdditions]).outcome).not.toBe('pass');
      }),
    );
  });
});
