import { expect, test } from 'vitest';
import { linePath } from './line-path';

const scale = { low: 0, high: 10, ticks: [0, 5, 10] } as const;
const short = (path: string) => path.replaceAll('.000', '');

test.each<[string, readonly (number | null)[], string, string]>([
  ['nothing', [], '', ''],
  ['only gaps', [null, null], '', ''],
  ['one line', [0, 10], 'M25 100L75 0', ''],
  ['a gap is a gap', [0, 0, null, 10, 10], 'M10 100L30 100M70 0L90 0', ''],
  ['a value alone is a dot', [0, 5, null, 10], 'M12.500 100L37.500 50', 'M87.500 0L87.500 0'],
  ['one value', [10], '', 'M50 0L50 0'],
])('%s', (_name, values, lines, dots) => {
  const path = linePath(values, scale);
  expect(short(path.lines)).toBe(lines);
  expect(short(path.dots)).toBe(dots);
});
