import type { AppContext } from '../app-context';
import type { Transaction } from '../db';
import { isToken, keyedHash } from '../auth/keyed-hash';

const WITH_NAMES = {
  tenant: { select: { id: true, slug: true, name: true, timeZone: true } },
  invitedBy: { select: { name: true } },
} as const;

/** The invitation of this link, in whatever state; null for a token nobody was sent. */
export async function findInvitationByToken(
  ctx: AppContext,
  tx: Pick<Transaction, 'invitation'>,
  token: string,
) {
  if (!isToken(token)) return null;
  return tx.invitation.findUnique({
    where: { tokenHash: keyedHash(ctx.settings.secret, 'invitation', token) },
    include: WITH_NAMES,
  });
}
