import type { Refused } from '@/lib/core/refusals/catalogue';
import type { AppContext } from '../app-context';
import { recordAudit } from '../audit/record';
import type { Role, Transaction } from '../db';
import { acceptInvitation, type AcceptedPerson } from './accept-invitation';
import { makeKnownBrowserProof } from './known-browser';
import { createSession } from './sessions';

export interface SignedIn {
  sessionToken: string;
  expiresAt: Date;
  /** To be kept by this browser. */
  browserProof: string;
  person: { id: number; email: string; name: string; role: Role };
  /** Where an accepted invitation leads; null after an ordinary sign-in. */
  tenantSlug: string | null;
}

export type LetInResult =
  { ok: true; signedIn: SignedIn } | Refused<'CODE_EXPIRED'> | Refused<'INVITATION_NOT_USABLE'>;

/** Somebody has shown that the address of this row is theirs, by its code or its link: both are used up. */
export async function letIn(
  ctx: AppContext,
  tx: Transaction,
  row: { id: number; email: string; invitationId: number | null },
  facts: { browserToken: string; sourceAddress: string; userAgent: string },
): Promise<LetInResult> {
  const now = ctx.clock.now();
  const address = row.email;
  await tx.signInCode.update({ where: { id: row.id }, data: { usedAt: now } });
  const accepted =
    row.invitationId === null
      ? null
      : await acceptInvitation(ctx, tx, row.invitationId, facts.sourceAddress);
  if (row.invitationId !== null && !accepted) {
    return { ok: false, code: 'INVITATION_NOT_USABLE' };
  }
  const person: AcceptedPerson | null =
    accepted ??
    (await tx.user.findFirst({
      where: { email: address, disabledAt: null },
      select: { id: true, email: true, name: true, role: true },
    }));
  // Disabled after the code was mailed: to them the code is simply no longer good.
  if (!person) return { ok: false, code: 'CODE_EXPIRED' };

  await tx.user.update({ where: { id: person.id }, data: { lastSignInAt: now } });
  const session = await createSession(ctx, tx, {
    userId: person.id,
    role: person.role,
    sourceAddress: facts.sourceAddress,
    userAgent: facts.userAgent,
  });
  await recordAudit(
    tx,
    { kind: 'person', userId: person.id, sourceAddress: facts.sourceAddress },
    { action: 'session.started', tenantId: null, objectType: 'session', objectId: session.id },
  );
  const tenant =
    row.invitationId === null
      ? null
      : await tx.tenant.findFirst({
          where: { invitations: { some: { id: row.invitationId } } },
          select: { slug: true },
        });
  return {
    ok: true,
    signedIn: {
      sessionToken: session.token,
      expiresAt: session.expiresAt,
      browserProof: makeKnownBrowserProof(
        ctx.settings.secret,
        { address, browserToken: facts.browserToken },
        now,
      ),
      person: { id: person.id, email: person.email, name: person.name, role: person.role },
      tenantSlug: tenant?.slug ?? null,
    },
  };
}
