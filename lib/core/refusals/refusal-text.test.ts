import { expect, test } from 'vitest';
import type { AnyRefused, RefusalCode } from './catalogue';
import { refusalField, refusalText } from './refusal-text';

const now = new Date('2026-11-21T16:40:00Z');

const cases: [AnyRefused, string][] = [
  [{ ok: false, code: 'CODE_MALFORMED', digitCount: 5 }, 'The code has 6 digits. You entered 5.'],
  [{ ok: false, code: 'CODE_MALFORMED', digitCount: 0 }, 'Enter the 6-digit code from the email.'],
  [
    { ok: false, code: 'CODE_WRONG', triesLeft: 3, triesOf: 5 },
    'This is not the code we sent. You have 3 of 5 tries left.',
  ],
  [
    { ok: false, code: 'TOO_MANY_CODES', retryAt: new Date('2026-11-21T17:10:00Z') },
    'Too many codes were requested. Use the link in the newest email, or try again after 11:10 AM CST.',
  ],
  [
    {
      ok: false,
      code: 'TOO_MANY_FAILURES',
      retryAt: new Date('2026-11-22T16:10:00Z'),
      isLinkOpen: false,
    },
    'Too many wrong codes were entered. Try again after Nov 22, 10:10 AM CST.',
  ],
  [
    {
      ok: false,
      code: 'TOO_MANY_FAILURES',
      retryAt: new Date('2026-11-22T16:10:00Z'),
      isLinkOpen: true,
    },
    'Too many wrong codes were entered for this address. Use the link in the newest email, or ask for a new one. Codes work again after Nov 22, 10:10 AM CST.',
  ],
];

test.each(cases)('%o', (refused, sentence) => {
  expect(refusalText(refused, { reader: 'anyone', now, timeZone: 'America/Chicago' })).toBe(
    sentence,
  );
});

test('a code without words, and one without the facts of its sentence, do not compile', () => {
  // The compiler checks these two: a type that came out as true would not take false.
  const hasWords: 'NEW_CODE' extends RefusalCode ? true : false = false;
  const isEnough: { ok: false; code: 'NUMBER_REQUIRED' } extends AnyRefused ? true : false = false;
  expect([hasWords, isEnough]).toEqual([false, false]);
});

test('the field is the one that the form has', () => {
  const refused = { ok: false, code: 'REASON_REQUIRED' } as const;
  expect(refusalField(refused, (name) => name === 'reason')).toBe('reason');
  expect(refusalField(refused, (name) => name === 'comment')).toBe('comment');
  expect(refusalField(refused, () => false)).toBeUndefined();
});

test('a contact is sent to nobody they do not have', () => {
  const reading = { now, timeZone: 'America/Chicago' };
  for (const code of ['NOT_ALLOWED', 'NO_SUCH_CONNECTION'] as const) {
    const said = refusalText({ ok: false, code }, { ...reading, reader: 'contact' });
    expect(said).not.toContain('administrator');
    expect(said).not.toBe(refusalText({ ok: false, code }, { ...reading, reader: 'staff' }));
  }
});
