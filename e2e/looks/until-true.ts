import { setTimeout as delay } from 'node:timers/promises';

const EVERY_MS = 500;

/** Asks again and again; throws where it stays false. */
export async function untilTrue(patienceMs: number, ask: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await ask())) {
    if (Date.now() > end) throw new Error(`still not so after ${patienceMs / 1000} s`);
    await delay(EVERY_MS);
  }
}
