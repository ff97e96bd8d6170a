import { z } from 'zod';
import { oneLine } from '@/lib/core/format/one-line';
import { isPublicMailDomain } from '@/lib/core/mail/public-domains';
import type { Refused } from '@/lib/core/refusals/catalogue';
import { signInRefusals } from '@/lib/core/refusals/sign-in';
import type { Actor, AppContext } from '../../app-context';
import { recordAudit } from '../../audit/record';
import { parseEmailAddress, type AddressRefusal } from '../../auth/email-address';
import { keyedHash, makeToken } from '../../auth/keyed-hash';
import { INVITATION_LIFE_MS } from '../../auth/sign-in-limits';
import { STAFF_ROLES, type StaffRole } from '../../auth/permissions';
import type { Role, Transaction } from '../../db';
import { invitationMail, invitationUrl, staffInvitationMail } from '../../mail/messages';
import { queueMail } from '../../mail/outbox';
import { STAFF_TIME_ZONE } from '../../mail/staff-time-zone';
import { countContactInvitation, type ContactLimit } from './contact-limits';
import { lockInvitee } from './lock-invitee';

const emailField = z.string({ error: 'Enter an address.' }).superRefine((text, context) => {
  const parsed = parseEmailAddress(text);
  if (parsed.ok) return;
  const message =
    parsed.code === 'ADDRESS_HAS_INVISIBLE'
      ? signInRefusals.ADDRESS_HAS_INVISIBLE.sentence(parsed)
      : signInRefusals.ADDRESS_INVALID.sentence;
  context.addIssue({ code: 'custom', message });
});

export const contactInput = z.strictObject({
  name: oneLine('a name', 100),
  email: emailField,
});

export const staffInput = z.strictObject({
  name: oneLine('a name', 100),
  email: emailField,
  role: z.enum(STAFF_ROLES, 'Choose a role.'),
});

export interface SentInvitation {
  id: number;
  email: string;
  expiresAt: Date;
  /** The link in the mail. It lets nobody in: a code mailed to the address does. */
  url: string;
}

export type InviteResult =
  | { ok: true; invitation: SentInvitation }
  | AddressRefusal
  | ContactLimit
  | Refused<
      | 'TENANT_NOT_FOUND'
      | 'ALREADY_MEMBER'
      | 'ADDRESS_IS_STAFF'
      | 'ADDRESS_IS_CONTACT'
      | 'PERSON_DISABLED'
      | 'ALREADY_INVITED'
      | 'OTHER_DOMAIN'
      | 'PUBLIC_MAIL_DOMAIN'
    >;

export async function inviteContact(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  input: { name: string; email: string },
): Promise<InviteResult> {
  return invite(ctx, actor, { ...input, tenantId, role: 'DISTRICT_CONTACT' });
}

/** As a contact does it: only addresses at a domain that a contact of the district has, or a stranger could be let in by a typo; and none where anybody gets an address. */
export async function inviteColleague(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  input: { name: string; email: string },
): Promise<InviteResult> {
  const parsed = parseEmailAddress(input.email);
  if (!parsed.ok) return parsed;
  const contacts = await ctx.db.prisma.user.findMany({
    where: { disabledAt: null, memberships: { some: { tenantId } } },
    select: { email: true },
  });
  const domain = domainOf(parsed.address);
  if (isPublicMailDomain(domain)) return { ok: false, code: 'PUBLIC_MAIL_DOMAIN', domain };
  const domains = [...new Set(contacts.map(({ email }) => domainOf(email)))]
    .filter((each) => !isPublicMailDomain(each))
    .sort();
  if (!domains.includes(domain))
    return { ok: false, code: 'OTHER_DOMAIN', domains: domains.join(' or ') };
  return inviteContact(ctx, actor, tenantId, input);
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

export async function inviteStaff(
  ctx: AppContext,
  actor: Actor,
  input: { name: string; email: string; role: StaffRole },
): Promise<InviteResult> {
  return invite(ctx, actor, { ...input, tenantId: null });
}

interface Invitee {
  name: string;
  email: string;
  tenantId: number | null;
  role: Role;
}

type TenantOfMail = { id: number; slug: string; name: string; timeZone: string };

async function invite(ctx: AppContext, actor: Actor, invitee: Invitee): Promise<InviteResult> {
  const parsed = parseEmailAddress(invitee.email);
  if (!parsed.ok) return parsed;
  const { address } = parsed;
  const now = ctx.clock.now();
  return ctx.db.prisma.$transaction(async (tx): Promise<InviteResult> => {
    await lockInvitee(tx, address);
    const tenant = invitee.tenantId === null ? null : await findTenant(tx, invitee.tenantId);
    if (invitee.tenantId !== null && !tenant) return { ok: false, code: 'TENANT_NOT_FOUND' };
    const known = await tx.user.findUnique({
      where: { email: address },
      include: { memberships: { where: { tenantId: invitee.tenantId ?? -1 } } },
    });
    if (known?.disabledAt) return { ok: false, code: 'PERSON_DISABLED' };
    if (known && tenant) {
      if (known.role !== 'DISTRICT_CONTACT') return { ok: false, code: 'ADDRESS_IS_STAFF' };
      if (known.memberships.length > 0) return { ok: false, code: 'ALREADY_MEMBER' };
    }
    if (known && !tenant) {
      const isContact = known.role === 'DISTRICT_CONTACT';
      return { ok: false, code: isContact ? 'ADDRESS_IS_CONTACT' : 'ALREADY_MEMBER' };
    }
    const open = await tx.invitation.findFirst({
      where: {
        email: address,
        tenantId: invitee.tenantId,
        verifiedAt: null,
        revokedAt: null,
        expiresAt: { gt: now },
      },
      select: { id: true },
    });
    if (open) return { ok: false, code: 'ALREADY_INVITED' };
    const sender = await findSender(tx, actor);
    const limit =
      isContact(sender) && tenant && (await countContactInvitation(ctx, tx, actor, tenant));
    if (limit) return limit;

    const token = makeToken();
    const expiresAt = new Date(now.getTime() + INVITATION_LIFE_MS);
    const { id } = await tx.invitation.create({
      data: {
        tenantId: invitee.tenantId,
        email: address,
        name: invitee.name,
        role: invitee.role,
        tokenHash: keyedHash(ctx.settings.secret, 'invitation', token),
        invitedById: actor.userId,
        createdAt: now,
        sentAt: now,
        expiresAt,
      },
      select: { id: true },
    });
    const invitation = { id, email: address, expiresAt, url: invitationUrl(ctx, token) };
    await queueInvitationMail(ctx, tx, sender, { ...invitee, email: address }, tenant, {
      token,
      expiresAt,
    });
    await recordAudit(tx, actor, {
      action: 'invitation.sent',
      tenantId: invitee.tenantId,
      objectType: 'invitation',
      objectId: id,
      detail: { role: invitee.role },
    });
    return { ok: true, invitation };
  });
}

export type ResendResult =
  | { ok: true; invitation: SentInvitation }
  | ContactLimit
  | Refused<'INVITATION_NOT_FOUND' | 'ALREADY_VERIFIED' | 'REVOKED'>;

/**
 * Sends a new link, good for seven days from now; the link before it stops working. `tenantId` is null for
 * staff; a district's page passes its own, so that no other district's invitation can be named.
 */
export async function resendInvitation(
  ctx: AppContext,
  actor: Actor,
  tenantId: number | null,
  invitationId: number,
): Promise<ResendResult> {
  const now = ctx.clock.now();
  return ctx.db.prisma.$transaction(async (tx): Promise<ResendResult> => {
    const row = await tx.invitation.findFirst({ where: { id: invitationId, tenantId } });
    if (!row) return { ok: false, code: 'INVITATION_NOT_FOUND' };
    if (row.verifiedAt) return { ok: false, code: 'ALREADY_VERIFIED' };
    if (row.revokedAt) return { ok: false, code: 'REVOKED' };
    const tenant = tenantId === null ? null : await findTenant(tx, tenantId);
    const sender = await findSender(tx, actor);
    const limit =
      isContact(sender) && tenant && (await countContactInvitation(ctx, tx, actor, tenant, row.id));
    if (limit) return limit;
    const token = makeToken();
    const expiresAt = new Date(now.getTime() + INVITATION_LIFE_MS);
    await tx.invitation.update({
      where: { id: row.id },
      data: {
        tokenHash: keyedHash(ctx.settings.secret, 'invitation', token),
        sentAt: now,
        openedAt: null,
        expiresAt,
        timesSent: { increment: 1 },
      },
    });
    await queueInvitationMail(ctx, tx, sender, row, tenant, { token, expiresAt });
    await recordAudit(tx, actor, {
      action: 'invitation.resent',
      tenantId,
      objectType: 'invitation',
      objectId: row.id,
      detail: { timesSent: row.timesSent + 1 },
    });
    return {
      ok: true,
      invitation: { id: row.id, email: row.email, expiresAt, url: invitationUrl(ctx, token) },
    };
  });
}

export type RevokeResult = { ok: true } | Refused<'INVITATION_NOT_FOUND' | 'ALREADY_VERIFIED'>;

export async function revokeInvitation(
  ctx: AppContext,
  actor: Actor,
  tenantId: number | null,
  invitationId: number,
): Promise<RevokeResult> {
  return ctx.db.prisma.$transaction(async (tx): Promise<RevokeResult> => {
    const row = await tx.invitation.findFirst({ where: { id: invitationId, tenantId } });
    if (!row) return { ok: false, code: 'INVITATION_NOT_FOUND' };
    if (row.verifiedAt) return { ok: false, code: 'ALREADY_VERIFIED' };
    if (row.revokedAt) return { ok: true };
    await tx.invitation.update({ where: { id: row.id }, data: { revokedAt: ctx.clock.now() } });
    await recordAudit(tx, actor, {
      action: 'invitation.revoked',
      tenantId,
      objectType: 'invitation',
      objectId: row.id,
    });
    return { ok: true };
  });
}

async function findTenant(
  tx: Pick<Transaction, 'tenant'>,
  tenantId: number,
): Promise<TenantOfMail | null> {
  return tx.tenant.findUnique({
    where: { id: tenantId },
    select: { id: true, slug: true, name: true, timeZone: true },
  });
}

type Sender = { name: string; role: Role } | null;

const isContact = (sender: Sender): boolean => sender?.role === 'DISTRICT_CONTACT';

async function findSender(tx: Pick<Transaction, 'user'>, { userId }: Actor): Promise<Sender> {
  if (userId === null) return null;
  return tx.user.findUnique({ where: { id: userId }, select: { name: true, role: true } });
}

async function queueInvitationMail(
  ctx: AppContext,
  tx: Pick<Transaction, 'outboxMail' | '$executeRaw'>,
  sender: Sender,
  invitee: { name: string; email: string; role: Role },
  tenant: TenantOfMail | null,
  link: { token: string; expiresAt: Date },
): Promise<void> {
  const to = { address: invitee.email, name: invitee.name };
  const inviterName = sender?.name ?? 'The TalkingPoints team';
  const mail = tenant
    ? invitationMail(ctx, { to, tenant, inviterName, isColleague: isContact(sender), ...link })
    : staffInvitationMail(ctx, {
        to,
        role: invitee.role,
        inviterName,
        timeZone: STAFF_TIME_ZONE,
        ...link,
      });
  await queueMail(tx, mail);
}
