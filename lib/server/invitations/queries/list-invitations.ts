import type { AppContext } from '../../app-context';
import { invitationState, type InvitationState } from '../../auth/invitation-state';
import type { Role } from '../../db';

export interface InvitationRow {
  id: number;
  email: string;
  name: string;
  role: Role;
  state: InvitationState;
  invitedByName: string | null;
  sentAt: Date | null;
  openedAt: Date | null;
  verifiedAt: Date | null;
  revokedAt: Date | null;
  expiresAt: Date;
  timesSent: number;
}

/** Newest first. `tenantId` null lists the invitations of staff. */
export async function listInvitations(
  ctx: AppContext,
  tenantId: number | null,
): Promise<InvitationRow[]> {
  const now = ctx.clock.now();
  const rows = await ctx.db.prisma.invitation.findMany({
    where: { tenantId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 200,
    select: {
      id: true,
      email: true,
      name: true,
      role: true,
      sentAt: true,
      openedAt: true,
      verifiedAt: true,
      revokedAt: true,
      expiresAt: true,
      timesSent: true,
      invitedBy: { select: { name: true } },
    },
  });
  return rows.map(({ invitedBy, ...row }) => ({
    ...row,
    state: invitationState(row, now),
    invitedByName: invitedBy?.name ?? null,
  }));
}
