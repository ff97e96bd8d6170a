import { describe, expect, it, test } from 'vitest';
import { evaluate, trippedRules, type EntityCounts, type PlanCounts } from './evaluate';
import { byGravity, explainLimit, explainSeen, explainTrip, limitShare } from './explain';
import { inSessionProfile } from './profiles';
import { defaultRules } from './rules';

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

const cases: [name: string, counts: Partial<PlanCounts>, sentence: string | undefined][] = [
  [
    'a share over the limit',
    { district: { students: removed(12_310, 984) } },
    '984 of 12,310 students would be removed, 8\u00a0%. The limit is 5\u00a0%.',
  ],
  [
    'the cap',
    { district: { students: removed(40_000, 1_000) } },
    '1,000 of 40,000 students would be removed, 2.5\u00a0%. The limit is 1,000 students.',
  ],
  [
    'a small district, where the count decides',
    { district: { students: removed(60, 25) } },
    '25 of 60 students would be removed, 41.7\u00a0%. The limit is 25 students.',
  ],
  [
    'all of them',
    { district: { classes: removed(40, 40) } },
    'All 40 classes would be removed. The limit is 20 classes.',
  ],
  [
    'a school',
    atRoosevelt({ students: removed(95, 20) }),
    'At Roosevelt, 20 of 95 students would be removed, 21.1\u00a0%. The limit is 20 students (20\u00a0%, but at least 20).',
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
    '400 of 1,000 classes would be removed, 40\u00a0%. The limit is 10\u00a0%.',
  ],
  [
    'a first roster',
    { isFirstRun: true },
    'This is the district’s first roster, so it is reviewed before it is applied.',
  ],
  [
    'the first files after a pause',
    { situations: ['resume'] },
    'These are the first files after a pause or a long gap, so they are reviewed once.',
  ],
  [
    'families who cannot be reached',
    {
      measures: [
        { measure: 'reachability', entity: 'students', baseline: 2_000, count: 60, percent: 3 },
      ],
    },
    '60 students more, of 2,000, would have no contact with a phone or email address; the share who have one drops by 3 percentage points. The limit is 3 percentage points.',
  ],
  [
    'phones that become empty',
    {
      measures: [
        { measure: 'blankOut', subject: 'phone', entity: 'contacts', baseline: 4_000, count: 300 },
      ],
    },
    '300 of 4,000 contacts who have a phone number would lose it, 7.5\u00a0%. The limit is 5\u00a0%.',
  ],
  [
    'a file that shrank',
    { measures: [{ measure: 'fileShrunk', subject: 'users.csv', baseline: 10_000, count: 2_100 }] },
    'users.csv has 2,100 rows fewer than the 10,000 of the live roster, 21\u00a0%. The limit is 20\u00a0%.',
  ],
  [
    'languages that become blank',
    {
      district: {
        students: {
          baseline: 9_000,
          changes: { UPDATE: 160 },
          watched: { languageBlanked: { baseline: 8_000, count: 160 } },
        },
      },
    },
    '160 of 8,000 students with a home language would lose it, 2\u00a0%. The limit is 2\u00a0%.',
  ],
  [
    'a new school that is not ready',
    {
      schools: [
        {
          schoolSourcedId: '17',
          counts: {},
          isNew: true,
          measures: [{ measure: 'newSchoolGate', baseline: 6, count: 2 }],
        },
      ],
    },
    'Roosevelt is new and fails 2 of 6 checks of a first roster.',
  ],
  [
    'a share of nothing',
    { schools: [{ schoolSourcedId: '17', counts: { students: removed(0, 1) } }] },
    'At Roosevelt, 1 student would be removed, where the live roster has none. There is nothing to compare with, so it is held for review.',
  ],
  [
    'a file that had no rows',
    { measures: [{ measure: 'fileGrown', subject: 'enrollments.csv', baseline: 0, count: 2 }] },
    'enrollments.csv: 2 rows where the live roster has none. There is nothing to compare with, so it is held for review.',
  ],
  ['nothing, and nothing changes', { district: { contacts: removed(0, 0) } }, undefined],
];

test.each(cases)('%s', (_name, counts, sentence) => {
  const verdict = evaluate(plan(counts), defaultRules, inSessionProfile);
  const [gravest] = byGravity(trippedRules(verdict));
  expect(gravest && explainTrip(gravest, schoolName)).toBe(sentence);
});

it('explains each trip on its own', () => {
  const verdict = evaluate(
    plan({ district: { students: removed(1_000, 60), classes: removed(1_000, 400) } }),
    defaultRules,
    inSessionProfile,
  );
  expect(byGravity(trippedRules(verdict)).map((trip) => explainTrip(trip, schoolName))).toEqual([
    '400 of 1,000 classes would be removed, 40\u00a0%. The limit is 10\u00a0%.',
    '60 of 1,000 students would be removed, 6\u00a0%. The limit is 5\u00a0%.',
  ]);
});

describe('the limit that was reached, in words', () => {
  const held = (counts: Partial<PlanCounts>) => {
    const [trip] = byGravity(trippedRules(evaluate(plan(counts), defaultRules, inSessionProfile)));
    if (!trip) throw new Error('nothing is held');
    return [explainSeen(trip, schoolName), explainLimit(trip)];
  };

  it.each([
    [
      'a share, with the number from which it matters',
      { district: { students: removed(445, 36) } },
      [
        '36 of 445 students would be removed, 8.1\u00a0%.',
        'Held at 5\u00a0% or more, and at least 25 students.',
      ],
    ],
    [
      'the number that holds whatever the share',
      { district: { students: removed(40_000, 1_000) } },
      ['1,000 of 40,000 students would be removed, 2.5\u00a0%.', 'Held at 1,000 students or more.'],
    ],
    [
      'a small district, where the count decides',
      { district: { students: removed(60, 25) } },
      ['25 of 60 students would be removed, 41.7\u00a0%.', 'Held at 25 students or more.'],
    ],
    [
      'the first one',
      { district: { orgs: removed(4, 1) } },
      ['1 of 4 orgs would be removed, 25\u00a0%.', 'Held at the first one.'],
    ],
    [
      'a school without students',
      atRoosevelt({ students: removed(2, 2) }),
      ['At Roosevelt, all 2 students would be removed.', 'Held when no student is left.'],
    ],
    [
      'a situation',
      { situations: ['resume' as const] },
      [
        'These are the first files after a pause or a long gap, so they are reviewed once.',
        'Always held.',
      ],
    ],
    [
      'points',
      {
        measures: [
          {
            measure: 'reachability' as const,
            entity: 'students' as const,
            baseline: 2_000,
            count: 60,
            percent: 3,
          },
        ],
      },
      [
        '60 students more, of 2,000, would have no contact with a phone or email address; the share who have one drops by 3 percentage points.',
        'Held at 3 percentage points or more, and at least 25 students.',
      ],
    ],
    [
      'rows of a file',
      {
        measures: [
          { measure: 'duplicates' as const, subject: 'users.csv', baseline: 700, count: 30 },
        ],
      },
      [
        '30 of 700 rows of users.csv repeat the id of another row, 4.3\u00a0%.',
        'Held at 1\u00a0% or more, and at least 10 rows.',
      ],
    ],
  ])('%s', (_, counts, said) => {
    expect(held(counts)).toEqual(said);
  });
});

describe('where the mark of a limit stands on a bar', () => {
  it.each([
    ['the share', { limitPercent: 5, limitCount: 25, limitCap: 1_000 }, 700, 5],
    [
      'the number, where it is the larger one',
      { limitPercent: 5, limitCount: 25, limitCap: null },
      250,
      10,
    ],
    [
      'the cap, where it comes first',
      { limitPercent: 5, limitCount: 25, limitCap: 1_000 },
      50_000,
      2,
    ],
    ['no share of nothing', { limitPercent: 5, limitCount: 25, limitCap: null }, 0, null],
    ['no limit', { limitPercent: null, limitCount: null, limitCap: null }, 700, null],
  ])('%s', (_, limits, baseline, share) => {
    expect(limitShare(limits, baseline)).toBe(share);
  });
});
