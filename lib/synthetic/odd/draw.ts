// Draws that follow from a seed: one after another, so what is drawn depends on what was drawn before. Small districts
// only; large ones are hashes of places (../random.ts).
import { at, hash, seedNumber } from '../random';

export interface Draw {
  /** From 0 up to, and without, `below`. */
  number(below: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** A copy in another order. */
  shuffle<T>(list: readonly T[]): T[];
  /** Draws of its own: what is added elsewhere does not move them. */
  of(name: string): Draw;
}

export function createDraw(seed: string): Draw {
  const base = seedNumber(seed);
  let drawn = 0;
  const number = (below: number): number => hash(base, 7, (drawn += 1)) % below;
  return {
    number,
    chance: (share) => number(10_000) < share * 10_000,
    pick: (list) => at(list, number(list.length)),
    shuffle: (list) => {
      const order = [...list];
      for (let i = order.length - 1; i > 0; i -= 1) {
        const j = number(i + 1);
        [order[i], order[j]] = [at(order, j), at(order, i)];
      }
      return order;
    },
    of: (name) => createDraw(`${seed}\n${name}`),
  };
}
