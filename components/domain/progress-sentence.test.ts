import { expect, test } from 'vitest';
import { progressSentence, type Progress } from './progress-sentence';

const cases: [progress: Progress | null, sentence: string | null][] = [
  [null, null],
  [
    { step: 'Checking', file: 'users.csv', done: 41_200, total: 58_900 },
    'Checking users.csv: 41,200 of 58,900 rows',
  ],
  [
    { step: 'Checking', file: 'users.csv', done: 41_200, total: null },
    'Checking users.csv: 41,200 rows',
  ],
  [{ step: 'Comparing', file: 'orgs.csv', done: 0, total: null }, 'Comparing orgs.csv'],
  [{ step: 'Preparing', file: '', done: 0, total: null }, 'Preparing'],
];

test.each(cases)('%j', (progress, sentence) => {
  expect(progressSentence(progress)).toBe(sentence);
});
