import type { Transaction } from '../db';

// A class of its own: the worker's per-connection lock must not make an upload wait.
const INTAKE_LOCK_CLASS = 7302;

/**
 * Two sessions of one account, and the assembling of its sets, take turns until the transaction ends. Not a
 * row lock: what else is written about a connection must not keep a client waiting for its OK.
 */
export async function lockConnection(
  tx: Pick<Transaction, '$executeRaw'>,
  connectionId: number,
): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${INTAKE_LOCK_CLASS}::int, ${connectionId}::int)`;
}
