import type { AppContext } from '../app-context';

/** First key of the advisory lock; the second is the tenant's id. Not the roster's: a held roster stops nothing here. */
const LOCK_SPACE = 7_062;

/** Null when somebody else is at this tenant's attendance. A worker that dies loses the lock with its connection. */
export async function withAttendanceLock<T>(
  ctx: AppContext,
  tenantId: number,
  work: () => Promise<T>,
): Promise<T | null> {
  const client = await ctx.db.pool.connect();
  const onLost = (): void => {};
  client.on('error', onLost);
  let isLost = false;
  try {
    const { rows } = await client.query<{ locked: boolean }>(
      'SELECT pg_try_advisory_lock($1, $2) AS locked',
      [LOCK_SPACE, tenantId],
    );
    if (!rows[0]?.locked) return null;
    const result = await work();
    await client.query('SELECT pg_advisory_unlock($1, $2)', [LOCK_SPACE, tenantId]);
    return result;
  } catch (error) {
    isLost = true;
    throw error;
  } finally {
    client.off('error', onLost);
    client.release(isLost);
  }
}
