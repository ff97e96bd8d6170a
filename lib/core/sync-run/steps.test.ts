import { expect, test } from 'vitest';
import { stepTimesSentence, type RunStep } from './steps';

test.each<[[RunStep, number][], string]>([
  [[], ''],
  [[['open', 99]], ''],
  [[['open', 100]], '0.1 s opening the files'],
  [
    [
      ['open', 40],
      ['read', 9_949],
      ['compare', 9_951],
    ],
    '9.9 s reading and checking, 10 s comparing with the live roster',
  ],
  [[['apply', 59_499]], '59 s applying'],
  [[['apply', 59_500]], '1 min 0 s applying'],
  [[['decide', 754_000]], '12 min 34 s counting and deciding'],
])('%j reads %s', (times, sentence) => {
  expect(stepTimesSentence(times.map(([step, ms]) => ({ step, ms })))).toBe(sentence);
});
