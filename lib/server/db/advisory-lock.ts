import type pg from 'pg';
import type { Transaction } from '.';
import { LOCK_SPACES, type NamedLock } from './lock-spaces';

/** Waits for whoever is at the tenant's attendance, and keeps others from it until the transaction ends. */
export async function lockAttendance(client: pg.ClientBase, tenantId: number): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1, $2)', [LOCK_SPACES.attendance, tenantId]);
}

/** Waits for whoever else has the lock, until the transaction ends. */
export async function lockById(
  tx: Pick<Transaction, '$executeRaw'>,
  space: keyof typeof LOCK_SPACES,
  id: number,
): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK_SPACES[space]}::int, ${id}::int)`;
}

/** The same for what has a text for its key. */
export async function lockByName(
  tx: Pick<Transaction, '$executeRaw'>,
  kind: NamedLock,
  name: string,
): Promise<void> {
  const key = `${kind}:${name}`;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`;
}

/**
 * Does `work` while this process alone holds the lock `space`/`id`; null when somebody else has it. The lock
 * is of the database session: a process that dies loses it with its connection. One that lives on can lose it as well;
 * then `lost` is aborted, and somebody else may be at the same work.
 */
export async function withAdvisoryLock<T>(
  pool: pg.Pool,
  space: number,
  id: number,
  work: (lost: AbortSignal) => Promise<T>,
): Promise<T | null> {
  const client = await pool.connect();
  const loss = new AbortController();
  const lose = (): void => loss.abort();
  client.on('error', lose);
  client.on('end', lose);
  let isInDoubt = false;
  try {
    const { rows } = await client.query<{ locked: boolean }>(
      'SELECT pg_try_advisory_lock($1, $2) AS locked',
      [space, id],
    );
    if (!rows[0]?.locked) return null;
    const result = await work(loss.signal);
    await client.query('SELECT pg_advisory_unlock($1, $2)', [space, id]);
    return result;
  } catch (error) {
    isInDoubt = true;
    throw error;
  } finally {
    client.off('error', lose);
    client.off('end', lose);
    // A connection in doubt is closed: its lock goes with it.
    client.release(isInDoubt);
  }
}
