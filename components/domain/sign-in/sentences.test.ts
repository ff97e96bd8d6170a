import { expect, test } from 'vitest';
import { codeSentence, type CodeFailure } from './sentences';

const now = new Date('2026-11-21T16:40:00Z');

const cases: [CodeFailure, string][] = [
  [{ code: 'CODE_MALFORMED', digitCount: 5 }, 'The code has 6 digits. You entered 5.'],
  [{ code: 'CODE_MALFORMED', digitCount: 0 }, 'Enter the 6-digit code from the email.'],
  [
    { code: 'CODE_WRONG', triesLeft: 3, triesOf: 5 },
    'This is not the code we sent. You have 3 of 5 tries left.',
  ],
  [
    { code: 'TOO_MANY_CODES', retryAt: new Date('2026-11-21T17:10:00Z') },
    'Too many codes were asked for. Use the link in the newest email, or try again after 11:10 AM CST.',
  ],
  [
    { code: 'TOO_MANY_FAILURES', retryAt: new Date('2026-11-22T16:10:00Z'), isLinkOpen: false },
    'Too many wrong codes were entered. Try again after Nov 22, 10:10 AM CST.',
  ],
  [
    { code: 'TOO_MANY_FAILURES', retryAt: new Date('2026-11-22T16:10:00Z'), isLinkOpen: true },
    'Too many wrong codes were entered for this address. Use the link in the newest email, or ask for a new one. Codes work again after Nov 22, 10:10 AM CST.',
  ],
];

test.each(cases)('%o', (failure, sentence) => {
  expect(codeSentence(failure, now, 'America/Chicago')).toBe(sentence);
});
