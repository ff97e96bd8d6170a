import { expect, test } from 'vitest';
import { parseCsvLines } from '@/lib/core/csv';
import { splitCells } from './split-cells';

const cellsOf = (line: string): string[] | null => {
  const block = `before\n${line}\nafter`;
  return splitCells(Buffer.from(block), block, 7, 7 + line.length);
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
])('reads %j as the parser does', (line) => {
  expect(cellsOf(line)).toEqual(parseCsvLines(line).rows[0]);
});

test.each(['"a', 'a"b', '"a"b,c', '"a""b"', 'a,b\\c', 'a\tb', 'a,"b\rc"', '"a,b'])(
  'leaves %j to the parser',
  (line) => {
    expect(cellsOf(line)).toBeNull();
  },
);
