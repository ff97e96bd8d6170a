import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ODD_KINDS } from './kinds';
import { createOddWeek, type OddWeek } from './odd-week';

const NAMES = ODD_KINDS.map(({ name }) => name);

function hashOf(week: OddWeek): string {
  const hash = createHash('sha256').update(JSON.stringify(week.expected));
  for (const step of week.steps) {
    hash.update(`${step.kind} ${step.at}`);
    if (step.kind === 'mapping') continue;
    for (const { name, bytes } of step.uploads) hash.update(name).update(bytes);
  }
  return hash.digest('hex');
}

test('the same seed gives the same bytes, another seed others', async () => {
  const [one, again, other] = await Promise.all(
    ['one', 'one', 'other'].map((seed) => createOddWeek({ seed })),
  );
  expect(one && hashOf(one)).toBe(again && hashOf(again));
  expect(one && hashOf(one)).not.toBe(other && hashOf(other));
});

test('names of kinds are told apart, and one that is none is refused', async () => {
  expect(new Set(NAMES).size).toBe(NAMES.length);
  await expect(createOddWeek({ seed: 'x', without: ['no such kind'] })).rejects.toThrow(
    'Not a kind of odd form: no such kind',
  );
});

// A kind must leave enough people and files to all others, whatever is drawn.
test.each(Array.from({ length: 20 }, (_, i) => `seed ${i}`))(
  'one status of a student and day, one school of a student: %s',
  async (seed) => {
    const { expected, kinds } = await createOddWeek({ seed });
    expect(kinds).toEqual(NAMES);
    const keys = expected.events.map(({ studentId, date }) => `${studentId} ${date}`);
    expect(new Set(keys).size).toBe(keys.length);
    const noticed = expected.notices.map(({ studentId, date }) => `${studentId} ${date}`);
    expect(new Set(noticed).size).toBe(noticed.length);
    expect(new Set(expected.students.map(({ studentId }) => studentId)).size).toBe(
      expected.enrolled.reduce((sum, { students }) => sum + students, 0),
    );
  },
);

describe('a kind alone', () => {
  test.each(NAMES)('%s changes something', async (name) => {
    const without = NAMES.filter((each) => each !== name);
    const plain = await createOddWeek({ seed: 'alone', without: NAMES });
    const week = await createOddWeek({ seed: 'alone', without });
    expect(week.kinds).toEqual([name]);
    expect(hashOf(week)).not.toBe(hashOf(plain));
  });
});
