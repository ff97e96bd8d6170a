import type { Refused } from '@/lib/core/refusals/catalogue';
import { recordAudit } from '../audit/record';
import type { Actor, AppContext } from '../app-context';

/** What reaches a person or signs them in. Shown one person at a time, and every look is recorded. */
export interface ContactDetails {
  email: string | null;
  sms: string | null;
  phone: string | null;
  /** The numbers sms and phone stand for; null where their text is none. */
  smsE164: string | null;
  phoneE164: string | null;
  /** The address in the form it is compared in; null where the text is none. */
  emailKey: string | null;
  username: string | null;
}

export type RevealContactResult = { ok: true; details: ContactDetails } | Refused<'NOT_IN_ROSTER'>;

export function revealContact(
  ctx: Pick<AppContext, 'db'>,
  actor: Actor,
  { tenantId, sourcedId }: { tenantId: number; sourcedId: string },
): Promise<RevealContactResult> {
  return ctx.db.prisma.$transaction(async (tx) => {
    const person = await tx.rosterUser.findUnique({
      where: { tenantId_sourcedId: { tenantId, sourcedId } },
      select: {
        email: true,
        sms: true,
        phone: true,
        smsE164: true,
        phoneE164: true,
        emailKey: true,
        username: true,
      },
    });
    if (!person) return { ok: false, code: 'NOT_IN_ROSTER' };
    await recordAudit(tx, actor, {
      action: 'roster.contact-revealed',
      tenantId,
      objectType: 'roster-user',
      objectId: sourcedId,
    });
    return { ok: true, details: { ...person, username: person.username || null } };
  });
}
