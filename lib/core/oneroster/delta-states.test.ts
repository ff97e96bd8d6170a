import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newestState, type DeltaState } from './delta-states';

const state = (line: number, at: number | null, kind: DeltaState['kind'] = 'active') => ({
  line,
  at,
  kind,
});

test.each<[name: string, states: DeltaState[], line: number | null]>([
  ['active, then deleted', [state(2, 26), state(3, 27, 'remove')], 3],
  ['deleted, then active again', [state(2, 26, 'remove'), state(3, 27)], 3],
  ['the newer one stands first', [state(2, 27), state(3, 26)], 2],
  ['three', [state(2, 26), state(3, 28), state(4, 27, 'remove')], 3],
  ['the same moment', [state(2, 26), state(3, 26)], null],
  ['two share the newest of three', [state(2, 26), state(3, 27), state(4, 27)], null],
  ['two share an older moment', [state(2, 26), state(3, 26), state(4, 27)], 4],
  ['one without a date', [state(2, 26), state(3, null)], null],
  ['none with a date', [state(2, null), state(3, null)], null],
  ['the newest cannot be used', [state(2, 26), state(3, 27, 'unusable')], null],
  ['an older one cannot be used', [state(2, 26, 'unusable'), state(3, 27)], 3],
])('%s', (_name, states, line) => {
  expect(newestState(states)).toBe(line);
});

test('the order of lines does not matter', () => {
  const states = fc.array(
    fc.record({
      line: fc.nat(),
      at: fc.option(fc.integer({ min: 1, max: 6 }), { freq: 8 }),
      kind: fc.constantFrom<DeltaState['kind'][]>('active', 'remove', 'unusable'),
    }),
    { minLength: 1, maxLength: 6 },
  );
  fc.assert(
    fc.property(
      states.chain((given) =>
        fc.tuple(
          fc.constant(given),
          fc.shuffledSubarray(given, { minLength: given.length, maxLength: given.length }),
        ),
      ),
      ([given, shuffled]) => {
        expect(newestState(shuffled)).toBe(newestState(given));
      },
    ),
  );
});
