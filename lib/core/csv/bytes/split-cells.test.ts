import { expect, test } from 'vitest';
import { parseCsvLines } from '@/lib/core/csv';
import { cutCells, splitCells, UNSURE } from './split-cells';

const cellsOf = (line: string): string[] | null => {
  const block = `before\n${line}\nafter`;
  const bounds = new Int32Array(6);
  const count = splitCells(Buffer.from(block), 7, 7 + line.length, bounds);
  return count === UNSURE ? null : cutCells(block, bounds, count);
};

test.each([
  'a,b,c',
  '',
  ',',
  ',,',
  'a',
  '"a,b",c',
  'a,"b"',
  '""',
  '"",""',
  'a,"",b',
  '" a ",b',
  "O'Neil,x",
  'a,b\\c',
])('reads %j as the parser does', (line) => {
  expect(cellsOf(line)).toEqual(parseCsvLines(line).rows[0]);
});

test.each([
  'more,than,there is,room for',
  '"a',
  'a"b',
  '"a"b,c',
  '"a""b"',
  'a\tb',
  'a,"b\rc"',
  '"a,b',
])('leaves %j to the parser', (line) => {
  expect(cellsOf(line)).toBeNull();
});
