import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { CountedEntity } from '../change/change';
import {
  evaluate,
  trippedRules,
  type EntityCounts,
  type PlanCounts,
  type ScopeCounts,
} from './evaluate';
import { defaultRules, inSessionProfile, rulesInForce, type Profile, type Rule } from './rules';

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

const outcomeOf = (plan: PlanCounts, rules: readonly Rule[] = rulesInForce) =>
  evaluate(plan, rules, inSessionProfile).outcome;

const trippedIds = (plan: PlanCounts) =>
  trippedRules(evaluate(plan, rulesInForce, inSessionProfile)).map(({ ruleId }) => ruleId);

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
      rulesInForce,
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

  it('students removed 100 with their enrollments and links: only the 100 count', () => {
    // 600 enrollments and 180 links went with the students, so the plan does not count them again.
    const plan = inDistrict({
      students: removed(10_000, 100),
      studentEnrollments: removed(1_000, 0),
      links: removed(1_000, 0),
    });
    expect(trippedIds(plan)).toEqual([]);
  });
});

describe('what the first version decides', () => {
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
      'additions are not limited yet',
      inDistrict({ students: { baseline: 100, changes: { ADD: 900 } } }),
      [],
    ],
    ['staff removals are not limited yet', inDistrict({ staff: removed(1_000, 900) }), []],
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
      rulesInForce,
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
      rulesInForce,
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
    const verdict = evaluate(inDistrict(counts), rulesInForce, profile);
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
});
