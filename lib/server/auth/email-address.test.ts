import { expect, test } from 'vitest';
import { maskEmailAddress, parseEmailAddress } from './email-address';

test.each([
  ['plain', 'dana@maplegrove.example', 'dana@maplegrove.example'],
  ['capitals', ' Dana.Reyes@MapleGrove.Example ', 'dana.reyes@maplegrove.example'],
  ['plus', 'dana+sis@maplegrove.example', 'dana+sis@maplegrove.example'],
  ['full-width letters', 'ｄana@maplegrove.example', 'dana@maplegrove.example'],
  ['the local admin', 'admin@connector.localhost', 'admin@connector.localhost'],
  ['punycode', 'dana@xn--mnchen-3ya.example', 'dana@xn--mnchen-3ya.example'],
])('accepts %s', (_name, typed, address) => {
  expect(parseEmailAddress(typed)).toEqual({ ok: true, address });
});

test.each([
  ['nothing', ''],
  ['no @', 'dana.maplegrove.example'],
  ['two @', 'dana@evil.example@maplegrove.example'],
  ['full-width @', 'dana＠maplegrove.example'],
  ['small @', 'dana﹫maplegrove.example'],
  ['full-width @ beside a plain one', 'dana＠evil.example@maplegrove.example'],
  ['quoted local part', '"dana@evil.example"@maplegrove.example'],
  ['display name', 'Dana <dana@maplegrove.example>'],
  ['two addresses', 'dana@maplegrove.example,eve@evil.example'],
  ['a line break', 'dana@maplegrove.example\r\nBcc: eve@evil.example'],
  ['a space inside', 'da na@maplegrove.example'],
  ['look-alike letter', 'dana@mаplegrove.example'],
  ['dot first', '.dana@maplegrove.example'],
  ['two dots', 'dana..reyes@maplegrove.example'],
  ['no dot in the domain', 'dana@localhost'],
  ['an address of a machine', 'dana@[127.0.0.1]'],
  ['a number for a top domain', 'dana@10.0.0.1'],
  ['hyphen first in a label', 'dana@-maple.example'],
  ['local part of 65', `${'a'.repeat(65)}@maplegrove.example`],
])('refuses %s', (_name, typed) => {
  expect(parseEmailAddress(typed)).toEqual({ ok: false, code: 'ADDRESS_INVALID' });
});

test.each([
  ['a zero-width space', 'dana\u200b@maplegrove.example', 'dana'],
  ['a mark for right-to-left', '\u202edana@maplegrove.example', ''],
  ['a soft hyphen', 'dana@maple\u00adgrove.example', 'dana@maple'],
  ['a space that does not break', 'dana\u00a0@maplegrove.example', 'dana'],
  ['a byte order mark inside', 'dana@\ufeffmaplegrove.example', 'dana@'],
  ['a filler', 'dana@maplegrove.example\u3164', 'dana@maplegrove.example'],
])('says where %s is', (_name, typed, after) => {
  expect(parseEmailAddress(typed)).toEqual({ ok: false, code: 'ADDRESS_HAS_INVISIBLE', after });
});

test('masks all but the first letter', () => {
  expect(maskEmailAddress('dana@maplegrove.example')).toBe('d•••@maplegrove.example');
});
