// The mails about a district's TalkingPoints site: that it is ready, and to staff that something on it is wrong.
import { goingLivePath } from '@/lib/core/go-live/address';
import { mailHelpPath } from '@/lib/core/mail/public-page';
import { DIGEST_SENDER_DOMAIN, TALKINGPOINTS_URL } from '@/lib/core/mail/talkingpoints';
import { mail, type MailContext } from './messages';
import type { MailRecipient, NewMail, TenantForMail } from './outbox';

export interface SiteFacts {
  address: string;
  /** Of the district, who plans the rollout with it. */
  psm: { name: string; email: string } | null;
}

export function siteReadyMail(
  ctx: MailContext,
  facts: SiteFacts & {
    to: MailRecipient;
    tenant: TenantForMail;
    isStaff: boolean;
    /** Another address was sent before. */
    isCorrected?: boolean;
  },
): NewMail {
  const { tenant, isStaff, isCorrected = false } = facts;
  const page = ctx.settings.publicUrl + goingLivePath(tenant.slug);
  return mail(
    ctx,
    {
      kind: 'site-ready',
      tenantId: tenant.id,
      to: facts.to,
      threadKey: `site-${tenant.id}`,
    },
    {
      subject: isCorrected
        ? `${tenant.name}: the TalkingPoints site has another address`
        : `${tenant.name}: the TalkingPoints site is ready`,
      paragraphs: [
        isCorrected
          ? `The address of the TalkingPoints site of ${tenant.name} that we sent before was not right, or it has changed.`
          : `The TalkingPoints site of ${tenant.name} is ready.`,
        `Its address:\n${facts.address}`,
        ...(isStaff
          ? ['The contacts of the district were told to sign in and to say if it looks right.']
          : [
              'Sign in with your preferred sign-in method and, as soon as your roster is live, check your data: the right schools and grades, classes with the right teachers, and families with their home languages.',
            ]),
      ],
      button: isStaff
        ? { label: `Open ${tenant.name}`, url: page }
        : { label: 'Sign in to TalkingPoints', url: TALKINGPOINTS_URL },
      afterButton: isStaff ? [] : nextSteps(ctx, facts, page),
      because: isStaff
        ? 'you look after this district'
        : `you are a tech contact of ${tenant.name}`,
      help: 'partner support',
    },
  );
}

// Addresses on lines of their own: one that is part of a sentence is cut by some mail programs.
const nextSteps = (ctx: MailContext, { psm }: SiteFacts, page: string): string[] => [
  `Then tell us if each school looks right:\n${page}`,
  `To make sure staff who choose digest emails receive them, allow email from ${DIGEST_SENDER_DOMAIN}. What to allow in your mail filter:\n${ctx.settings.publicUrl}${mailHelpPath}`,
  psm
    ? `Your Partner Success Manager for the rollout plan is ${psm.name}:\n${psm.email}`
    : `For the rollout plan, write to ${ctx.settings.partnerSupportEmail}.`,
];

/** What is wrong may name people: it stays on the page. */
export function siteLooksWrongMail(
  ctx: MailContext,
  facts: {
    to: MailRecipient;
    tenant: TenantForMail;
    /** The name of a school; null for the whole district. */
    place: string | null;
    actorName: string;
  },
): NewMail {
  const { tenant, place } = facts;
  return mail(
    ctx,
    {
      kind: 'site-looks-wrong',
      tenantId: tenant.id,
      to: facts.to,
      threadKey: `site-${tenant.id}`,
    },
    {
      subject: `${tenant.name}: something on the site does not look right`,
      paragraphs: [
        place === null
          ? `${facts.actorName} says that something on the TalkingPoints site of ${tenant.name} does not look right.`
          : `${facts.actorName} says that ${place} does not look right on the TalkingPoints site of ${tenant.name}.`,
        'Their words are on the page, and not in this email.',
      ],
      button: {
        label: 'See what it is',
        url: ctx.settings.publicUrl + goingLivePath(tenant.slug),
      },
      because: 'you look after this district',
    },
  );
}
