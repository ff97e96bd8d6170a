import { expect, it, test } from 'vitest';
import {
  chooseProfile,
  isTransitionTooLong,
  relaxesWhatIsNeverRelaxed,
  withOverrides,
} from './profiles';
import { defaultRules } from './rules';

const transition = { startDate: '2026-08-03', endDate: '2026-08-23' };

test.each([
  ['before anything is live', '2026-07-01', null, null, 'STRICT'],
  ['the 30th day live', '2026-07-30', '2026-07-01', null, 'STRICT'],
  ['the day after', '2026-07-31', '2026-07-01', null, 'IN_SESSION'],
  ['the day before a transition', '2026-08-02', '2025-07-01', transition, 'IN_SESSION'],
  ['its first day', '2026-08-03', '2025-07-01', transition, 'TRANSITION'],
  ['its last day', '2026-08-23', '2025-07-01', transition, 'TRANSITION'],
  ['it ends by itself', '2026-08-24', '2025-07-01', transition, 'IN_SESSION'],
  ['a new district that declared one', '2026-08-05', '2026-08-01', transition, 'TRANSITION'],
  [
    'one that was stored too long',
    '2026-08-24',
    '2025-07-01',
    { ...transition, endDate: '2026-12-31' },
    'IN_SESSION',
  ],
] as const)('%s', (_name, today, liveDate, window, expected) => {
  const transitions = window ? [window] : [];
  expect(chooseProfile({ today, liveDate, transitions }).id).toBe(expected);
});

const windows = (...dates: readonly [string, string][]) =>
  dates.map(([startDate, endDate]) => ({ startDate, endDate }));

test.each([
  [
    'in two parts',
    [
      ['2026-08-03', '2026-08-09'],
      ['2026-08-12', '2026-08-20'],
    ],
    '2026-08-20',
    'TRANSITION',
  ],
  [
    'between two parts',
    [
      ['2026-08-03', '2026-08-09'],
      ['2026-08-12', '2026-08-20'],
    ],
    '2026-08-10',
    'IN_SESSION',
  ],
  [
    'end to end, the 21st day',
    [
      ['2026-08-03', '2026-08-23'],
      ['2026-08-24', '2026-09-13'],
    ],
    '2026-08-23',
    'TRANSITION',
  ],
  [
    'end to end, the 22nd day',
    [
      ['2026-08-03', '2026-08-23'],
      ['2026-08-24', '2026-09-13'],
    ],
    '2026-08-24',
    'IN_SESSION',
  ],
  [
    'twenty days later',
    [
      ['2026-08-03', '2026-08-23'],
      ['2026-09-13', '2026-09-20'],
    ],
    '2026-09-13',
    'IN_SESSION',
  ],
  [
    'three weeks later',
    [
      ['2026-08-03', '2026-08-23'],
      ['2026-09-14', '2026-09-20'],
    ],
    '2026-09-14',
    'TRANSITION',
  ],
  [
    'declared twice',
    [
      ['2026-08-03', '2026-08-20'],
      ['2026-08-03', '2026-08-20'],
    ],
    '2026-08-20',
    'TRANSITION',
  ],
] as const)('several transitions: %s', (_name, dates, today, expected) => {
  const transitions = windows(...dates.map(([from, to]): [string, string] => [from, to]));
  expect(chooseProfile({ today, liveDate: '2025-07-01', transitions }).id).toBe(expected);
});

test.each([
  ['alone', [], ['2026-08-03', '2026-08-23'], false],
  ['a day too long', [], ['2026-08-03', '2026-08-24'], true],
  ['end to end', [['2026-08-03', '2026-08-23']], ['2026-08-24', '2026-08-25'], true],
  ['before another', [['2026-08-24', '2026-09-13']], ['2026-08-20', '2026-08-23'], true],
  ['filling up what is left', [['2026-08-03', '2026-08-10']], ['2026-08-20', '2026-09-01'], false],
  ['one more than is left', [['2026-08-03', '2026-08-10']], ['2026-08-20', '2026-09-02'], true],
  ['half a year later', [['2026-08-03', '2026-08-23']], ['2027-01-04', '2027-01-24'], false],
  [
    'beside others that are too long',
    [['2026-01-01', '2026-03-01']],
    ['2026-08-03', '2026-08-23'],
    false,
  ],
] as const)('declaring a transition: %s', (_name, before, [startDate, endDate], expected) => {
  const declared = windows(...before.map(([from, to]): [string, string] => [from, to]));
  expect(isTransitionTooLong(declared, { startDate, endDate })).toBe(expected);
});

const own = (ruleId: string, limitPercent: number | null, limitCount: number | null = null) => ({
  ruleId,
  limitPercent,
  limitCount,
  limitCap: null,
});
const limitsOf = (ruleId: string, override: ReturnType<typeof own>) => {
  const rule = withOverrides(defaultRules, [override]).find(({ id }) => id === ruleId);
  return [rule?.limitPercent, rule?.limitCount, rule?.limitCap];
};

test.each([
  ['a wider one', own('students.REMOVE', 8), [8, 25, 1_000]],
  ['a stricter one', own('students.REMOVE', 3, 10), [3, 10, 1_000]],
  ['never relaxed, wider: the default stays', own('reachability', 9, 90), [3, 25, null]],
  ['never relaxed, stricter', own('reachability', 1, 10), [1, 10, null]],
])("a district's own limit: %s", (_name, override, expected) => {
  expect(limitsOf(override.ruleId, override)).toEqual(expected);
});

it('knows what would relax a rule that is never relaxed', () => {
  const rule = defaultRules.find(({ id }) => id === 'blankOut');
  if (!rule) throw new Error('no rule blankOut');
  expect(relaxesWhatIsNeverRelaxed(rule, own('blankOut', 6))).toBe(true);
  expect(relaxesWhatIsNeverRelaxed(rule, own('blankOut', 4, 26))).toBe(true);
  expect(relaxesWhatIsNeverRelaxed(rule, own('blankOut', 4))).toBe(false);
});
