// The mail that ends a district's onboarding: its first roster was approved and is live.
import { plural } from '@/lib/core/format/numbers';
import { DIGEST_SENDER_DOMAIN } from '@/lib/core/mail/digest-sender';
import { mail, type MailContext } from './messages';
import type { MailRecipient, NewMail, TenantForMail } from './outbox';

/** Where a district sees its data in TalkingPoints itself. */
const TALKINGPOINTS_URL = 'https://app.talkingpts.org/districts';

export interface RosterSize {
  schools: number;
  students: number;
  staff: number;
  classes: number;
}

export function rosterLiveMail(
  ctx: MailContext,
  facts: {
    to: MailRecipient;
    tenant: TenantForMail;
    runId: number;
    size: RosterSize;
    /** A contact signs in to TalkingPoints to look; staff look here. */
    isStaff: boolean;
  },
): NewMail {
  const { tenant, size, isStaff } = facts;
  const { partnerSupportEmail, publicUrl } = ctx.settings;
  const counts = [
    plural(size.schools, 'school'),
    plural(size.students, 'student'),
    plural(size.staff, 'member of staff', 'members of staff'),
    plural(size.classes, 'class', 'classes'),
  ].join('\n');
  return mail(
    ctx,
    { kind: 'roster-live', tenantId: tenant.id, to: facts.to, threadKey: `run-${facts.runId}` },
    {
      subject: `${tenant.name}: the first roster is live`,
      paragraphs: [
        `The first roster of ${tenant.name} was approved and is live.`,
        `It has:\n${counts}`,
        ...(isStaff
          ? [
              'Check that the schools, grades and home languages match what you know about this district.',
            ]
          : [
              'Sign in to TalkingPoints with your preferred sign-in method and verify your data. Check for the right schools and grades, and that classes have the right teachers.',
              `If anything looks off, write to ${partnerSupportEmail} right away.`,
            ]),
      ],
      button: isStaff
        ? { label: 'Look at the roster', url: `${publicUrl}/districts/${tenant.slug}/roster` }
        : { label: 'Sign in to TalkingPoints', url: TALKINGPOINTS_URL },
      afterButton: isStaff
        ? []
        : [
            'Keep sending the whole set of files. Each set is checked, and its changes are applied automatically unless a circuit break stops them for review.',
            `To make sure staff who choose digest emails receive them, allow email from ${DIGEST_SENDER_DOMAIN}.`,
          ],
      because: isStaff
        ? 'you look after this district'
        : `you are a tech contact of ${tenant.name}`,
      help: 'partner support',
    },
  );
}
