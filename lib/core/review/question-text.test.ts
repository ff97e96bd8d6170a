import { expect, test } from 'vitest';
import { heldBecause } from '../circuit-break/held-because';
import {
  CLOSED_TEXT,
  PAST_TEXT,
  newerFilesText,
  WHY_ASKED,
  type QuestionedReview,
} from './question-text';

test.each<[QuestionedReview, said: RegExp, never: RegExp]>([
  ['OPEN', /asked you again/, /decided|replaced these|expired/],
  ['APPROVED', /decided/, /newer files|expired|asked/i],
  ['REJECTED', /decided/, /newer files|expired|asked/i],
  ['SUPERSEDED', /replaced these/, /decided|expired/],
  ['EXPIRED', /expired\. Send the whole set again/, /decided|replaced these/],
])('a question that is closed says the one reason: %s', (state, said, never) => {
  expect(CLOSED_TEXT[state]).toMatch(said);
  expect(CLOSED_TEXT[state]).not.toMatch(never);
});

test('an answer about files that newer ones followed is not said to be decided about', () => {
  expect(PAST_TEXT.OPEN).not.toMatch(/decided|replaced these/);
  expect(newerFilesText('Nov 21', 'Nov 22')).toContain(
    'arrived on Nov 22 and are under review too',
  );
});

test.each([
  ['an undo, and no limit was reached', [], /undone/, /More would change/],
  ['the end of a pause', ['resume'], /after a pause/, /More would change/],
  ['a limit', ['students.REMOVE'], /More would change/, /undone/],
])('why a question is asked after %s', (_name, rules, said, never) => {
  const because = heldBecause('LIMITS', rules);
  if (because === 'ONBOARDING') throw new Error('a first roster brings no question');
  expect(WHY_ASKED[because]).toMatch(said);
  expect(WHY_ASKED[because]).not.toMatch(never);
});
