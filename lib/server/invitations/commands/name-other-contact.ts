// "Not you?" on the page of an invitation. The code goes to the invited address, so forwarding the mail helps nobody:
// whoever holds the link says who should get it, and a person of ours decides.
import type { Refused } from '@/lib/core/refusals/catalogue';
import { z } from 'zod';
import type { AppContext } from '../../app-context';
import { parseEmailAddress, type AddressRefusal } from '../../auth/email-address';
import { findInvitationByToken } from '../../auth/find-invitation';
import { invitationState } from '../../auth/invitation-state';
import { keyedHash } from '../../auth/keyed-hash';
import {
  OTHER_CONTACTS_PER_INVITATION,
  OTHER_CONTACTS_PER_SOURCE,
  retryAt,
  type RateLimit,
} from '../../auth/sign-in-limits';
import type { Transaction } from '../../db';
import { otherContactMail } from '../../mail/messages';
import { queueMail, type MailRecipient, type NewMail } from '../../mail/outbox';
import { queueReviewMail } from '../../mail/recipients';
import { STAFF_TIME_ZONE } from '../../mail/staff-time-zone';
import { contactInput } from './invite';
import { lockByName } from '../../db/advisory-lock';

export const otherContactInput = contactInput.extend({ token: z.string().max(200) }).strict();

export type OtherContactResult =
  { ok: true } | AddressRefusal | Refused<'INVITATION_OVER' | 'SAME_ADDRESS' | 'TOO_MANY_NAMES'>;

const KIND = 'other-contact-named';

export async function nameOtherContact(
  ctx: AppContext,
  given: { token: string; name: string; email: string; sourceAddress: string },
): Promise<OtherContactResult> {
  const parsed = parseEmailAddress(given.email);
  if (!parsed.ok) return parsed;
  const now = ctx.clock.now();
  return ctx.db.prisma.$transaction(async (tx): Promise<OtherContactResult> => {
    const invitation = await findInvitationByToken(ctx, tx, given.token);
    const state = invitation && invitationState(invitation, now);
    if (!invitation || state === 'verified' || state === 'revoked')
      return { ok: false, code: 'INVITATION_OVER' };
    if (parsed.address === invitation.email) return { ok: false, code: 'SAME_ADDRESS' };
    const bucket = keyedHash(ctx.settings.secret, 'trusted-bucket', KIND, String(invitation.id));
    const waitUntil = await findRetryAt(tx, { bucket, sourceAddress: given.sourceAddress, now });
    const timeZone = invitation.tenant?.timeZone ?? STAFF_TIME_ZONE;
    if (waitUntil) return { ok: false, code: 'TOO_MANY_NAMES', retryAt: waitUntil, timeZone };
    await tx.signInAttempt.create({
      data: {
        kind: KIND,
        emailHash: bucket,
        sourceAddress: given.sourceAddress,
        succeeded: true,
        at: now,
      },
    });
    await notifyStaff(ctx, tx, invitation, { name: given.name, email: parsed.address });
    return { ok: true };
  });
}

/** Counted per link, so that one who has it cannot fill our mailbox, and per source, where sources are known. */
async function findRetryAt(
  tx: Pick<Transaction, 'signInAttempt' | '$executeRaw'>,
  { bucket, sourceAddress, now }: { bucket: string; sourceAddress: string; now: Date },
): Promise<Date | null> {
  await lockByName(tx, 'other-contact', bucket);
  const newest = async (limit: RateLimit, where: { emailHash?: string; sourceAddress?: string }) =>
    retryAt(
      limit,
      (
        await tx.signInAttempt.findMany({
          where: { ...where, kind: KIND, at: { gt: new Date(now.getTime() - limit.windowMs) } },
          orderBy: { at: 'desc' },
          take: limit.count,
          select: { at: true },
        })
      ).map(({ at }) => at),
    );
  return (
    (await newest(OTHER_CONTACTS_PER_INVITATION, { emailHash: bucket })) ??
    (sourceAddress === 'unknown'
      ? null
      : await newest(OTHER_CONTACTS_PER_SOURCE, { sourceAddress }))
  );
}

/** Whoever looks after the district and whoever of ours sent the invitation; of staff the inviter and the administrators. */
async function notifyStaff(
  ctx: AppContext,
  tx: Transaction,
  invitation: NonNullable<Awaited<ReturnType<typeof findInvitationByToken>>>,
  other: { name: string; email: string },
): Promise<void> {
  const inviter = await findStaffInviter(tx, invitation.invitedById);
  const facts = { invitationId: invitation.id, inviteeName: invitation.name, other };
  const { tenant } = invitation;
  if (tenant) {
    await queueReviewMail(
      tx,
      tenant.id,
      ['implementer'],
      (to) => otherContactMail(ctx, { to, tenant, ...facts }),
      inviter,
    );
    return;
  }
  const admins = await tx.user.findMany({
    where: { role: 'ADMIN', disabledAt: null },
    select: { id: true },
  });
  await queueMailToStaff(tx, [...new Set([...inviter, ...admins.map(({ id }) => id)])], (to) =>
    otherContactMail(ctx, { to, tenant: null, ...facts }),
  );
}

/** None where a contact of the district invited: the mail is ours, and its page is not theirs. */
async function findStaffInviter(
  tx: Pick<Transaction, 'user'>,
  invitedById: number | null,
): Promise<number[]> {
  if (invitedById === null) return [];
  const staff = await tx.user.findMany({
    where: { id: invitedById, role: { not: 'DISTRICT_CONTACT' } },
    select: { id: true },
  });
  return staff.map(({ id }) => id);
}

async function queueMailToStaff(
  tx: Transaction,
  ids: readonly number[],
  build: (to: MailRecipient) => NewMail,
): Promise<void> {
  const people = await tx.user.findMany({
    where: { id: { in: [...ids] }, disabledAt: null, role: { not: 'DISTRICT_CONTACT' } },
    orderBy: { id: 'asc' },
    select: { email: true, name: true },
  });
  for (const { email, name } of people) await queueMail(tx, build({ address: email, name }));
}
