import { expect, test } from 'vitest';
import { storedColumns } from '@/lib/core/oneroster';
import { RepeatedKeys } from './repeated-keys';

const FIELDS = storedColumns('enrollment').map(({ field }) => field);

function membership(user: string, group: string, role = 'student'): (string | null)[] {
  const cells: Partial<Record<string, string>> = {
    user_sourced_id: user,
    class_sourced_id: group,
    role,
  };
  return FIELDS.map((field) => cells[field] ?? null);
}

// On both sides of where the filter grows.
test.each([10, 39_999, 40_000, 40_001, 200_000])(
  'of %i memberships those that come again are found, and hardly anybody else',
  (count) => {
    const keys = new RepeatedKeys();
    for (let n = 0; n < count; n += 1) keys.take(membership(`u${n}`, `c${n % 977}`));
    const before = keys.people();
    expect(before).not.toBe('many');
    expect(before.length).toBeLessThanOrEqual(Math.ceil(count / 1_000));
    const again = [0, 1, Math.floor(count / 2), count - 1];
    for (const n of again) keys.take(membership(`u${n}`, `c${n % 977}`));
    expect(keys.people()).toEqual(expect.arrayContaining(again.map((n) => `u${n}`)));
    // Another class is another membership.
    keys.take(membership('u2', 'elsewhere'));
    expect(keys.people()).not.toContain('u2');
  },
);

test.each(['student', 'teacher', 'proctor', 'administrator'])(
  'a line as it stands and its text are the same membership, of a %s',
  (role) => {
    const bytes = Buffer.from(`u1,c1,${role}`);
    const bounds = Int32Array.of(0, 2, 3, 5, 6, bytes.length);
    const cellIndexes = FIELDS.map((field) =>
      ['user_sourced_id', 'class_sourced_id', 'role'].indexOf(field),
    );
    for (const isTextFirst of [true, false]) {
      const keys = new RepeatedKeys();
      const takes = [
        () => keys.take(membership('u1', 'c1', role)),
        () => keys.takeLine({ bytes, bounds, cellIndexes }),
      ];
      for (const take of isTextFirst ? takes : takes.reverse()) take();
      expect(keys.people()).toEqual(['u1']);
    }
  },
);

test('each role in a class is a membership of its own', () => {
  const keys = new RepeatedKeys();
  for (const role of ['student', 'teacher', 'proctor', 'administrator'])
    keys.take(membership('u1', 'c1', role));
  expect(keys.people()).toEqual([]);
});

test('somebody who is in thousands of classes is asked about with a few others at most', () => {
  const keys = new RepeatedKeys();
  for (let n = 0; n < 5_000; n += 1) keys.take(membership('everywhere', `c${n}`));
  for (let n = 0; n < 100_000; n += 1) keys.take(membership(`u${n}`, `c${n % 977}`));
  expect(keys.people().length).toBeLessThan(200);
});

test('so many that they are not listed', () => {
  const keys = new RepeatedKeys();
  for (let n = 0; n < 50_001; n += 1)
    for (let i = 0; i < 2; i += 1) keys.take(membership(`u${n}`, 'c'));
  expect(keys.people()).toBe('many');
});
