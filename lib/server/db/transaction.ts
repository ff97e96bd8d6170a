// A transaction opened with BEGIN, on a session of the pool or on one that is held already.
import type pg from 'pg';

/** What `work` answers where everything it wrote is to be taken back. */
export class RolledBack<T> {
  constructor(readonly answer: T) {}
}

/** All that `work` writes, or nothing where it throws or answers `RolledBack`. */
export async function transactionOn<T>(
  client: pg.ClientBase,
  work: () => Promise<T | RolledBack<T>>,
): Promise<T> {
  await client.query('BEGIN');
  try {
    const result = await work();
    if (result instanceof RolledBack) {
      await client.query('ROLLBACK');
      return result.answer;
    }
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

/** The same on a session of its own. One whose work failed is in doubt, and is closed instead of given to the next. */
export async function transaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T | RolledBack<T>>,
): Promise<T> {
  const client = await pool.connect();
  let isInDoubt = true;
  try {
    const result = await transactionOn(client, () => work(client));
    isInDoubt = false;
    return result;
  } finally {
    client.release(isInDoubt);
  }
}
