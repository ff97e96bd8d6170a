// A few database sessions that take whatever is to be done next, so that PostgreSQL has work for every core.
import type pg from 'pg';

export interface Lanes {
  /** Runs `work` on the next free session, in the order asked. */
  run<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T>;
  /** Gives the sessions back, when the last of them is done. */
  release(): Promise<void>;
}

export async function openLanes(pool: pg.Pool, count: number): Promise<Lanes> {
  const clients = await Promise.all(Array.from({ length: count }, () => pool.connect()));
  const free = [...clients];
  const waiting: ((client: pg.PoolClient) => void)[] = [];
  const give = (client: pg.PoolClient): void => {
    const next = waiting.shift();
    if (next) next(client);
    else free.push(client);
  };
  const take = (): Promise<pg.PoolClient> => {
    const client = free.shift();
    return client ? Promise.resolve(client) : new Promise((resolve) => waiting.push(resolve));
  };
  return {
    async run(work) {
      const client = await take();
      try {
        return await work(client);
      } catch (error) {
        // Whoever has the session next must not find this one's transaction open.
        await client.query('ROLLBACK').catch(() => {});
        throw error;
      } finally {
        give(client);
      }
    },
    async release() {
      for (let i = 0; i < count; i += 1) (await take()).release();
    },
  };
}
