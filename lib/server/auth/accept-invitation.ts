import type { Actor, AppContext } from '../app-context';
import { recordAudit } from '../audit/record';
import type { Role, Transaction } from '../db';
import { invitationState, isUsable } from './invitation-state';

export interface AcceptedPerson {
  id: number;
  email: string;
  name: string;
  role: Role;
}

/**
 * The invited address has shown a code from its mailbox: makes the person or finds them, and makes a contact
 * a member of the district. Null if the invitation was used, revoked or ran out in the meantime.
 */
export async function acceptInvitation(
  ctx: AppContext,
  tx: Pick<Transaction, 'invitation' | 'user' | 'tenantMember' | '$queryRawUnsafe'>,
  invitationId: number,
  sourceAddress: string,
): Promise<AcceptedPerson | null> {
  const now = ctx.clock.now();
  const invitation = await tx.invitation.findUniqueOrThrow({ where: { id: invitationId } });
  if (!isUsable(invitationState(invitation, now))) return null;
  const known = await tx.user.findUnique({ where: { email: invitation.email } });
  // An invitation neither lets a disabled person back in nor changes what somebody already is.
  if (known?.disabledAt) return null;
  if (known && (known.role === 'DISTRICT_CONTACT') !== (invitation.role === 'DISTRICT_CONTACT')) {
    return null;
  }
  const person =
    known ??
    (await tx.user.create({
      data: {
        email: invitation.email,
        name: invitation.name,
        role: invitation.role,
        createdAt: now,
      },
    }));
  if (invitation.tenantId !== null) {
    await tx.tenantMember.upsert({
      where: { tenantId_userId: { tenantId: invitation.tenantId, userId: person.id } },
      create: { tenantId: invitation.tenantId, userId: person.id, createdAt: now },
      update: {},
    });
  }
  await tx.invitation.update({
    where: { id: invitation.id },
    data: {
      verifiedAt: now,
      acceptedById: person.id,
      openedAt: invitation.openedAt ?? now,
    },
  });
  const actor: Actor = { kind: 'person', userId: person.id, sourceAddress };
  await recordAudit(tx, actor, {
    action: 'invitation.verified',
    tenantId: invitation.tenantId,
    objectType: 'invitation',
    objectId: invitation.id,
    detail: { role: person.role, isNewPerson: known === null },
  });
  return { id: person.id, email: person.email, name: person.name, role: person.role };
}
