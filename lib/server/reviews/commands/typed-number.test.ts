import { expect, test } from 'vitest';
import { isTyped, typedNumberFor } from './typed-number';

type Sizes = Parameters<typeof typedNumberFor>[0];

const cases: [name: string, sizes: Sizes, expected: number | null][] = [
  ['nothing removed', [{ entity: 'students', removed: 0, baseline: 0 }], null],
  ['a quarter of the students', [{ entity: 'students', removed: 25, baseline: 100 }], null],
  ['more than a quarter', [{ entity: 'students', removed: 26, baseline: 100 }], 26],
  [
    'most enrollments, as at the end of a term',
    [{ entity: 'studentEnrollments', removed: 900, baseline: 1000 }],
    null,
  ],
  [
    'more than five thousand of anything',
    [{ entity: 'studentEnrollments', removed: 5001, baseline: 90_000 }],
    5001,
  ],
  [
    'all removals are in the number',
    [
      { entity: 'students', removed: 30, baseline: 100 },
      { entity: 'links', removed: 40, baseline: 1000 },
    ],
    70,
  ],
];

test.each(cases)('%s', (_name, sizes, expected) => {
  expect(typedNumberFor(sizes)).toBe(expected);
});

test.each([
  ['1234', true],
  ['1,234', true],
  [' 1 234 ', true],
  ['1\u00a0234', true],
  ['', false],
  [',', false],
  ['1.234', false],
  ['1234.0', false],
  ['+1234', false],
  ['1234 students', false],
  ['01234', false],
  ['123', false],
])('%o typed for 1,234: %s', (typed, isRight) => {
  expect(isTyped(1234, typed)).toBe(isRight);
});
