import { expect, test } from 'vitest';
import { defaultRules } from '@/lib/core/circuit-break/rules';
import { limitOfRule } from './limit-labels';

const rule = (id: string) => {
  const found = defaultRules.find((each) => each.id === id);
  if (!found) throw new Error(`no rule ${id}`);
  return found;
};
const said = (id: string): string => {
  const { effect, tripsAtZeroLeft = false, ...limit } = rule(id);
  return limitOfRule(limit, { effect, tripsAtZeroLeft });
};

test('a rule says what reaches it', () => {
  expect(said('school.noStudents')).toBe('no one left');
  expect(said('school.students')).toMatch(/^20.?% and at least 20$/);
  const limit = { limitPercent: null, limitCount: null, limitCap: null };
  expect(limitOfRule(limit, { effect: 'hold', tripsAtZeroLeft: false })).toBe('any');
  expect(limitOfRule(limit, { effect: 'warn', tripsAtZeroLeft: false })).toBe('none');
});
