import { expect, it } from 'vitest';
import { compareGrades, GRADE_CODES, gradeCode } from './grades';

it.each([
  ...GRADE_CODES.map((code): [string, string] => [code, code]),
  ['K', 'KG'],
  ['KK', 'KG'],
  ['0', 'KG'],
  ['00', 'KG'],
  ['kindergarten', 'KG'],
  ['1', '01'],
  ['9', '09'],
  ['1st', '01'],
  ['2nd', '02'],
  ['3rd', '03'],
  ['10th Grade', '10'],
  ['Grade 7', '07'],
  ['012', '12'],
  ['-1', 'PK'],
  ['P4', 'PK'],
  ['PreK', 'PK'],
  ['Pre-K', 'PK'],
  ['pk', 'PK'],
  ['P3', 'PR'],
  ['PS3', 'PR'],
  ['EC', 'PR'],
  ['T', 'TK'],
  ['tk', 'TK'],
  ['UI', 'UG'],
  ['other', 'Other'],
  [' 4 ', '04'],
])('%j is %s', (text, code) => {
  expect(gradeCode(text)).toBe(code);
});

it.each(['AE', 'GRADX', '14', '99', 'K-5', '', 'nine'])('%j is not known', (text) => {
  expect(gradeCode(text)).toBeNull();
});

it('puts grades in the order of age, and what is no standard grade behind them', () => {
  const grades = ['Room 2', '10', 'UG', '02', '', 'KG', 'PK'];
  expect(grades.sort(compareGrades)).toEqual(['PK', 'KG', '02', '10', 'UG', '', 'Room 2']);
});
