import { expect, test } from 'vitest';
import { sourceAddressOf } from './source-address';

test.each([
  ['no proxy of ours: nobody is believed', 0, '203.0.113.4', 'unknown'],
  ['one proxy', 1, '203.0.113.4', '203.0.113.4'],
  ['one proxy, and a client that made something up', 1, '10.0.0.1, 203.0.113.4', '203.0.113.4'],
  ['two proxies', 2, '10.0.0.1, 203.0.113.4, 198.51.100.7', '203.0.113.4'],
  ['fewer entries than proxies', 2, '203.0.113.4', 'unknown'],
  ['IPv6', 1, '2001:db8::1', '2001:db8::1'],
  ['IPv4 written as IPv6', 1, '::ffff:203.0.113.4', '203.0.113.4'],
  ['not an address', 1, '<script>', 'unknown'],
  ['nothing', 1, '', 'unknown'],
])('%s', (_name, trustedProxyCount, value, expected) => {
  const headers = new Headers(value ? { 'x-forwarded-for': value } : {});
  expect(sourceAddressOf(headers, trustedProxyCount)).toBe(expected);
});
