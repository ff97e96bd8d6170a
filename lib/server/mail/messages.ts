// The words of every mail. Ids, file names and counts; never a student, a secret or a code in a subject.
import { formatInstant, formatTimeOfDay } from '@/lib/core/calendar/format-instant';
import type { HeldBecause } from '@/lib/core/circuit-break/held-because';
import { EXPIRY_TEXT } from '@/lib/core/review/keep-alive';
import { circuitBreaksPath } from '@/lib/core/circuit-break/public-page';
import { mailHelpPath } from '@/lib/core/mail/public-page';
import { runPath, type IdentifiedRun } from '@/lib/core/sync-run/run-address';
import type { AppContext } from '../app-context';
import { can, type PersonWithRole } from '../auth/permissions';
import type { Role } from '../db';
import { composeMail, senderAddress, type MailContent } from './compose';
import type { MailKind } from './kinds';
import type { MailRecipient, NewMail, TenantForMail } from './outbox';

export type MailContext = Pick<AppContext, 'clock' | 'settings'>;

export function mail(
  ctx: MailContext,
  envelope: { kind: MailKind; tenantId: number | null; to: MailRecipient; threadKey?: string },
  content: MailContent,
): NewMail {
  return { ...envelope, ...composeMail(ctx.settings, content), at: ctx.clock.now() };
}

export function runUrl(ctx: MailContext, tenant: TenantForMail, run: IdentifiedRun): string {
  return ctx.settings.publicUrl + runPath(tenant.slug, run.number);
}

export function invitationUrl(ctx: Pick<AppContext, 'settings'>, token: string): string {
  return `${ctx.settings.publicUrl}/invitation/${token}`;
}

export const ROLE_LABELS: Record<Role, string> = {
  ADMIN: 'administrator',
  IMPLEMENTATION: 'implementation',
  PSM: 'partner success manager',
  DISTRICT_CONTACT: 'district contact',
};

const howToCheck = (ctx: MailContext, who = 'your TalkingPoints contact') => [
  'Opening the link does not change anything. On the page, press the button and we will email you a 6-digit sign-in code.',
  `This email comes from ${senderAddress(ctx.settings)}, which is not a talkingpts.org address. To check that it is real, ask ${who} or write to ${ctx.settings.mailReplyTo}.`,
];

export function invitationMail(
  ctx: MailContext,
  facts: {
    to: MailRecipient;
    tenant: TenantForMail;
    inviterName: string;
    /** Whoever invites is a contact of the district, and not of ours. */
    isColleague: boolean;
    token: string;
    expiresAt: Date;
  },
): NewMail {
  const { inviterName, isColleague, tenant } = facts;
  const until = formatInstant(facts.expiresAt, tenant.timeZone, ctx.clock.now());
  return mail(
    ctx,
    { kind: 'invitation', tenantId: facts.tenant.id, to: facts.to },
    {
      subject: `${facts.tenant.name}: set up your TalkingPoints connection`,
      paragraphs: [
        isColleague
          ? `${inviterName}, your colleague at ${tenant.name}, invites you to set up the TalkingPoints connection with them.`
          : `${inviterName} invites you to set up the TalkingPoints connection for ${tenant.name}.`,
        'You will connect your student information system: it sends roster files to us, or we fetch the roster from its API. Minutes after the data has arrived, you will see whether it can be used.',
        `The link works until ${until} (7 days).`,
      ],
      button: { label: 'Setup Connection', url: invitationUrl(ctx, facts.token) },
      afterButton: [
        ...(isColleague ? howToCheck(ctx, inviterName) : howToCheck(ctx)),
        // On a line of its own: an address that is part of a sentence is cut by some mail programs.
        `What to allow in your mail filter so that our email arrives:\n${ctx.settings.publicUrl}${mailHelpPath}`,
      ],
      because: isColleague
        ? `${inviterName} at ${tenant.name} entered this address as a colleague’s`
        : `${inviterName} at TalkingPoints entered this address as the tech contact of ${tenant.name}`,
    },
  );
}

export function staffInvitationMail(
  ctx: MailContext,
  facts: {
    to: MailRecipient;
    role: Role;
    inviterName: string;
    token: string;
    expiresAt: Date;
    timeZone: string;
  },
): NewMail {
  const until = formatInstant(facts.expiresAt, facts.timeZone, ctx.clock.now());
  return mail(
    ctx,
    { kind: 'staff-invitation', tenantId: null, to: facts.to },
    {
      subject: 'Your access to TalkingPoints Connector',
      paragraphs: [
        `${facts.inviterName} invites you to TalkingPoints Connector (${ROLE_LABELS[facts.role]}).`,
        `The link works until ${until} (7 days).`,
      ],
      button: { label: 'Open the invitation', url: invitationUrl(ctx, facts.token) },
      afterButton: howToCheck(ctx),
      because: `${facts.inviterName} entered this address as a colleague`,
    },
  );
}

/** To staff: somebody opened a link that no longer works and asks for another. */
export function invitationAskedMail(
  ctx: MailContext,
  facts: { to: MailRecipient; tenant: TenantForMail; invitationId: number; inviteeName: string },
): NewMail {
  return mail(
    ctx,
    {
      kind: 'invitation-asked',
      tenantId: facts.tenant.id,
      to: facts.to,
      threadKey: `invitation-${facts.invitationId}`,
    },
    {
      subject: `${facts.tenant.name}: new invitation requested`,
      paragraphs: [
        `${facts.inviteeName} at ${facts.tenant.name} opened an invitation that no longer works and asked for a new one.`,
        'You can send it again from the district’s Contacts page.',
      ],
      button: {
        label: `Open ${facts.tenant.name}`,
        url: `${ctx.settings.publicUrl}/districts/${facts.tenant.slug}`,
      },
      because: 'you look after this district',
    },
  );
}

/** To staff: whoever holds the link of an invitation says that somebody else should get it. */
export function otherContactMail(
  ctx: MailContext,
  facts: {
    to: MailRecipient;
    /** Null for an invitation of staff. */
    tenant: TenantForMail | null;
    invitationId: number;
    inviteeName: string;
    other: { name: string; email: string };
  },
): NewMail {
  const { tenant, other } = facts;
  const place = tenant ? tenant.name : 'TalkingPoints Connector';
  return mail(
    ctx,
    {
      kind: 'invitation-other-contact',
      tenantId: tenant?.id ?? null,
      to: facts.to,
      threadKey: `invitation-${facts.invitationId}`,
    },
    {
      subject: `${place}: someone else should get the invitation`,
      paragraphs: [
        `Someone opened the invitation of ${facts.inviteeName} to ${place} and named someone else who should get it:`,
        `${other.name}\n${other.email}`,
        'Nothing was sent to that address. Anyone with the link can do this, so verify it before you invite them and revoke the other invitation.',
      ],
      button: tenant
        ? {
            label: `Open the contacts of ${tenant.name}`,
            url: `${ctx.settings.publicUrl}/districts/${tenant.slug}/contacts`,
          }
        : { label: 'Open people', url: `${ctx.settings.publicUrl}/people` },
      because: 'you sent this invitation or manage invitations',
    },
  );
}

export const codeMailFirstLine = (code: string) => `${code} is your TalkingPoints Connector code`;

export function signInCodeMail(
  ctx: MailContext,
  facts: {
    to: MailRecipient;
    tenantId: number | null;
    /** Null where too many wrong codes were entered for the address: then the link alone lets in. */
    code: string | null;
    linkToken: string;
    linkExpiresAt: Date;
    expiresAt: Date;
    timeZone: string;
    sourceAddress: string;
    browserName: string;
  },
): NewMail {
  const until = formatTimeOfDay(facts.expiresAt, facts.timeZone);
  const linkUntil = formatTimeOfDay(facts.linkExpiresAt, facts.timeZone);
  const askedAt = formatInstant(ctx.clock.now(), facts.timeZone);
  const from = facts.sourceAddress === 'unknown' ? '' : ` from ${facts.sourceAddress}`;
  return mail(
    ctx,
    { kind: 'sign-in-code', tenantId: facts.tenantId, to: facts.to },
    {
      subject:
        facts.code === null
          ? 'Your link to sign in to TalkingPoints Connector'
          : 'Your TalkingPoints Connector code',
      paragraphs: [
        ...(facts.code === null
          ? [
              'Sign in to TalkingPoints Connector with the link below',
              'Too many wrong codes were entered for your address, not necessarily by you. No one got in. Codes will not work today in a browser we do not recognize.',
            ]
          : [
              codeMailFirstLine(facts.code),
              `Use it before ${until} (10 minutes), in the browser you asked from. It works once and replaces any earlier code from that browser. We will never ask you for it.`,
            ]),
        `The link works once, before ${linkUntil} (15 minutes), in any browser. Anyone who opens it can sign in as you, so do not share it.`,
        `Requested at ${askedAt}${from}, with ${facts.browserName}.`,
        `If you did not ask for this, you do not need to do anything: no one can get in without this email. Please tell us at ${ctx.settings.mailReplyTo}.`,
      ],
      button: {
        label: 'Sign in',
        url: `${ctx.settings.publicUrl}/sign-in/link/${facts.linkToken}`,
      },
      because: 'someone entered this address on the sign-in page of TalkingPoints Connector',
    },
  );
}

export function reviewUrl(ctx: Pick<MailContext, 'settings'>, breakId: number): string {
  return `${ctx.settings.publicUrl}/reviews/${breakId}`;
}

export function circuitBreaksUrl(ctx: Pick<MailContext, 'settings'>): string {
  return `${ctx.settings.publicUrl}${circuitBreaksPath}`;
}

/** To staff: a run waits for a decision, theirs or somebody else's. `reasons` are sentences with counts. */
export function runHeldMail(
  ctx: MailContext,
  facts: {
    to: MailRecipient;
    tenant: TenantForMail;
    run: IdentifiedRun;
    breakId: number;
    because: HeldBecause;
    reasons: readonly string[];
    reader: PersonWithRole;
    /** Who has the review; null: no one in particular. */
    assigneeName: string | null;
  },
): NewMail {
  const { tenant, because } = facts;
  const isOnboarding = because === 'ONBOARDING';
  const canDecide = can(facts.reader, 'reviews.decide');
  const what = isOnboarding ? 'the first roster' : 'an update';
  const waits = canDecide ? 'waiting for your review' : 'held for review';
  return mail(
    ctx,
    { kind: 'run-held', tenantId: tenant.id, to: facts.to, threadKey: `run-${facts.run.id}` },
    {
      subject: `${tenant.name}: ${what} is ${waits}`,
      paragraphs: [
        isOnboarding
          ? `The first roster of ${tenant.name} has been checked and is ${waits}.`
          : `An update of ${tenant.name} was stopped by a circuit break and is ${waits}.`,
        ...(canDecide ? [] : [`${facts.assigneeName ?? 'The implementation team'} decides on it.`]),
        ...(facts.reasons.length > 0 ? [facts.reasons.join('\n')] : []),
        isOnboarding
          ? 'It goes live only when someone approves it.'
          : 'Until someone decides, the live roster stays as it is.',
        EXPIRY_TEXT,
      ],
      ...(canDecide
        ? { button: { label: 'Review', url: runUrl(ctx, tenant, facts.run) } }
        : can(facts.reader, 'reviews.list')
          ? { button: { label: 'See the review', url: reviewUrl(ctx, facts.breakId) } }
          : {}),
      because: 'you look after this district',
    },
  );
}
