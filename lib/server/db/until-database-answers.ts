// A process that starts while the database is starting, recovering from a crash or not there yet waits for it: who
// starts first is nobody's business, and a machine that comes back starts everything at once.
import { setTimeout as delay } from 'node:timers/promises';
import { isConnectionTrouble } from './connection-trouble';

const ASK_EVERY_MS = 250;

export interface Patience {
  seconds: number;
  /** Told once, when it has to wait. */
  onWait(error: unknown): void;
  /** What is waited for; without, whatever shows that the database is away. */
  isWorthIt?(error: unknown): boolean;
}

/** Does `work`, from its start, until the database is there for it; then, or when time is up, it ends as `work` does. */
export async function untilDatabaseAnswers<T>(
  work: () => Promise<T>,
  { seconds, onWait, isWorthIt = isConnectionTrouble }: Patience,
): Promise<T> {
  const deadline = performance.now() + seconds * 1000;
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isWorthIt(error) || performance.now() >= deadline) throw error;
      if (tries === 1) onWait(error);
      await delay(ASK_EVERY_MS);
    }
  }
}
