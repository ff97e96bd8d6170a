// The lanes of one worker share its memory. What may be about to use all of it works with no other lane beside it.
export interface LaneGate {
  /** Beside the other lanes. */
  beside<T>(work: () => Promise<T>): Promise<T>;
  /** Once the others are done, and they wait meanwhile. */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

export function createLaneGate(): LaneGate {
  let inside = 0;
  let isAlone = false;
  const waiting: { isAlone: boolean; enter: () => void }[] = [];

  const admit = (): void => {
    for (;;) {
      const [next] = waiting;
      if (!next || isAlone || (next.isAlone && inside > 0)) return;
      waiting.shift();
      inside += 1;
      isAlone = next.isAlone;
      next.enter();
    }
  };
  const pass = async <T>(wantsAlone: boolean, work: () => Promise<T>): Promise<T> => {
    // In the order of asking: one that wants to be alone is not passed for ever by those that do not.
    await new Promise<void>((enter) => {
      waiting.push({ isAlone: wantsAlone, enter });
      admit();
    });
    try {
      return await work();
    } finally {
      inside -= 1;
      if (wantsAlone) isAlone = false;
      admit();
    }
  };
  return { beside: (work) => pass(false, work), alone: (work) => pass(true, work) };
}
