import { expect, test } from 'vitest';
import { withOverrides } from './profiles';
import { defaultRules } from './rules';
import { simulateRun, type StoredEvaluation } from './simulate';

const students: StoredEvaluation = {
  ruleId: 'students.REMOVE',
  profileId: 'IN_SESSION',
  scope: 'district',
  scopeSourcedId: '',
  subject: '',
  baselineCount: 10_000,
  changeCount: 400,
  percent: 4,
  tripped: false,
  accepted: false,
};
const resume: StoredEvaluation = {
  ...students,
  ruleId: 'resume',
  baselineCount: 0,
  changeCount: 3,
  percent: null,
  tripped: true,
};
const reach: StoredEvaluation = {
  ...students,
  ruleId: 'reachability',
  baselineCount: 2_000,
  changeCount: 60,
  percent: 3,
  tripped: true,
};
const proposed = (ruleId: string, limitPercent: number) =>
  withOverrides(defaultRules, [{ ruleId, limitPercent, limitCount: null, limitCap: null }]);

test.each([
  ['as it was', [students], defaultRules, [false, false]],
  ['stricter', [students], proposed('students.REMOVE', 4), [false, true]],
  [
    'wider',
    [{ ...students, changeCount: 600, percent: 6, tripped: true }],
    proposed('students.REMOVE', 7),
    [true, false],
  ],
  [
    'half of it in the first month',
    [{ ...students, profileId: 'STRICT' }],
    proposed('students.REMOVE', 8),
    [false, true],
  ],
  ['a pause is no limit', [resume], proposed('students.REMOVE', 50), [true, true]],
  ['points of a share', [reach], defaultRules, [true, true]],
  [
    'what a profile only warns of',
    [{ ...students, ruleId: 'students.ADD', profileId: 'TRANSITION', changeCount: 5_000 }],
    defaultRules,
    [false, false],
  ],
])('%s', (_name, evaluations, rules, [wasHeld, wouldBeHeld]) => {
  expect(simulateRun(evaluations, rules)).toMatchObject({ wasHeld, wouldBeHeld });
});
