import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { recordAudit } from '../../audit/record';
import { revokeSessionsOf } from '../../auth/sessions';
import { revokeKeysOf } from '../../connections/commands/public-keys';

export type RemoveContactResult =
  { ok: true; revokedKeys: number } | Refused<'CONTACT_NOT_FOUND' | 'LAST_CONTACT'>;

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
      where: { tenantId, user: { disabledAt: null } },
      select: { userId: true },
    });
    const others = members.filter((member) => member.userId !== userId);
    const isOfDistrict = members.some((member) => member.userId === actor.userId);
    if (isOfDistrict && others.length === 0) return { ok: false, code: 'LAST_CONTACT' };
    // While they are a contact still: they are told of their keys as well.
    const revokedKeys = revokesKeys ? await revokeKeysOf(ctx, actor, tx, { tenantId, userId }) : 0;
    const { count } = await tx.tenantMember.deleteMany({ where: { tenantId, userId } });
    if (count === 0) return { ok: false, code: 'CONTACT_NOT_FOUND' };
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
