import { expect, test } from 'vitest';
import { emailOf, FAMILY_MAIL, languageOf, phonesOf, WORK_MAIL } from './reach';

const uri = (code: string) => `uri://ed-fi.org/Descriptor#${code}`;
const mail = (electronicMailAddress: string, type: string, more: object = {}) => ({
  electronicMailAddress,
  electronicMailTypeDescriptor: uri(type),
  ...more,
});
const phone = (telephoneNumber: string, type: string, more: object = {}) => ({
  telephoneNumber,
  telephoneNumberTypeDescriptor: uri(type),
  ...more,
});
const language = (code: string, ...uses: string[]) => ({
  languageDescriptor: uri(code),
  uses: uses.map((use) => ({ languageUseDescriptor: uri(use) })),
});

test('the address to write to', () => {
  const mails = [mail('home', 'Home/Personal'), mail('work', 'Work')];
  expect(emailOf(mails, WORK_MAIL)).toEqual({ email: 'work' });
  expect(emailOf(mails, FAMILY_MAIL)).toEqual({ email: 'home' });
  const primary = [...mails, mail('primary', 'Other', { primaryEmailAddressIndicator: true })];
  expect(emailOf(primary, WORK_MAIL)).toEqual({ email: 'primary' });
  const unlisted = { primaryEmailAddressIndicator: true, doNotPublishIndicator: true };
  expect(emailOf([mail('unlisted', 'Work', unlisted), ...mails], WORK_MAIL)).toEqual({
    email: 'work',
  });
  expect(emailOf([mail('unlisted', 'Work', unlisted)], WORK_MAIL)).toEqual({ email: 'unlisted' });
  expect(emailOf(undefined, WORK_MAIL)).toEqual({});
});

test('the number that takes text messages, and another', () => {
  expect(phonesOf([phone('1', 'Home'), phone('2', 'Mobile'), phone('3', 'Work')])).toEqual({
    sms: '2',
    phone: '1',
  });
  expect(
    phonesOf([phone('1', 'Home', { textMessageCapabilityIndicator: true }), phone('2', 'Mobile')]),
  ).toEqual({ sms: '1', phone: '2' });
  expect(phonesOf([phone('1', 'Mobile', { textMessageCapabilityIndicator: false })])).toEqual({
    phone: '1',
  });
  expect(
    phonesOf([
      phone('1', 'Mobile', { orderOfPriority: 2 }),
      phone('2', 'Mobile', { orderOfPriority: 1 }),
    ]),
  ).toEqual({ sms: '2', phone: '1' });
  expect(phonesOf([phone('1', 'Fax')])).toEqual({});
  expect(phonesOf(undefined)).toEqual({});
});

test('the language to write in before that of the home', () => {
  expect(languageOf([language('eng', 'Native language'), language('spa', 'Home language')])).toBe(
    'spa',
  );
  expect(
    languageOf([language('eng', 'Home language'), language('spa', 'Correspondence language')]),
  ).toBe('spa');
  expect(languageOf([language('eng'), language('spa', 'Other', 'Dominant language')])).toBe('spa');
  expect(languageOf([language('vie')])).toBe('vie');
  expect(languageOf([{ languageDescriptor: uri('vie') }])).toBe('vie');
  expect(languageOf([])).toBe('');
});
