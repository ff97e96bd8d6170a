import { expect, test } from 'vitest';
import { markMatches } from './mark-matches';

const marked = (title: string, sought: string): string =>
  markMatches(title, sought)
    .map(({ text, isMatch }) => (isMatch ? `[${text}]` : text))
    .join('');

test.each([
  ['Núñez, María', 'nun mar', '[Núñ]ez, [Mar]ía'],
  ['Lakeview Unified', 'view', 'Lake[view] Unified'],
  ['Maple Lake', 'l', 'Maple [L]ake'],
  ['Straße', 'strass', '[Straß]e'],
  ['Run 12', '#12', 'Run [12]'],
  ['García', 'zz', 'García'],
  ['García', '', 'García'],
  ['🙂 Ana', 'an', '🙂 [An]a'],
])('%s by %s', (title, sought, expected) => {
  expect(marked(title, sought)).toBe(expected);
});

test('the parts are the whole title', () => {
  const title = 'De la Cruz-Peña, José 👨‍👩‍👧';
  expect(
    markMatches(title, 'pena jo de')
      .map(({ text }) => text)
      .join(''),
  ).toBe(title);
});
