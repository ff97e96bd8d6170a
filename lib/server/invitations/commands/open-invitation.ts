// What somebody does who has the link of an invitation and is not signed in.
import type { AppContext } from '../../app-context';
import { findInvitationByToken } from '../../auth/find-invitation';
import { invitationState, isUsable, type InvitationState } from '../../auth/invitation-state';
import type { Role } from '../../db';
import { invitationAskedMail } from '../../mail/messages';
import { queueMailToImplementers } from '../../mail/recipients';
import { STAFF_TIME_ZONE } from '../../mail/staff-time-zone';
import { lockInvitee } from './lock-invitee';

export interface OpenedInvitation {
  id: number;
  state: InvitationState;
  email: string;
  name: string;
  role: Role;
  /** Null for an invitation of staff. */
  tenant: { slug: string; name: string } | null;
  inviterName: string;
  expiresAt: Date;
  timeZone: string;
}

/**
 * What the page of the link shows. Opening is harmless, as often as mail scanners like: it notes the first
 * time and nothing else, and signs nobody in.
 */
export async function openInvitation(
  ctx: AppContext,
  token: string,
): Promise<OpenedInvitation | null> {
  const now = ctx.clock.now();
  const { prisma } = ctx.db;
  const invitation = await findInvitationByToken(ctx, prisma, token);
  if (!invitation) return null;
  if (!invitation.openedAt && isUsable(invitationState(invitation, now))) {
    await prisma.invitation.updateMany({
      where: { id: invitation.id, openedAt: null },
      data: { openedAt: now },
    });
    invitation.openedAt = now;
  }
  const { tenant, invitedById } = invitation;
  const inviter =
    invitedById === null
      ? null
      : await prisma.user.findUnique({ where: { id: invitedById }, select: { name: true } });
  return {
    id: invitation.id,
    state: invitationState(invitation, now),
    email: invitation.email,
    name: invitation.name,
    role: invitation.role,
    tenant: tenant && { slug: tenant.slug, name: tenant.name },
    inviterName: inviter?.name ?? 'TalkingPoints',
    expiresAt: invitation.expiresAt,
    timeZone: tenant?.timeZone ?? STAFF_TIME_ZONE,
  };
}

const ASKED_AGAIN_AFTER_MS = 24 * 60 * 60_000;

/**
 * The button on the page of a link that ran out: tells the implementers, at most once a day. The answer is
 * the same whether or not a mail was written.
 */
export async function askForNewInvitation(ctx: AppContext, token: string): Promise<{ ok: true }> {
  const now = ctx.clock.now();
  return ctx.db.prisma.$transaction(async (tx) => {
    const invitation = await findInvitationByToken(ctx, tx, token);
    if (!invitation?.tenant || invitationState(invitation, now) !== 'expired') return { ok: true };
    await lockInvitee(tx, invitation.email);
    const asked = await tx.outboxMail.count({
      where: {
        kind: 'invitation-asked',
        tenantId: invitation.tenant.id,
        threadKey: `invitation-${invitation.id}`,
        createdAt: { gt: new Date(now.getTime() - ASKED_AGAIN_AFTER_MS) },
      },
    });
    if (asked > 0) return { ok: true };
    await queueMailToImplementers(tx, invitation.tenant.id, (to, tenant) =>
      invitationAskedMail(ctx, {
        to,
        tenant,
        invitationId: invitation.id,
        inviteeName: invitation.name,
      }),
    );
    return { ok: true };
  });
}
