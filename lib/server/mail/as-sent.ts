// A mail with its headers, as it goes to the mail server.
import type { SendMailOptions } from 'nodemailer';
import type { Settings } from '../settings';
import { senderDomain, type MailSettings } from './compose';
import { factsOfKind, isMailKind } from './kinds';
import { returnPathOf } from './return-path';

export interface MailToSend {
  id: number;
  kind: string;
  toAddress: string;
  toName: string | null;
  subject: string;
  text: string;
  html: string;
  threadKey: string | null;
  createdAt: Date;
}

export function asSent(
  settings: MailSettings & Pick<Settings, 'mailReturnPath' | 'secret'>,
  mail: MailToSend,
  now: Date,
): SendMailOptions {
  const domain = senderDomain(settings);
  const thread = mail.threadKey ? `<${mail.threadKey}@${domain}>` : undefined;
  return {
    from: settings.mailFrom,
    replyTo: settings.mailReplyTo,
    envelope: { from: returnPathOf(settings, mail.id), to: mail.toAddress },
    // Where the server can: a report comes back without the words of the mail, and names whom we wrote to.
    dsn: {
      id: `mail-${mail.id}`,
      return: 'headers',
      notify: ['failure', 'delay'],
      recipient: `rfc822;${mail.toAddress}`,
    },
    to: { address: mail.toAddress, name: mail.toName ?? '' },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    date: now,
    messageId: `<mail-${mail.id}-${mail.createdAt.getTime()}@${domain}>`,
    ...(thread ? { references: [thread], inReplyTo: thread } : {}),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      ...(isReminder(mail.kind)
        ? { 'List-Unsubscribe': `<mailto:${settings.mailReplyTo}?subject=No%20more%20reminders>` }
        : {}),
    },
  };
}

function isReminder(kind: string): boolean {
  return isMailKind(kind) && factsOfKind(kind).isReminder === true;
}
