// The words of the mail about what a district's programs sign in with, and from where: to its contacts.
import { daysOrHours } from '@/lib/core/calendar/days-or-hours';
import { formatInstant } from '@/lib/core/calendar/format-instant';
import { plural } from '@/lib/core/format/numbers';
import { becauseOf, type ContactReader } from './contact-reader';
import { mail, type MailContext } from './messages';
import type { NewMail } from './outbox';

interface StillWorks {
  /** The newest password that works, made after what was revoked or before. */
  password: { isNewer: boolean; until: Date | null } | null;
  keyNames: readonly string[];
}

function whatStillWorks(
  { password, keyNames }: StillWorks,
  when: (until: Date) => string,
  { isAboutPassword }: { isAboutPassword: boolean },
): string[] {
  const [onlyKey] = keyNames;
  if (!password && onlyKey === undefined)
    return ['No files can be sent until someone generates a new password or adds an SSH key.'];
  const which = isAboutPassword ? `${password?.isNewer ? 'newer' : 'older'} ` : '';
  return [
    ...(password
      ? [
          password.until === null
            ? `The ${which}password still works. Nothing else changes.`
            : `The ${which}password still works, until ${when(password.until)}. Generate a new one before then.`,
        ]
      : []),
    ...(keyNames.length === 1
      ? [`The SSH key “${onlyKey}” still works.`]
      : keyNames.length > 1
        ? [`${plural(keyNames.length, 'SSH key')} still work: ${keyNames.join(', ')}.`]
        : []),
  ];
}

export function credentialsMail(
  ctx: MailContext,
  facts: ContactReader & {
    change: 'created' | 'rotated' | 'revoked' | 'key-added' | 'key-revoked' | 'addresses-set';
    actorName: string;
    /** Of an SSH key that was added or revoked. */
    keyName?: string;
    /** Of allowed addresses that were set: how many, 0 for any. */
    addressCount?: number;
    /** Until when the password before still works, when rotated with an overlap. */
    oldWorksUntil?: Date | null;
    /** Of what was revoked: what still lets in. */
    stillWorks?: StillWorks;
  },
): NewMail {
  const {
    tenant,
    actorName,
    keyName = '',
    addressCount = 0,
    stillWorks = { password: null, keyNames: [] },
  } = facts;
  const now = ctx.clock.now();
  const at = formatInstant(now, tenant.timeZone);
  const overlap = facts.oldWorksUntil
    ? `The old password works until ${formatInstant(facts.oldWorksUntil, tenant.timeZone, now)} (${daysOrHours(now, facts.oldWorksUntil)}). Change it in ${facts.isStandIn ? 'the district’s' : 'your'} SIS before then.`
    : 'The old password no longer works.';
  const { password } = stillWorks;
  const which = password ? `${password.isNewer ? 'old' : 'new'} ` : '';
  const content = {
    created: {
      subject: `${tenant.name}: an SFTP password was generated`,
      paragraphs: [
        `${actorName} generated an SFTP password for ${tenant.name} on ${at}.`,
        'It was shown once on the page and is never sent by email.',
      ],
    },
    rotated: {
      subject: `${tenant.name}: the SFTP password was replaced`,
      paragraphs: [
        `${actorName} replaced the SFTP password for ${tenant.name} on ${at}.`,
        overlap,
        'The new one was shown once on the page and is never sent by email.',
      ],
    },
    revoked: {
      subject: `${tenant.name}: the ${which}SFTP password was revoked`,
      paragraphs: [
        `${actorName} revoked the ${which}SFTP password of ${tenant.name} on ${at}.`,
        ...whatStillWorks(stillWorks, (until) => formatInstant(until, tenant.timeZone, now), {
          isAboutPassword: true,
        }),
      ],
    },
    'key-added': {
      subject: `${tenant.name}: an SSH key was added`,
      paragraphs: [
        `${actorName} added the SSH key “${keyName}” for ${tenant.name} on ${at}. Programs that hold its private half can now send files.`,
      ],
    },
    'key-revoked': {
      subject: `${tenant.name}: an SSH key was revoked`,
      paragraphs: [
        `${actorName} revoked the SSH key “${keyName}” of ${tenant.name} on ${at}. Uploads with it fail from now on.`,
        ...whatStillWorks(stillWorks, (until) => formatInstant(until, tenant.timeZone, now), {
          isAboutPassword: false,
        }),
      ],
    },
    'addresses-set': {
      subject: `${tenant.name}: the allowed addresses for SFTP were changed`,
      paragraphs: [
        `${actorName} changed from where files can be sent for ${tenant.name} on ${at}.`,
        addressCount === 0
          ? 'Any address is allowed again.'
          : `Only ${plural(addressCount, 'address or range', 'addresses and ranges')} can be used now; the connection page lists ${addressCount === 1 ? 'it' : 'them'}. Sign-ins from anywhere else are refused.`,
      ],
    },
  }[facts.change];
  return mail(
    ctx,
    {
      kind: `credentials-${facts.change}`,
      tenantId: tenant.id,
      to: facts.to,
      threadKey: `credentials-${tenant.id}`,
    },
    {
      ...content,
      button: {
        label: 'Open the connection',
        url: `${ctx.settings.publicUrl}/districts/${tenant.slug}/connection`,
      },
      afterButton: [
        `If no one ${facts.isStandIn ? 'you know of' : 'in your district'} did this, write to ${ctx.settings.mailReplyTo} right away.`,
      ],
      because: becauseOf(facts),
    },
  );
}
