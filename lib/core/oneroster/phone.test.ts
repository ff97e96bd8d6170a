import { expect, test } from 'vitest';
import { phoneNumber } from './phone';
import { PHONES } from '@/lib/testing/reachable-examples';

test.each([
  ['+12065550134', '+12065550134'],
  ['2065550134', '+12065550134'],
  ['12065550134', '+12065550134'],
  ['(206) 555-0134', '+12065550134'],
  ['(206)555-0134', '+12065550134'],
  ['206-555-0134', '+12065550134'],
  ['206.555.0134', '+12065550134'],
  ['206 555 0134', '+12065550134'],
  ['1-206-555-0134', '+12065550134'],
  ['+1 (206) 555-0134', '+12065550134'],
  ['206/555-0134', '+12065550134'],
  ['206–555–0134', '+12065550134'],
  ['tel:+1-206-555-0134', '+12065550134'],
  ['206-555-0134 x12', '+12065550134'],
  ['206-555-0134 ext. 4411', '+12065550134'],
  ['+52 55 1234 5678', '+525512345678'],
  ['011 52 55 1234 5678', '+525512345678'],
  ['+44 (20) 7946 0018', '+442079460018'],
])('%s is %s', (text, expected) => {
  expect(phoneNumber(text)).toBe(expected);
});

test.each([
  ['seven digits: nobody knows the area', '555-0134'],
  ['an area code that cannot be', '106-555-0134'],
  ['an exchange that cannot be', '206-155-0134'],
  ['filled in to please a form', '999-999-9999'],
  ['zeros', '000-000-0000'],
  ['a word', 'unknown'],
  ['two numbers', '206-555-0134 or 206-555-0135'],
  ['a name beside it', '206-555-0134 (aunt)'],
  ['a number of a spreadsheet', '2.06555E+09'],
  ['too many digits', '+1234567890123456'],
  ['+1 with too few', '+1206555013'],
  ['nothing but a plus', '+'],
])('is none: %s', (_name, text) => {
  expect(phoneNumber(text)).toBeNull();
});

test.each(PHONES)('%j is %j', (text, expected) => {
  expect(phoneNumber(text)).toBe(expected);
});
