// The mail that ends a district's onboarding: its first roster was approved and is live.
import { plural } from '@/lib/core/format/numbers';
import { goingLivePath } from '@/lib/core/go-live/address';
import { DIGEST_SENDER_DOMAIN, TALKINGPOINTS_URL } from '@/lib/core/mail/talkingpoints';
import { mail, type MailContext } from './messages';
import type { MailRecipient, NewMail, TenantForMail } from './outbox';

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
    /** A contact signs in to TalkingPoints to look, once there is a site to sign in to; staff look here. */
    isStaff: boolean;
    isSiteReady: boolean;
  },
): NewMail {
  const { tenant, size, isStaff, isSiteReady } = facts;
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
          : !isSiteReady
            ? [
                'We create your TalkingPoints site next, and email you when you can sign in and verify your data.',
              ]
            : [
                'Sign in to TalkingPoints with your preferred sign-in method and verify your data. Check for the right schools and grades, and that classes have the right teachers.',
                `If anything looks off, write to ${partnerSupportEmail} right away.`,
              ]),
      ],
      button: isStaff
        ? { label: 'Look at the roster', url: `${publicUrl}/districts/${tenant.slug}/roster` }
        : !isSiteReady
          ? { label: 'See how far you are', url: publicUrl + goingLivePath(tenant.slug) }
          : { label: 'Sign in to TalkingPoints', url: TALKINGPOINTS_URL },
      afterButton: isStaff
        ? []
        : [
            'Keep sending the whole set of files. Each set is checked, and its changes are applied automatically unless a circuit break stops them for review.',
            ...(isSiteReady
              ? [
                  `To make sure staff who choose digest emails receive them, allow email from ${DIGEST_SENDER_DOMAIN}.`,
                ]
              : []),
          ],
      because: isStaff
        ? 'you look after this district'
        : `you are a tech contact of ${tenant.name}`,
      help: 'partner support',
    },
  );
}
