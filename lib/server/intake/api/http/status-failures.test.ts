import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { failureOfStatus } from './status-failures';

const now = new Date('2026-11-18T02:00:00Z');
const answerOf = (status: number, body = '', headers: Record<string, string> = {}) => ({
  status,
  headers: new Headers(headers),
  body: Buffer.from(body),
  url: new URL('https://sis.example.org/users'),
});

test.each([
  [401, 'WRONG_SECRET', 'NEW_TOKEN'],
  [403, 'NOT_PERMITTED', 'NEVER'],
  [404, 'NOT_FOUND', 'NEVER'],
  [410, 'NOT_FOUND', 'NEVER'],
  [400, 'BAD_REQUEST', 'NEVER'],
  [422, 'BAD_REQUEST', 'NEVER'],
  [413, 'BAD_REQUEST', 'SMALLER_PAGE'],
  [408, 'TIMED_OUT', 'SMALLER_PAGE'],
  [504, 'TIMED_OUT', 'SMALLER_PAGE'],
  [429, 'BUSY', 'LATER'],
  [503, 'BUSY', 'LATER'],
  [500, 'SERVER_ERROR', 'LATER'],
  [502, 'SERVER_ERROR', 'LATER'],
  [599, 'SERVER_ERROR', 'LATER'],
])('%d is %s: %s', (status, code, retry) => {
  expect(failureOfStatus(answerOf(status), 'TOKEN', now)).toMatchObject({ code, retry });
});

test('a page that came is no failure; a signature cannot be renewed', () => {
  expect(failureOfStatus(answerOf(200), 'TOKEN', now)).toBeNull();
  expect(failureOfStatus(answerOf(401), 'SIGNATURE', now)).toMatchObject({
    code: 'SIGNATURE_REFUSED',
    retry: 'NEVER',
  });
});

test.each([
  ['seconds', answerOf(429, '', { 'Retry-After': '30' }), 30_000],
  ['a date', answerOf(503, '', { 'Retry-After': 'Wed, 18 Nov 2026 02:02:00 GMT' }), 120_000],
  ['words', answerOf(429, 'Please wait 20 seconds'), 20_000],
  ['milliseconds', answerOf(429, '', { 'Retry-After-Ms': '250' }), 250],
  ['the end of the limit', answerOf(429, '', { 'X-RateLimit-Reset': '12' }), 12_000],
  ['nothing', answerOf(429), undefined],
  ['words of something else', answerOf(500, 'wait 20 seconds'), undefined],
])('how long to wait: %s', (_name, answer, waitMs) => {
  expect(failureOfStatus(answer, 'TOKEN', now)?.waitMs).toBe(waitMs);
});

test('the start of the answer is kept for people, and printed by nothing', () => {
  const failure = failureOfStatus(answerOf(500, `Ana Silva${'x'.repeat(5_000)}`), 'TOKEN', now);
  expect(failure?.answer?.start).toHaveLength(2_048);
  expect(failure?.answer?.start.toString()).toMatch(/^Ana Silva/);
  expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain('Ana');
  expect(JSON.stringify(failure)).not.toContain('start');
});
