// What to do with a mail that came back: find the mail it is about by the address it came to, and keep what was said.
import { isReportOf, type ReportedRecipient } from '@/lib/core/mail/delivery-report';
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { AppContext } from '../../app-context';
import { recordAnswer, type NewAnswer } from '../record-answer';
import { mailOfReturnPath } from '../return-path';
import { withoutSecrets } from '../secrets';
import { readReturnedMessage, type ReturnedMessage } from './read-message';

/** Whoever reads a mail can read where it comes back to; what they could write with that stays small. */
const REPORTS_PER_MAIL = 20;

export interface RecordedBounce {
  mailId: number;
  kind: string;
  toAddress: string;
  outcome: NewAnswer['outcome'];
  statusCode: string | null;
  /** It was recorded before: nothing changed. */
  isKnown: boolean;
}

type Result =
  | { ok: true; bounce: RecordedBounce }
  | Refused<
      | 'BOUNCE_EMPTY'
      | 'BOUNCE_NO_MAIL'
      | 'BOUNCE_NO_REPORT'
      | 'BOUNCE_REPORT_UNREADABLE'
      | 'BOUNCE_ADDRESS_UNKNOWN'
      | 'BOUNCE_MAIL_NOT_SENT'
      | 'BOUNCE_OTHER_RECIPIENT'
      | 'BOUNCE_TOO_MANY'
    >;

/** `cameTo`: the address the mail server took it in for; without it, what the message's own headers say. */
export async function recordBounce(
  ctx: AppContext,
  bytes: Buffer,
  { cameTo = null }: { cameTo?: string | null } = {},
): Promise<Result> {
  if (bytes.toString('latin1').trim() === '') return { ok: false, code: 'BOUNCE_EMPTY' };
  const message = await readReturnedMessage(bytes);
  if (!message) return { ok: false, code: 'BOUNCE_NO_MAIL' };
  if (!message.recipients) return { ok: false, code: 'BOUNCE_NO_REPORT' };
  if (message.recipients.length === 0) return { ok: false, code: 'BOUNCE_REPORT_UNREADABLE' };
  const mailId = mailAmong(ctx, cameTo === null ? message.cameTo : [cameTo]);
  const mail = mailId === null ? null : await findMail(ctx, mailId);
  if (!mail) return { ok: false, code: 'BOUNCE_ADDRESS_UNKNOWN' };
  if (mail.sentAt === null || mail.sentVia !== 'smtp')
    return { ok: false, code: 'BOUNCE_MAIL_NOT_SENT' };
  const recipient = recipientAmong(message, mail.toAddress);
  if (!recipient) return { ok: false, code: 'BOUNCE_OTHER_RECIPIENT' };

  const outcome = OUTCOMES[recipient.action];
  const at = ctx.clock.now();
  const text = withoutSecrets(recipient.answer.text, mail).slice(0, 300);
  const isNew = await ctx.db.prisma.$transaction(async (tx) => {
    // One report of a mail after the other: the limit is counted.
    await tx.$queryRaw`SELECT id FROM outbox_mail WHERE id = ${mail.id} FOR UPDATE`;
    const fingerprint = `report-${message.fingerprint}`;
    const known = await tx.mailAnswer.count({ where: { mailId: mail.id, fingerprint } });
    if (known > 0) return false;
    const reports = await tx.mailAnswer.count({ where: { mailId: mail.id, source: 'REPORT' } });
    if (reports >= REPORTS_PER_MAIL) return null;
    await recordAnswer(tx, {
      mailId: mail.id,
      source: 'REPORT',
      outcome,
      answer: { ...recipient.answer, text },
      reportedBy: recipient.reportedBy,
      at,
      fingerprint,
    });
    if (outcome === 'FAILED' && mail.failedAt === null)
      await tx.outboxMail.update({
        where: { id: mail.id },
        data: { failedAt: at, lastErrorCode: 'RETURNED' },
      });
    return true;
  });
  if (isNew === null) return { ok: false, code: 'BOUNCE_TOO_MANY' };
  const { statusCode } = recipient.answer;
  if (isNew) ctx.log.info({ mailId: mail.id, kind: mail.kind, outcome, statusCode }, 'mail report');
  return {
    ok: true,
    bounce: {
      mailId: mail.id,
      kind: mail.kind,
      toAddress: mail.toAddress,
      outcome,
      statusCode,
      isKnown: !isNew,
    },
  };
}

const OUTCOMES = {
  failed: 'FAILED',
  delayed: 'DELAYED',
  delivered: 'DELIVERED',
  relayed: 'RELAYED',
  expanded: 'EXPANDED',
} as const satisfies Record<ReportedRecipient['action'], NewAnswer['outcome']>;

function mailAmong(ctx: AppContext, addresses: readonly string[]): number | null {
  for (const address of addresses) {
    const mailId = mailOfReturnPath(ctx.settings, address);
    if (mailId !== null) return mailId;
  }
  return null;
}

function findMail(ctx: AppContext, id: number) {
  return ctx.db.prisma.outboxMail.findUnique({
    where: { id },
    select: {
      id: true,
      kind: true,
      toAddress: true,
      text: true,
      sentAt: true,
      sentVia: true,
      failedAt: true,
    },
  });
}

/** A forwarded address ends elsewhere; then a header of the report has to name the one we wrote to. */
function recipientAmong(
  { recipients, failedAddresses }: ReturnedMessage,
  sentTo: string,
): ReportedRecipient | null {
  const found = recipients?.find((each) => isReportOf(each, sentTo));
  if (found) return found;
  const [only, ...others] = recipients ?? [];
  const isForwarded = only?.originalAddress === null && others.length === 0;
  return isForwarded && failedAddresses.includes(sentTo.toLowerCase()) ? only : null;
}
