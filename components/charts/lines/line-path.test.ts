import { expect, test } from 'vitest';
import { linePath } from './line-path';

const scale = { low: 0, high: 10, ticks: [0, 5, 10] } as const;
const short = (path: string) => path.replaceAll('.000', '');

test.each<[string, readonly (number | null)[], string]>([
  ['nothing', [], ''],
  ['only gaps', [null, null], ''],
  ['one line', [0, 10], 'M25 100L25 100L75 0'],
  [
    'a gap is a gap, and a value alone a dot',
    [0, 5, null, 10],
    'M12.500 100L12.500 100L37.500 50M87.500 0L87.500 0',
  ],
])('%s', (_name, values, path) => {
  expect(short(linePath(values, scale))).toBe(path);
});
