import { expect, test } from 'vitest';
import type { Hit, SearchAnswer } from './answer';
import { hitsOf, spokenCount, stepTo } from './hit-list';

const hit = (title: string): Hit => ({
  kind: 'page',
  href: `/${title}`,
  title,
  detail: '',
  isMarked: true,
});
const answer: SearchAnswer = {
  groups: [
    { title: 'Pages', hits: [hit('a'), hit('b')] },
    { title: 'Actions', hits: [hit('c')] },
  ],
  note: 'Searched people in 2 districts.',
};

test('hits go on from group to group', () => {
  expect(hitsOf(answer).map(({ title }) => title)).toEqual(['a', 'b', 'c']);
});

test('arrow keys go around the ends, and nowhere in an empty list', () => {
  expect([stepTo(0, 1, 3), stepTo(2, 1, 3), stepTo(0, -1, 3)]).toEqual([1, 0, 2]);
  expect([stepTo(0, 1, 0), stepTo(0, -1, 0)]).toEqual([0, 0]);
});

test('a screen reader hears how many there are, and where was looked if there are none', () => {
  expect(spokenCount('x', answer)).toBe('3 results.');
  expect(spokenCount('x', { ...answer, groups: [answer.groups[1]!] })).toBe('1 result.');
  expect(spokenCount('x', { ...answer, groups: [] })).toBe(
    'Nothing matches. Searched people in 2 districts.',
  );
  expect(spokenCount('', answer)).toBe('');
});
