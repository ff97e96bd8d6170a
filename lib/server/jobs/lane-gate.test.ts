import { expect, test } from 'vitest';
import { createLaneGate } from './lane-gate';

function deferred() {
  let end = (): void => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { end, ended };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('what works alone waits for the others, and the others wait for it', async () => {
  const gate = createLaneGate();
  const log: string[] = [];
  const work = (name: string, kind: 'beside' | 'alone') => {
    const { end, ended } = deferred();
    const done = gate[kind](async () => {
      log.push(`${name} begins`);
      await ended;
      log.push(`${name} ends`);
    });
    return { end, done };
  };
  const a = work('a', 'beside');
  const b = work('b', 'beside');
  const alone = work('alone', 'alone');
  const c = work('c', 'beside');
  const again = work('again', 'alone');
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
  const gate = createLaneGate();
  await expect(gate.alone(() => Promise.reject(new Error('x')))).rejects.toThrow('x');
  expect(await gate.beside(() => Promise.resolve(1))).toBe(1);
});
