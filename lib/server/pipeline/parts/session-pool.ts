// A few database sessions that take whatever is to be done next, so that PostgreSQL has work for every core.
import type pg from 'pg';

export interface SessionPool {
  /** Runs `work` on the next free session, in the order asked. */
  run<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T>;
  /** The same for what has time: it comes when nothing else is to be done. */
  runLater<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T>;
  /** Gives the sessions back, when the last of them is done. */
  release(): Promise<void>;
}

export async function openSessionPool(pool: pg.Pool, count: number): Promise<SessionPool> {
  const asked = await Promise.allSettled(Array.from({ length: count }, () => pool.connect()));
  const clients = asked.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const refused = asked.find((each) => each.status === 'rejected');
  if (refused) {
    for (const client of clients) client.release();
    throw refused.reason;
  }
  const free = [...clients];
  type Waiting = (client: pg.PoolClient) => void;
  const waiting: Waiting[] = [];
  const waitingLonger: Waiting[] = [];
  const give = (client: pg.PoolClient): void => {
    const next = waiting.shift() ?? waitingLonger.shift();
    if (next) next(client);
    else free.push(client);
  };
  const take = (queue: Waiting[]): Promise<pg.PoolClient> => {
    const client = free.shift();
    return client ? Promise.resolve(client) : new Promise((resolve) => queue.push(resolve));
  };
  const runIn = async <T>(
    queue: Waiting[],
    work: (client: pg.PoolClient) => Promise<T>,
  ): Promise<T> => {
    const client = await take(queue);
    try {
      return await work(client);
    } catch (error) {
      // Whoever has the session next must not find this one's transaction open.
      await client.query('ROLLBACK').catch(() => {});
      throw error;
    } finally {
      give(client);
    }
  };
  return {
    run: (work) => runIn(waiting, work),
    runLater: (work) => runIn(waitingLonger, work),
    async release() {
      for (let i = 0; i < count; i += 1) (await take(waitingLonger)).release();
    },
  };
}
