import type { Transaction } from './';
import { lockById } from './advisory-lock';

/**
 * Two sessions of one account, and the assembling of its sets, take turns until the transaction ends. Not a
 * row lock: what else is written about a connection must not keep a client waiting for its OK.
 */
export async function lockConnection(
  tx: Pick<Transaction, '$executeRaw'>,
  connectionId: number,
): Promise<void> {
  await lockById(tx, 'intake', connectionId);
}
