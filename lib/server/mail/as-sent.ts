// A mail with its headers, as it goes to the mail server.
import type { SendMailOptions } from 'nodemailer';
import { senderDomain, type MailSettings } from './compose';
import { factsOfKind, isMailKind } from './kinds';

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

export function asSent(settings: MailSettings, mail: MailToSend, now: Date): SendMailOptions {
  const domain = senderDomain(settings);
  const thread = mail.threadKey ? `<${mail.threadKey}@${domain}>` : undefined;
  return {
    from: settings.mailFrom,
    replyTo: settings.mailReplyTo,
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
