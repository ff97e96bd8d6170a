import { expect, it } from 'vitest';
import { allOf, join, raw, sql, startsWith } from './sql';

it('numbers the values of nested parts in order', () => {
  const inner = sql`b = ${2} OR c = ${3}`;
  const whole = sql`SELECT ${raw('x')} WHERE a = ${1} AND (${inner}) LIMIT ${4}`;
  expect(whole.text).toBe('SELECT x WHERE a = $1 AND (b = $2 OR c = $3) LIMIT $4');
  expect(whole.values).toEqual([1, 2, 3, 4]);
});

it('takes in a part without values', () => {
  expect(sql`${raw('a')}${raw('b')}`.text).toBe('ab');
});

it('joins parts', () => {
  const joined = join([sql`a = ${1}`, raw('true'), sql`b = ${2}`], ' AND ');
  expect(joined.text).toBe('a = $1 AND true AND b = $2');
  expect(allOf([]).text).toBe('true');
});

it('asks for a prefix as a range', () => {
  const range = startsWith('name_key', "o'b");
  expect(range.text).toBe('(name_key >= $1 AND name_key < $2)');
  expect(range.values[0]).toBe("o'b");
});
