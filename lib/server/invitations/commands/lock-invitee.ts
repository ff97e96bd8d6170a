import type { Transaction } from '../../db';
import { lockByName } from '../../db/advisory-lock';

/** Two clicks at once must not send two invitations. */
export async function lockInvitee(
  tx: Pick<Transaction, '$executeRaw'>,
  address: string,
): Promise<void> {
  await lockByName(tx, 'invitation', address);
}
