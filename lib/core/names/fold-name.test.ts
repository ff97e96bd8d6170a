import { expect, it } from 'vitest';
import { foldName } from './fold-name';

it.each([
  ['Smith', 'smith'],
  ['NUÑEZ', 'nunez'],
  ['Łukasz', 'lukasz'],
  ['Straße', 'strasse'],
  ['Nguyễn Đức', 'nguyen duc'],
  ["O'Brien-Lee", "o'brien-lee"],
  ['李', '李'],
])('%s is found as %s', (name, folded) => {
  expect(foldName(name)).toBe(folded);
});
