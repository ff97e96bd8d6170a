import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayStrength, EVENT_STRENGTH, MEANING_RANK } from './rank';

const row = (
  meaning: (typeof MEANING_RANK)[number] | null,
  percentOfDay: number | null = null,
) => ({
  meaning,
  percentOfDay,
});

describe('the status of a day', () => {
  test.each([
    ['unexcused beats excused', row('UNEXCUSED_ABSENCE', 100), row('EXCUSED_ABSENCE', 100)],
    ['also where it is shorter', row('UNEXCUSED_ABSENCE', 10), row('EXCUSED_ABSENCE', 100)],
    ['excused beats tardy', row('EXCUSED_ABSENCE', 10), row('TARDY', 100)],
    ['tardy beats excused present', row('TARDY'), row('EXCUSED_PRESENT', 100)],
    ['excused present beats no event', row('EXCUSED_PRESENT'), row('NO_EVENT', 100)],
    ['no event beats what nobody has mapped', row('NO_EVENT'), row(null, 100)],
    ['of the same category the longer one', row('TARDY', 50), row('TARDY', 49)],
    ['a share beats none', row('TARDY', 1), row('TARDY')],
  ])('%s', (_, more, less) => {
    expect(dayStrength(more)).toBeGreaterThan(dayStrength(less));
  });

  test('is the same in whatever order its rows come', () => {
    const rows = fc.array(
      fc.record({
        meaning: fc.constantFrom(null, ...MEANING_RANK),
        percentOfDay: fc.option(fc.integer({ min: 0, max: 100 })),
      }),
      { minLength: 1 },
    );
    const best = (all: readonly Parameters<typeof dayStrength>[0][]) =>
      Math.max(...all.map(dayStrength));
    fc.assert(
      fc.property(
        rows,
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (all, keys) => {
          const shuffled = all
            .map((each) => ({ each, key: keys.next().value }))
            .toSorted((a, b) => a.key - b.key)
            .map(({ each }) => each);
          expect(best(shuffled)).toBe(best(all));
          expect(best(all) >= EVENT_STRENGTH).toBe(
            all.some(({ meaning }) => meaning !== null && meaning !== 'NO_EVENT'),
          );
        },
      ),
    );
  });
});
