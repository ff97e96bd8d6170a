import { expect, test } from 'vitest';
import { parseCsvLines } from '../csv';
import { csvCell, csvLine } from './csv-cell';

test.each([
  ['plain', 'plain'],
  ['', ''],
  ['a,b', '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ['two\r\nlines', '"two lines"'],
  ['x'.repeat(50), 'x'.repeat(50)],
  [`${'x'.repeat(50)},`, `"${'x'.repeat(50)},"`],
  ['!#$%&()*+', '!#$%&()*+'],
  // A formula of a spreadsheet is text like any other: the file is for our reader.
  ['=1+1', '=1+1'],
])('%j is written %s', (text, cell) => expect(csvCell(text)).toBe(cell));

test('a line is read as the cells it was written from', () => {
  const cells = ['u1', '', 's1,s2', '"', ' é ', '😀'];
  expect(parseCsvLines(csvLine(cells).trimEnd()).rows).toEqual([cells]);
});
