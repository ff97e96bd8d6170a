import type { AppContext } from '../app-context';
import { requireStillOurs } from '../db/run-fence';
import { transaction } from '../db/transaction';
import type { Client } from './types';

/** One transaction on a connection of its own: a crash leaves before or after, never between. */
export function inTransaction<T>(
  ctx: AppContext,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  return transaction(ctx.db.pool, async (client) => {
    // Totals of half a million students sort in memory, and compiling these queries costs more than they do.
    await client.query(`SET LOCAL jit = off; SET LOCAL work_mem = '64MB'`);
    const result = await work(client);
    await requireStillOurs(ctx, client);
    return result;
  });
}
