import type { AppContext } from '../app-context';
import type { Transaction } from '../db';
import { isToken, keyedHash } from './keyed-hash';

/** The invitation of this link, in whatever state; null for a token nobody was sent. */
export async function findInvitationByToken(
  ctx: AppContext,
  tx: Pick<Transaction, 'invitation'>,
  token: string,
) {
  if (!isToken(token)) return null;
  return tx.invitation.findUnique({
    where: { tokenHash: keyedHash(ctx.settings.secret, 'invitation', token) },
    include: { tenant: { select: { id: true, slug: true, name: true, timeZone: true } } },
  });
}

/** Where the invitation of this link was sent; null for a token nobody was sent. */
export async function findInvitationAddress(
  ctx: AppContext,
  token: string,
): Promise<string | null> {
  return (await findInvitationByToken(ctx, ctx.db.prisma, token))?.email ?? null;
}
