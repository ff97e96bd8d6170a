import { expect, test } from 'vitest';
import { firstPage, pageOf, type PageRequest } from './page';

const cases: [name: string, found: string, request: Partial<PageRequest>, expected: object][] = [
  ['a first page that is not full', 'ab', {}, { rows: ['a', 'b'], previous: null, next: null }],
  ['a first page with more behind it', 'abc', {}, { rows: ['a', 'b'], previous: null, next: 'b' }],
  ['the last page', 'c', { after: 'b' }, { rows: ['c'], previous: 'c', next: null }],
  [
    'read backwards to the start',
    'ba',
    { before: 'c' },
    { rows: ['a', 'b'], previous: null, next: 'b' },
  ],
  [
    'read backwards with more',
    'dcb',
    { before: 'e' },
    { rows: ['c', 'd'], previous: 'c', next: 'd' },
  ],
  ['nothing', '', {}, { rows: [], previous: null, next: null }],
];

test.each(cases)('%s', (_name, found, request, expected) => {
  expect(pageOf([...found], { ...firstPage, size: 2, ...request }, (row) => row)).toEqual(expected);
});
