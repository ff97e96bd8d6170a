import { expect, test } from 'vitest';
import { createExclusiveGate } from './exclusive-gate';

function deferred() {
  let end = (): void => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { end, ended };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('what works alone waits for the others, and the others wait for it', async () => {
  const gate = createExclusiveGate();
  const log: string[] = [];
  const work = (name: string, kind: 'shared' | 'exclusive') => {
    const { end, ended } = deferred();
    const done = gate[kind](async () => {
      log.push(`${name} begins`);
      await ended;
      log.push(`${name} ends`);
    });
    return { end, done };
  };
  const a = work('a', 'shared');
  const b = work('b', 'shared');
  const alone = work('alone', 'exclusive');
  const c = work('c', 'shared');
  const again = work('again', 'exclusive');
  await settle();
  expect(log).toEqual(['a begins', 'b begins']);
  b.end();
  await settle();
  expect(log.slice(2)).toEqual(['b ends']);
  a.end();
  await settle();
  expect(log.slice(3)).toEqual(['a ends', 'alone begins']);
  alone.end();
  await settle();
  expect(log.slice(5)).toEqual(['alone ends', 'c begins']);
  c.end();
  await settle();
  expect(log.slice(7)).toEqual(['c ends', 'again begins']);
  again.end();
  await Promise.all([a.done, b.done, alone.done, c.done, again.done]);
});

test('work that throws leaves the gate open', async () => {
  const gate = createExclusiveGate();
  await expect(gate.exclusive(() => Promise.reject(new Error('x')))).rejects.toThrow('x');
  expect(await gate.shared(() => Promise.resolve(1))).toBe(1);
});
