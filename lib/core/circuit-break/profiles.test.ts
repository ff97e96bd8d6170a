import { expect, it, test } from 'vitest';
import { chooseProfile, relaxesWhatIsNeverRelaxed, withOverrides } from './profiles';
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
  expect(chooseProfile({ today, liveDate, transition: window }).id).toBe(expected);
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
