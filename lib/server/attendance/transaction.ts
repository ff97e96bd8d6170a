import type { AppContext } from '../app-context';
import { requireStillOurs } from '../db/run-fence';
import type { Client } from './types';

/** One transaction on a connection of its own: a crash leaves before or after, never between. */
export async function inTransaction<T>(
  ctx: AppContext,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = await ctx.db.pool.connect();
  try {
    await client.query('BEGIN');
    // Totals of half a million students sort in memory, and compiling these queries costs more than they do.
    await client.query(`SET LOCAL jit = off; SET LOCAL work_mem = '64MB'`);
    const result = await work(client);
    await requireStillOurs(ctx, client);
    await client.query('COMMIT');
    client.release();
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    // A connection in doubt is closed.
    client.release(true);
    throw error;
  }
}
