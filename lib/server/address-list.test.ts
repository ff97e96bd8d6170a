import { expect, test } from 'vitest';
import { AddressList, findBadRange } from './address-list';

test.each([
  ['192.0.2.7', '192.0.2.7', true],
  ['192.0.2.7', '192.0.2.8', false],
  ['192.0.2.7', '::ffff:192.0.2.7', true],
  ['::ffff:192.0.2.7', '192.0.2.7', true],
  ['192.0.2.0/24', '192.0.2.255', true],
  ['192.0.2.0/24', '192.0.3.0', false],
  ['192.0.2.77/24', '192.0.2.1', true],
  ['192.0.2.0/31', '192.0.2.1', true],
  ['192.0.2.0/31', '192.0.2.2', false],
  ['::ffff:192.0.2.0/120', '192.0.2.9', true],
  ['0.0.0.0/0', '203.0.113.1', true],
  ['0.0.0.0/0', '2001:db8::1', false],
  ['2001:db8:1::/48', '2001:db8:1:ffff::1', true],
  ['2001:db8:1::/48', '2001:db8:2::1', false],
  ['2001:DB8::1', '2001:db8:0:0:0:0:0:1', true],
  ['fe80::/10', 'fe80::1%eth0', true],
  ['2001:db8::/64', 'unknown', false],
])('%s and %s: %s', (listed, address, expected) => {
  expect(new AddressList([listed]).has(address)).toBe(expected);
  expect(new AddressList(['198.51.100.1', listed]).has(address)).toBe(expected);
  expect(new AddressList([]).has(address)).toBe(false);
});

test.each([
  ...['192.0.2', '192.0.2.256', '192.0.2.0/33', '192.0.2.0/', '192.0.2.0/-1', '192.0.2.0/24/1'],
  ...['192.0.2.0-192.0.2.9', '192.0.2.*', '::ffff:192.0.2.0/24', '2001:db8::/129', 'fe80::1%eth0'],
  ...['localhost', 'sis.example.org', '192.0.2.0/255.255.255.0', '192.0.2.0 /24', '٣.0.2.1'],
])('%s is none', (text) => {
  expect(findBadRange(['192.0.2.1', text])).toBe(text);
  expect(() => new AddressList([text])).toThrow('neither an address nor a range');
});
