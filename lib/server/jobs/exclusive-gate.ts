// Runs that one worker works on at the same time share its memory. What may use all of it runs with nothing else beside it.
export interface ExclusiveGate {
  /** Together with other shared work. */
  shared<T>(work: () => Promise<T>): Promise<T>;
  /** Alone: once the others are done, and they wait meanwhile. */
  exclusive<T>(work: () => Promise<T>): Promise<T>;
}

export function createExclusiveGate(): ExclusiveGate {
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
  return { shared: (work) => pass(false, work), exclusive: (work) => pass(true, work) };
}
