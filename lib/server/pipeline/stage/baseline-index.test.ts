import { expect, test } from 'vitest';
import { BaselineIndex } from './baseline-index';

const row = (n: number): [low: number, high: number, block: number, item: number] => [
  (n * 2_654_435_761) >>> 0,
  (n * 40_503) % 0x1_0000_0000,
  Math.floor(n / 50),
  (n % 50) + 1,
];

test('more rows than expected are all kept, with the place of those not seen', () => {
  const index = new BaselineIndex(10);
  for (let n = 0; n < 5_000; n += 1) index.add(...row(n));
  index.addWithoutHash(700, 3);
  expect(index.size).toBe(5_000);
  for (let n = 0; n < 5_000; n += 1) {
    if (n % 1_000 === 7) continue;
    const [low, high] = row(n);
    expect(index.see(low, high)).toBe(false);
  }
  const places = [...index.unmatched()].map(({ hash, place }) => `${hash === null} ${place}`);
  expect(places.sort()).toEqual(
    [
      'true (700,3)',
      'false (0,8)',
      'false (20,8)',
      'false (40,8)',
      'false (60,8)',
      'false (80,8)',
    ].sort(),
  );
});

test('a line is unknown, then seen once, then seen again', () => {
  const index = new BaselineIndex(0);
  expect(index.see(1, 2)).toBeNull();
  index.add(1, 2, 0, 1);
  expect(index.see(1, 2)).toBe(false);
  expect(index.see(1, 2)).toBe(true);
  expect([...index.unmatched()]).toEqual([]);
});
