import { expect, test } from 'vitest';
import { backOffMs, MAX_WAIT_MS, readWaitHint, waitMs, type WaitSigns } from './wait-hint';

const now = new Date('2026-11-18T02:00:00.000Z');
const MINUTE = 60_000;

test.each<[string, WaitSigns, number | null]>([
  ['nothing is said', {}, null],
  ['nothing is said in words', { retryAfter: '', text: '{"error":"rate limited"}' }, null],
  ['seconds', { retryAfter: '30' }, 30_000],
  ['seconds with blanks', { retryAfter: ' 30 ' }, 30_000],
  ['part of a second', { retryAfter: '0.0015' }, 2],
  ['at once', { retryAfter: '0' }, 0],
  ['a date', { retryAfter: 'Wed, 18 Nov 2026 02:01:30 GMT' }, 90_000],
  ['a date in the form of RFC 850', { retryAfter: 'Wednesday, 18-Nov-26 02:01:30 GMT' }, 90_000],
  ['a date that has passed', { retryAfter: 'Wed, 18 Nov 2026 01:00:00 GMT' }, 0],
  ['no date', { retryAfter: '-5' }, null],
  ['no date either', { retryAfter: 'soon, 5' }, null],
  ['too long', { retryAfter: '86400' }, 10 * MINUTE],
  ['a date too far off', { retryAfter: 'Wed, 25 Nov 2026 02:00:00 GMT' }, 10 * MINUTE],
  ['milliseconds in a header', { retryAfterMs: '1500', retryAfter: '2' }, 1500],
  ['the end of the limit, from now', { rateLimitReset: '45' }, 45_000],
  ['the end of the limit, since 1970', { rateLimitReset: `${now.getTime() / 1000 + 45}` }, 45_000],
  ['Retry-After before the end of the limit', { retryAfter: '5', rateLimitReset: '45' }, 5_000],
  ['words', { text: 'Too many requests. Please wait 30 seconds.' }, 30_000],
  ['one second', { text: 'wait 1 second' }, 1_000],
  ['words for later', { text: '{"message":"Try again in 20 seconds"}' }, 20_000],
  ['minutes', { text: 'Rate limit exceeded, try again in 2 minutes' }, 2 * MINUTE],
  ['an hour of minutes', { text: 'wait 60 minutes' }, 10 * MINUTE],
  ['milliseconds', { text: 'retry after 500ms' }, 500],
  ['milliseconds in full', { text: 'Retry in 1500 milliseconds.' }, 1_500],
  ['a letter', { text: 'available in 12.5s' }, 12_500],
  ['a header that cannot be read, and words', { retryAfter: 'x', text: 'wait 3 seconds' }, 3_000],
  ['a number of something else', { text: 'There are 300 in 5 schools' }, null],
  ['a limit, not a wait', { text: '1200 requests per 60 seconds are allowed' }, null],
])('%s', (_name, signs, expected) => {
  expect(readWaitHint(signs, now)).toBe(expected);
});

test('where nothing is said, each failure may double the wait, up to ten minutes', () => {
  expect([1, 2, 3, 4].map((failures) => backOffMs(failures, 1))).toEqual([
    2_000, 4_000, 8_000, 16_000,
  ]);
  expect(backOffMs(1, 0)).toBe(0);
  expect(backOffMs(3, 0.5)).toBe(4_000);
  expect(backOffMs(400, 1)).toBe(MAX_WAIT_MS);
});

test('what the server asked for is never cut short', () => {
  expect(waitMs(30_000, 5, 0)).toBe(30_000);
  expect(waitMs(30_000, 5, 1)).toBe(33_000);
  expect(waitMs(MAX_WAIT_MS, 5, 1)).toBe(MAX_WAIT_MS);
  expect(waitMs(null, 2, 1)).toBe(4_000);
});
