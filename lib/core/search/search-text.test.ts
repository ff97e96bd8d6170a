import { expect, test } from 'vitest';
import {
  hasEnoughLettersForPeople,
  MAX_SEARCH_LENGTH,
  readNamedDistricts,
  readSearchText,
  rosterText,
} from './search-text';

test.each([
  ['12', { runNumber: 12, isRun: false }],
  ['#12', { runNumber: 12, isRun: true }],
  ['# 12', { runNumber: 12, isRun: true }],
  ['run 12', { runNumber: 12, isRun: true }],
  ['Run12', { runNumber: 12, isRun: true }],
  ['run-12', { runNumber: 12, isRun: true }],
  ['run #12', { runNumber: 12, isRun: true }],
  ['runs', { runNumber: null, isRun: false }],
  ['run', { runNumber: null, isRun: false }],
  ['12a', { runNumber: null, isRun: false }],
  ['1234567890', { runNumber: null, isRun: false }],
])('%s as a run', (typed, expected) => {
  expect(readSearchText(typed)).toMatchObject(expected);
});

test('spaces do not count, and no more is read than can be meant', () => {
  expect(readSearchText('  maria   garcia ')).toMatchObject({
    text: 'maria garcia',
    words: ['maria', 'garcia'],
  });
  expect(readSearchText(' ')).toMatchObject({ text: '', words: [] });
  expect(readSearchText('x'.repeat(1000)).text).toHaveLength(MAX_SEARCH_LENGTH);
});

test('a district is named first or last, and never by every word', () => {
  const readings = (text: string) =>
    readNamedDistricts(readSearchText(text)).map(({ district, rest }) => `${district} | ${rest}`);
  expect(readings('garcia')).toEqual([]);
  expect(readings('lakeview garcia')).toEqual(['lakeview | garcia', 'garcia | lakeview']);
  expect(readings('marble falls vega')).toEqual([
    'marble falls | vega',
    'falls vega | marble',
    'marble | falls vega',
    'vega | marble falls',
  ]);
});

test.each([
  ['attendance of ana vega', 'ana vega'],
  ['Attendance ana vega', 'ana vega'],
  ['ana vega attendance', 'ana vega'],
  ['absences ana', 'ana'],
  ['attendance', 'attendance'],
  ['attendances', 'attendances'],
  ['ATTENDANCE OF ANA', 'ANA'],
  ['attendance a', 'a'],
  ['attendance of a', 'a'],
  ['attendance of an', 'an'],
  ['a attendance', 'a'],
  ['absences of á', 'á'],
  ['attendance 7', '7'],
  ['attendance ofelia', 'ofelia'],
  ['attendance of', ''],
  ['ana', 'ana'],
])('%s in the roster', (typed, expected) => {
  expect(rosterText(typed)).toBe(expected);
});

test.each([
  ['an', true],
  ['a b', true],
  ["o'c", true],
  ['12', true],
  ['ß', true],
  ['', false],
  ['a', false],
  ['7', false],
  ['á', false],
  ['a\u0301', false],
  ['a,', false],
  [', a', false],
  ["o'", false],
  ['’ a', false],
  ["''", false],
  ['--', false],
])('%j has letters enough for people: %s', (text, expected) => {
  expect(hasEnoughLettersForPeople(text)).toBe(expected);
});
