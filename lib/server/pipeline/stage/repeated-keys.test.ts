import { expect, test } from 'vitest';
import { storedColumns } from '@/lib/core/oneroster';
import { RepeatedKeys } from './repeated-keys';

const FIELDS = storedColumns('enrollment').map(({ field }) => field);

function membership(user: string, group: string): (string | null)[] {
  const cells: Partial<Record<string, string>> = {
    user_sourced_id: user,
    class_sourced_id: group,
    role: 'student',
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

test('so many that they are not listed', () => {
  const keys = new RepeatedKeys();
  for (let n = 0; n < 50_001; n += 1)
    for (let i = 0; i < 2; i += 1) keys.take(membership(`u${n}`, 'c'));
  expect(keys.people()).toBe('many');
});
