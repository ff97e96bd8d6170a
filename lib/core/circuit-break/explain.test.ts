import { describe, expect, it, test } from 'vitest';
import { evaluate, type EntityCounts, type PlanCounts } from './evaluate';
import { byGravity, explainTrip, explainVerdict } from './explain';
import { inSessionProfile, rulesInForce } from './rules';

const removed = (baseline: number, count: number): EntityCounts => ({
  baseline,
  changes: { REMOVE: count },
});
const plan = (more: Partial<PlanCounts>): PlanCounts => ({
  isFirstRun: false,
  district: {},
  schools: [],
  ...more,
});
const atRoosevelt = (counts: PlanCounts['district']): Partial<PlanCounts> => ({
  schools: [{ schoolSourcedId: '17', counts }],
});
const schoolName = (schoolSourcedId: string) =>
  schoolSourcedId === '17' ? 'Roosevelt' : schoolSourcedId;

const cases: [name: string, counts: Partial<PlanCounts>, sentence: string][] = [
  [
    'a share over the limit',
    { district: { students: removed(12_310, 984) } },
    '984 of 12,310 students would be removed, 7.9 %. The limit is 5 %.',
  ],
  [
    'the cap',
    { district: { students: removed(40_000, 1_000) } },
    '1,000 of 40,000 students would be removed, 2.5 %. The limit is 1,000 students.',
  ],
  [
    'a small district, where the count decides',
    { district: { students: removed(60, 25) } },
    '25 of 60 students would be removed, 41.6 %. The limit is 25 students.',
  ],
  [
    'all of them',
    { district: { classes: removed(40, 40) } },
    'All 40 classes would be removed. The limit is 20 classes.',
  ],
  [
    'a school',
    atRoosevelt({ students: removed(95, 20) }),
    'At Roosevelt, 20 of 95 students would be removed, 21 %. The limit is 20 %.',
  ],
  [
    'a school losing everybody',
    atRoosevelt({ students: removed(2, 2) }),
    'At Roosevelt, all 2 students would be removed.',
  ],
  [
    'the district before a school, the larger share first',
    {
      district: { students: removed(1_000, 60), classes: removed(1_000, 400) },
      ...atRoosevelt({ students: removed(60, 60) }),
    },
    '400 of 1,000 classes would be removed, 40 %. The limit is 10 %.',
  ],
  [
    'a first roster',
    { isFirstRun: true },
    'This is the first roster of this district, so a person looks at it before it is applied.',
  ],
  ['nothing held', { district: { students: removed(1_000, 2) } }, 'Every limit was kept.'],
];

describe('explainVerdict', () => {
  test.each(cases)('%s', (_name, counts, sentence) => {
    expect(explainVerdict(evaluate(plan(counts), rulesInForce, inSessionProfile), schoolName)).toBe(
      sentence,
    );
  });
});

it('explains each trip on its own', () => {
  const { trips } = evaluate(
    plan({ district: { students: removed(1_000, 60), classes: removed(1_000, 400) } }),
    rulesInForce,
    inSessionProfile,
  );
  expect(byGravity(trips).map((trip) => explainTrip(trip, schoolName))).toEqual([
    '400 of 1,000 classes would be removed, 40 %. The limit is 10 %.',
    '60 of 1,000 students would be removed, 6 %. The limit is 5 %.',
  ]);
});
