import { expect, it } from 'vitest';
import { defaultRules } from './rules';

it('gives every rule its own id', () => {
  expect(new Set(defaultRules.map(({ id }) => id)).size).toBe(defaultRules.length);
});

it('gives every rule that can hold a limit', () => {
  for (const rule of defaultRules.filter(({ effect }) => effect === 'hold')) {
    expect(rule.limitCount ?? rule.tripsAtZeroLeft, rule.id).toBeTruthy();
  }
});
