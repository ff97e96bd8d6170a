/**
 * Sends what the outbox holds. A row is leased with its batch and again before it is sent, so two workers
 * never send the same mail at once; a worker that dies in between sends it again when the lease ends: twice is better than never.
 */
import {
  isGivenUp,
  RETRY_POLICIES,
  secondsToRetry,
  type RetryPolicy,
} from '@/lib/core/jobs/retry-policy';
import { readSmtpReply, type MailAnswer } from '@/lib/core/mail/answer';
import { createTransport, type Transporter } from 'nodemailer';
import { z } from 'zod';
import type { AppContext } from '../app-context';
import { asSent, type MailToSend } from './as-sent';
import { dropOutdatedMail } from './drop-outdated';
import { secretOf } from './kinds';
import { isSafeInHeader } from './outbox';
import { afterQuietHoursSql, mayBeSentSql } from './quiet-hours';
import { recordAnswer } from './record-answer';
import { withoutSecrets } from './secrets';

const CODE_LIFE_MS = 10 * 60_000;
const LEASE_MS = 2 * 60_000;
const BATCH_SIZE = 20;

export interface MailReport {
  sent: number;
  retried: number;
  failed: number;
}

interface DueMail extends MailToSend {
  attempts: number;
  /** Mail of a demo district goes nowhere: its addresses are made up. */
  isDemo: boolean;
}

type SendResult =
  | { ok: true }
  /** `answer`: what the mail server said of the recipient or the mail; null where it never came to that. */
  | { ok: false; code: string; isFinal: boolean; answer: MailAnswer | null };

/** One round: everything due now. The worker calls it when told of mail and every few seconds. */
export async function sendDueMail(
  ctx: AppContext,
  options: { print?: (line: string) => void } = {},
): Promise<MailReport> {
  const report: MailReport = { sent: 0, retried: 0, failed: 0 };
  const print = options.print ?? ((line: string) => void process.stdout.write(`${line}\n`));
  const transport = ctx.settings.smtpUrl ? openTransport(ctx.settings.smtpUrl) : null;
  try {
    report.failed += await wipeOldCodes(ctx);
    await dropOutdatedMail(ctx);
    for (;;) {
      const batch = await claimDueMail(ctx);
      for (const mail of batch) {
        if (!(await keepClaim(ctx, mail))) continue;
        const via = transport && !mail.isDemo ? transport : null;
        const result = via ? await sendOne(ctx, via, mail) : showHere(mail, print);
        await record(ctx, mail, result, via ? 'smtp' : 'local', report);
      }
      if (batch.length < BATCH_SIZE) return report;
    }
  } finally {
    transport?.close();
  }
}

function openTransport(smtpUrl: string): Transporter {
  const url = new URL(smtpUrl);
  return createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (url.protocol === 'smtps:' ? 465 : 587),
    secure: url.protocol === 'smtps:',
    ...(url.username
      ? {
          auth: {
            user: decodeURIComponent(url.username),
            pass: decodeURIComponent(url.password),
          },
        }
      : {}),
    pool: true,
    maxConnections: 1,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

async function claimDueMail(ctx: AppContext): Promise<DueMail[]> {
  const now = ctx.clock.now();
  const { rows } = await ctx.db.pool.query<DueMail>(
    `UPDATE outbox_mail SET attempts = attempts + 1, next_attempt_at = $2
     WHERE id IN (
       SELECT id FROM outbox_mail
       WHERE sent_at IS NULL AND failed_at IS NULL AND next_attempt_at <= $1
         AND ${ctx.settings.smtpUrl === null ? 'true' : mayBeSentSql(ctx.settings, now)}
       ORDER BY next_attempt_at, id LIMIT ${BATCH_SIZE} FOR UPDATE SKIP LOCKED)
     RETURNING id, kind, to_address AS "toAddress", to_name AS "toName", subject, text, html,
       thread_key AS "threadKey", created_at AS "createdAt", attempts,
       EXISTS (SELECT 1 FROM tenant t WHERE t.id = outbox_mail.tenant_id AND t.is_demo) AS "isDemo"`,
    [now, new Date(now.getTime() + LEASE_MS)],
  );
  return rows.sort((a, b) => a.id - b.id);
}

/** The mails before it in its batch may have taken longer than the lease: false where it is another worker's by now. */
async function keepClaim(ctx: AppContext, { id, attempts }: DueMail): Promise<boolean> {
  const { count } = await ctx.db.prisma.outboxMail.updateMany({
    where: { id, attempts, sentAt: null, failedAt: null },
    data: { nextAttemptAt: new Date(ctx.clock.now().getTime() + LEASE_MS) },
  });
  return count > 0;
}

/** A code that can no longer be used is neither sent nor kept. */
async function wipeOldCodes(ctx: AppContext): Promise<number> {
  const now = ctx.clock.now();
  const { rows } = await ctx.db.pool.query<{ wasWaiting: boolean }>(
    `UPDATE outbox_mail SET text = '', html = '',
       failed_at = CASE WHEN sent_at IS NULL THEN coalesce(failed_at, $2) ELSE failed_at END,
       last_error_code = CASE WHEN sent_at IS NULL AND failed_at IS NULL THEN 'CODE_EXPIRED' ELSE last_error_code END
     WHERE kind = 'sign-in-code' AND created_at <= $1 AND text <> ''
     RETURNING sent_at IS NULL AND failed_at = $2 AS "wasWaiting"`,
    [new Date(now.getTime() - CODE_LIFE_MS), now],
  );
  return rows.filter((row) => row.wasWaiting).length;
}

async function sendOne(
  ctx: AppContext,
  transport: Transporter,
  mail: DueMail,
): Promise<SendResult> {
  const headers = [mail.subject, mail.toAddress, mail.toName ?? '', mail.threadKey ?? ''];
  if (!headers.every(isSafeInHeader))
    return { ok: false, code: 'HEADER_REFUSED', isFinal: true, answer: null };
  try {
    await transport.sendMail(asSent(ctx.settings, mail, ctx.clock.now()));
    return { ok: true };
  } catch (error) {
    return failureOf(error);
  }
}

/** Without a mail server (a local start) the mail is on the outbox page, and what lets somebody in on the console alone. */
function showHere(mail: DueMail, print: (line: string) => void): SendResult {
  const secret = secretOf(mail.kind);
  // A first start plays weeks of mail in a minute; the outbox page has it.
  if (mail.isDemo && secret === null) return { ok: true };
  print(`mail to ${mail.toAddress}: ${mail.subject}`);
  if (secret === 'code') print(mail.text.split('\n', 1)[0] ?? '');
  const link = secret === null ? null : /^https?:\/\/\S+$/m.exec(mail.text);
  if (link) print(link[0]);
  return { ok: true };
}

/** A refused recipient or message stays refused; a refused sender or password is ours to fix. */
function failureOf(error: unknown): SendResult {
  const { code, responseCode, response, command } = asSmtpError(error);
  if (responseCode === undefined)
    return { ok: false, code: code ?? 'UNKNOWN', isFinal: false, answer: null };
  const isAboutMail = command === 'RCPT TO' || command === 'DATA' || code === 'EMESSAGE';
  return {
    ok: false,
    code: `SMTP_${responseCode}`,
    isFinal: responseCode >= 500 && isAboutMail,
    answer: isAboutMail ? { ...readSmtpReply(response ?? ''), smtpCode: responseCode } : null,
  };
}

const smtpError = z.object({
  code: z.string().optional().catch(undefined),
  responseCode: z.number().optional().catch(undefined),
  response: z.string().optional().catch(undefined),
  command: z.string().optional().catch(undefined),
});

function asSmtpError(error: unknown): z.infer<typeof smtpError> {
  const parsed = smtpError.safeParse(error);
  return parsed.success ? parsed.data : {};
}

async function record(
  ctx: AppContext,
  mail: DueMail,
  result: SendResult,
  via: 'smtp' | 'local',
  report: MailReport,
): Promise<void> {
  const now = ctx.clock.now();
  const row = ctx.db.prisma.outboxMail;
  if (result.ok) {
    await row.update({
      where: { id: mail.id },
      data: { sentAt: now, sentVia: via, lastErrorCode: null },
    });
    report.sent += 1;
    return;
  }
  const policy = policyOf(mail.kind);
  const isFinal = result.isFinal || isGivenUp(policy, mail.attempts);
  if (result.answer)
    await recordAnswer(ctx.db.prisma, {
      mailId: mail.id,
      source: 'HANDOVER',
      outcome: isFinal ? 'FAILED' : 'DELAYED',
      answer: { ...result.answer, text: withoutSecrets(result.answer.text, mail).slice(0, 300) },
      reportedBy: null,
      at: now,
      fingerprint: `attempt-${mail.attempts}`,
    });
  const fields = { mailId: mail.id, kind: mail.kind, code: result.code, attempts: mail.attempts };
  if (isFinal) {
    await row.update({
      where: { id: mail.id },
      data: { failedAt: now, lastErrorCode: result.code },
    });
    report.failed += 1;
    ctx.log.error(fields, 'mail failed, will not be retried');
    return;
  }
  const retryAt = new Date(now.getTime() + secondsToRetry(policy, mail.attempts) * 1000);
  await ctx.db.pool.query(
    `UPDATE outbox_mail SET next_attempt_at = ${afterQuietHoursSql(ctx.settings, retryAt)}, last_error_code = $2
     WHERE id = $1`,
    [mail.id, result.code],
  );
  report.retried += 1;
  ctx.log.warn(fields, 'mail failed, will be retried');
}

const policyOf = (kind: string): RetryPolicy =>
  kind === 'sign-in-code' ? RETRY_POLICIES.signInCode : RETRY_POLICIES.mail;
