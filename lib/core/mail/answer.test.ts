import { expect, test } from 'vitest';
import { answerLine, causeOfAnswer, cleanAnswer, readSmtpReply } from './answer';

test.each([
  ['550 5.1.1 No such user', 550, '5.1.1', 'No such user'],
  ['550-5.1.1 No such\r\n550 5.1.1 user', 550, '5.1.1', 'No such user'],
  ['451 Greylisted, try again', 451, null, 'Greylisted, try again'],
  ['421', 421, null, ''],
  ['550 5.7.1', 550, '5.7.1', ''],
  ['550 5.7.1Message refused', 550, null, '5.7.1Message refused'],
  ['No such user', null, null, 'No such user'],
  ['', null, null, ''],
])('%j', (reply, smtpCode, statusCode, text) => {
  expect(readSmtpReply(reply)).toEqual({ smtpCode, statusCode, text });
});

test('what a server says is made fit to be shown', () => {
  expect(cleanAnswer(' a\u0000b\r\nSubject:\tx\u001b[31m\u202Ey\u200B ')).toBe(
    'a b Subject: x [31m y',
  );
  const long = cleanAnswer('ä'.repeat(500));
  expect([...long]).toHaveLength(300);
  expect(long.endsWith('ä…')).toBe(true);
});

test('an answer is one line that can be searched for', () => {
  expect(answerLine({ smtpCode: 550, statusCode: '5.1.1', text: 'No' })).toBe('550 5.1.1 No');
  expect(answerLine({ smtpCode: null, statusCode: '4.4.1', text: '' })).toBe('4.4.1');
});

test.each([
  [550, '5.1.1', 'ADDRESS'],
  [550, '5.1.10', 'ADDRESS'],
  [550, '5.2.1', 'ADDRESS'],
  [552, '5.2.2', 'MAILBOX_FULL'],
  [550, '5.7.1', 'FILTER'],
  [550, '5.1.8', 'FILTER'],
  [null, '5.4.4', 'NOT_REACHED'],
  [null, '5.4.6', 'OTHER'],
  [550, null, 'ADDRESS'],
  [552, null, 'MAILBOX_FULL'],
  [554, null, 'FILTER'],
  [550, '5.0.0', 'OTHER'],
  [null, null, 'OTHER'],
])('%s %s is %s', (smtpCode, statusCode, cause) => {
  expect(causeOfAnswer({ smtpCode, statusCode, text: '' })).toBe(cause);
});
