import { expect, test } from 'vitest';
import { mailTroubleText, type MailTrouble } from './trouble-text';

const reading = {
  timeZone: 'America/Chicago',
  now: new Date('2026-11-21T18:00:00Z'),
  of: 'district',
} as const;
const base: MailTrouble = {
  state: 'returned',
  answer: { smtpCode: 550, statusCode: '5.1.1', text: 'No such user' },
  count: 1,
  firstAt: new Date('2026-11-21T16:42:00Z'),
  lastAt: new Date('2026-11-21T17:42:00Z'),
  nextAttemptAt: null,
};
const textOf = (more: Partial<MailTrouble>) => mailTroubleText({ ...base, ...more }, reading);

test('one that is tried again says when, and asks nothing of anyone', () => {
  expect(
    textOf({
      state: 'retrying',
      count: 3,
      answer: { smtpCode: 451, statusCode: '4.7.1', text: 'Greylisted' },
      nextAttemptAt: new Date('2026-11-21T18:15:00Z'),
    }),
  ).toEqual({
    title:
      'Email not delivered yet, last tried Nov 21, 11:42 AM CST (3 times since Nov 21, 10:42 AM CST)',
    said: '451 4.7.1 Greylisted',
    next: 'It will be tried again at Nov 21, 12:15 PM CST. There is nothing to do now.',
  });
});

test('an address that does not exist is checked with the district', () => {
  expect(textOf({})).toEqual({
    title: 'Email returned Nov 21, 11:42 AM CST',
    said: '550 5.1.1 No such user',
    next: 'Check the address with the district. If it is wrong, invite them again at the right one.',
  });
  expect(textOf({ state: 'failed' }).title).toBe('Email refused Nov 21, 11:42 AM CST');
});

test.each([
  ['5.2.2', /mailbox is full/],
  ['5.7.1', /Ask the district to have our sender allowed/],
  ['5.4.4', /part after the @/],
  ['5.0.0', /the mail administrator there/],
])('%s has its own next step', (statusCode, next) => {
  expect(textOf({ answer: { smtpCode: null, statusCode, text: '' } }).next).toMatch(next);
});

test('what no server of theirs said is no matter of the address', () => {
  for (const state of ['failed', 'retrying'] as const) {
    const { said, next } = textOf({ state, answer: null });
    expect(said).toBeNull();
    expect(next).toContain('This does not depend on the address.');
    expect(next).not.toContain('Check the address');
  }
});

test('a colleague is asked themselves', () => {
  expect(mailTroubleText(base, { ...reading, of: 'staff' }).next).toMatch(
    /^Check the address with your colleague\./,
  );
});

test.each([
  ['5.1.1', /^Check the address with your colleague\./],
  ['5.7.1', /Ask whoever runs your mail to allow our sender in the mail filter/],
  ['5.4.4', /after the @ with your colleague\./],
  [
    '5.0.0',
    /with your colleague\. If it is right, whoever runs your mail can look up this answer\.$/,
  ],
  ['5.2.2', /mailbox is full/],
])(
  'a contact reads of a colleague what they can do in their own district: %s',
  (statusCode, next) => {
    for (const state of ['returned', 'failed'] as const) {
      const answer = { smtpCode: null, statusCode, text: '' };
      const text = mailTroubleText({ ...base, state, answer }, { ...reading, of: 'own district' });
      expect(text.next).toMatch(next);
      expect(text.next).not.toMatch(/the district/);
    }
  },
);
