import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { recordAudit } from '../../audit/record';
import { revokeSessionsOf } from '../../auth/sessions';
import type { Transaction } from '../../db';
import { revokeKeysOf } from '../../connections/commands/public-keys';

export type RemoveContactResult =
  | { ok: true; revokedKeys: number }
  | Refused<'CONTACT_NOT_FOUND' | 'LAST_CONTACT' | 'TENANT_NOT_FOUND'>;

/**
 * Takes somebody out of one district; their other districts stay. Where they have none, their sessions end. `revokesKeys`: the SSH
 * keys that they added stop working as well. A district's own people cannot remove the last of them: nobody of the district would
 * be told of anything any more. Staff can.
 */
export async function removeContact(
  ctx: AppContext,
  actor: Actor,
  { tenantId, userId }: { tenantId: number; userId: number },
  { revokesKeys }: { revokesKeys: boolean },
): Promise<RemoveContactResult> {
  return ctx.db.prisma.$transaction(async (tx): Promise<RemoveContactResult> => {
    // Two contacts who remove each other at once must not both succeed.
    await tx.$queryRaw`SELECT user_id FROM tenant_member WHERE tenant_id = ${tenantId} ORDER BY user_id FOR UPDATE`;
    const members = await tx.tenantMember.findMany({
      where: { tenantId },
      select: { userId: true, user: { select: { disabledAt: true } } },
    });
    const isMember = (id: number | null) => members.some((member) => member.userId === id);
    if (!isMember(userId)) return { ok: false, code: 'CONTACT_NOT_FOUND' };
    if (await isContact(tx, actor)) {
      // Whoever waited for the lock may have been removed meanwhile.
      if (!isMember(actor.userId)) return { ok: false, code: 'TENANT_NOT_FOUND' };
      const isLast = !members.some(
        (member) => member.userId !== userId && member.user.disabledAt === null,
      );
      if (isLast) return { ok: false, code: 'LAST_CONTACT' };
    }
    // While they are a contact still: they are told of their keys as well.
    const revokedKeys = revokesKeys ? await revokeKeysOf(ctx, actor, tx, { tenantId, userId }) : 0;
    await tx.tenantMember.deleteMany({ where: { tenantId, userId } });
    const elsewhere = await tx.tenantMember.count({ where: { userId } });
    const sessionCount = elsewhere === 0 ? await revokeSessionsOf(ctx, tx, userId) : 0;
    await recordAudit(tx, actor, {
      action: 'contact.removed',
      tenantId,
      objectType: 'person',
      objectId: userId,
      detail: { sessionCount, revokedKeys },
    });
    return { ok: true, revokedKeys };
  });
}

/** Of a district, not of ours: told by the role, which no removal changes. */
async function isContact(tx: Pick<Transaction, 'user'>, { userId }: Actor): Promise<boolean> {
  if (userId === null) return false;
  const { role } = await tx.user.findUniqueOrThrow({
    where: { id: userId },
    select: { role: true },
  });
  return role === 'DISTRICT_CONTACT';
}
