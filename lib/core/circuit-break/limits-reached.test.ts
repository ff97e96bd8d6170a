import { expect, test } from 'vitest';
import type { Trip } from './evaluate';
import { limitsReached, reachedMark, whyHeldLines, whyHeldText } from './limits-reached';

const trip = (ruleId: string, school: string | null, more: Partial<Trip> = {}): Trip => ({
  ruleId,
  profileId: 'usual',
  scope: school ? { kind: 'school', schoolSourcedId: school } : { kind: 'district' },
  entity: 'students',
  changeType: 'REMOVE',
  baselineCount: 700,
  changeCount: 53,
  percent: 7.6,
  limitPercent: 5,
  limitCount: 25,
  limitCap: null,
  isNeverRelaxed: false,
  effect: 'hold',
  tripped: true,
  ...more,
});
const reason = (...facts: Parameters<typeof trip>) => {
  const [ruleId, school] = facts;
  return {
    ruleId,
    trip: trip(...facts),
    sentence: `${ruleId}${school ? ` at ${school}` : ''}.`,
    remedy: null,
  };
};

const reasons = [
  reason('classes.ADD', null, { entity: 'classes', changeType: 'ADD' }),
  reason('students.REMOVE', null),
  reason('students.UPDATE.name', null, {
    changeType: 'UPDATE',
    limitPercent: 20,
    limitCount: null,
  }),
  reason('resume', null, { entity: null, changeType: null }),
  reason('school.students', 'east'),
  reason('students.ADD', 'east', { changeType: 'ADD' }),
  reason('students.ADD', 'west', { changeType: 'ADD' }),
];

test('limits are counted once, with their schools folded; what is always reviewed comes first and is none', () => {
  const { always, limits } = limitsReached(reasons);
  expect(always.map(({ ruleId }) => ruleId)).toEqual(['resume']);
  expect(limits.map(({ ruleId }) => ruleId)).toEqual([
    'students.REMOVE',
    'classes.ADD',
    'students.UPDATE.name',
    'students.ADD',
  ]);
});

test('the headline and the mail count the same limits', () => {
  expect(whyHeldText(reasons)).toBe('resume. students.REMOVE. And 3 more limits.');
  expect(whyHeldLines(reasons, 2)).toEqual([
    'resume.',
    'students.REMOVE. Also at 1 school.',
    'classes.ADD.',
    'And 2 more limits; the review page lists each one.',
  ]);
  expect(whyHeldLines(reasons).at(-1)).toBe('students.ADD at east. And at 1 more school.');
  expect(whyHeldText([])).toBeNull();
});

test('a count is marked with its limit, or with how many schools reached theirs', () => {
  const markOf = (changeType: 'ADD' | 'UPDATE' | 'REMOVE') =>
    reachedMark(reasons, 'students', changeType);
  expect(markOf('REMOVE')).toEqual({ limitPercent: 5, schoolCount: 1 });
  expect(markOf('UPDATE')).toEqual({ limitPercent: 20, schoolCount: 0 });
  expect(markOf('ADD')).toEqual({ limitPercent: null, schoolCount: 2 });
  expect(reachedMark(reasons, 'contacts', 'REMOVE')).toBeNull();
  expect(reachedMark([reason('blankOut', null)], 'students', 'REMOVE')).toBeNull();
});
