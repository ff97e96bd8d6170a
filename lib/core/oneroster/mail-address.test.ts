import { expect, test } from 'vitest';
import { mailAddress } from './mail-address';
import { MAILS } from '@/lib/testing/reachable-examples';

test.each(MAILS)('%j is %j', (text, expected) => {
  expect(mailAddress(text)).toBe(expected);
});

test.each([
  ['a part before the @ of 65 letters', `${'a'.repeat(65)}@example.org`],
  ['more than an address may have', `a@${'b'.repeat(63)}.${'c'.repeat(200)}.org`],
])('is none: %s', (_name, text) => {
  expect(mailAddress(text)).toBeNull();
});
