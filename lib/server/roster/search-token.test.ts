import { expect, it } from 'vitest';
import { openSearch, sealSearch } from './search-token';

const ctx = { settings: { secret: 'a secret of the tests, long enough to pass' } } as const;

it('opens what it sealed, for the same district only', () => {
  const token = sealSearch(ctx, 7, 'Núñez, María');
  expect(openSearch(ctx, 7, token)).toBe('Núñez, María');
  expect(openSearch(ctx, 8, token)).toBe('');
});

it.each(['', 'abc', 'x'.repeat(80)])('opens nothing from %j', (token) => {
  expect(openSearch(ctx, 7, token)).toBe('');
});

it('fits an address however much was typed', () => {
  const token = sealSearch(ctx, 7, 'ñ'.repeat(5000));
  expect(token.length).toBeLessThanOrEqual(200);
  expect(openSearch(ctx, 7, token)).toBe('ñ'.repeat(60));
});
