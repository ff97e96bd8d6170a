import type pg from 'pg';
import type { AppContext } from '../app-context';
import type { Transaction } from '../db';
import type { MailTrouble } from '@/lib/core/mail/trouble-text';
import type { ComposedMail } from './compose';
import { secretOf, type MailKind } from './kinds';
import { TROUBLE_COLUMNS, troubleOf, type MailOutcome } from './mail-trouble';

export interface MailRecipient {
  address: string;
  name?: string | null;
}

export interface NewMail extends ComposedMail {
  kind: MailKind;
  tenantId: number | null;
  to: MailRecipient;
  /** Mails with the same key form one thread in the reader's mail program: "run-1042". */
  threadKey?: string;
  /** Now, by the caller's clock. */
  at: Date;
}

const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f\u2028\u2029]/;

/** A line break in a header starts a header of somebody else's choice. */
export function isSafeInHeader(text: string): boolean {
  return !CONTROL_CHARACTERS.test(text);
}

/** Writes the mail in the transaction of what it tells; the worker sends it after the commit. */
export async function queueMail(
  tx: Pick<Transaction, 'outboxMail' | '$executeRaw'>,
  mail: NewMail,
): Promise<number> {
  requireSafeHeaders(mail);
  const { id } = await tx.outboxMail.create({
    data: {
      kind: mail.kind,
      tenantId: mail.tenantId,
      toAddress: mail.to.address,
      toName: mail.to.name ?? null,
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      threadKey: mail.threadKey ?? null,
      createdAt: mail.at,
      nextAttemptAt: mail.at,
    },
    select: { id: true },
  });
  // The worker listens: a code should not wait for the next poll.
  await tx.$executeRaw`SELECT pg_notify('connector_work', 'mail')`;
  return id;
}

/** The same where the transaction was opened with BEGIN; a trigger of the table wakes the worker. */
export async function queueMailIn(client: pg.ClientBase, mail: NewMail): Promise<void> {
  requireSafeHeaders(mail);
  const { kind, tenantId, to, subject, text, html, threadKey, at } = mail;
  await client.query(
    `INSERT INTO outbox_mail (kind, tenant_id, to_address, to_name, subject, text, html, thread_key, created_at, next_attempt_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)`,
    [kind, tenantId, to.address, to.name ?? null, subject, text, html, threadKey ?? null, at],
  );
}

function requireSafeHeaders({ subject, to, threadKey }: NewMail): void {
  for (const text of [subject, to.address, to.name ?? '', threadKey ?? ''])
    if (!isSafeInHeader(text)) throw new Error('a mail header holds a control character');
}

export interface TenantForMail {
  id: number;
  slug: string;
  name: string;
  timeZone: string;
}

export type OutboxMailState =
  'waiting' | 'retrying' | 'sent' | 'delayed' | 'shown here' | 'failed' | 'returned';

export interface OutboxRow {
  id: number;
  kind: string;
  tenantId: number | null;
  toAddress: string;
  toName: string | null;
  subject: string;
  state: OutboxMailState;
  createdAt: Date;
  sentAt: Date | null;
  attempts: number;
  lastErrorCode: string | null;
  trouble: MailTrouble | null;
}

const LIST_COLUMNS = {
  id: true,
  kind: true,
  tenantId: true,
  toAddress: true,
  toName: true,
  subject: true,
  ...TROUBLE_COLUMNS,
} as const;

type StoredRow = Omit<OutboxRow, 'state' | 'trouble'> & MailOutcome;

function asRow({ sentVia, failedAt, nextAttemptAt, answers, ...row }: StoredRow): OutboxRow {
  const trouble = troubleOf({ ...row, sentVia, failedAt, nextAttemptAt, answers });
  const settled = row.sentAt === null ? 'waiting' : sentVia === 'local' ? 'shown here' : 'sent';
  return { ...row, trouble, state: trouble?.state ?? settled };
}

/** Newest first. Who may look is asked by the page: can(person, 'outbox.view'). */
export async function listOutboxMail(
  ctx: AppContext,
  options: { page: number; pageSize: number; tenantIds: readonly number[] | null },
): Promise<{ rows: OutboxRow[]; total: number }> {
  const where = options.tenantIds === null ? {} : { tenantId: { in: [...options.tenantIds] } };
  const [rows, total] = await Promise.all([
    ctx.db.prisma.outboxMail.findMany({
      where,
      select: LIST_COLUMNS,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      skip: (options.page - 1) * options.pageSize,
      take: options.pageSize,
    }),
    ctx.db.prisma.outboxMail.count({ where }),
  ]);
  return {
    rows: rows.map(asRow),
    total,
  };
}

/** What went to the people who are contacts of the district now, about it, newest first; sign-in codes are about none. */
export async function listMailToContacts(
  ctx: Pick<AppContext, 'db' | 'settings' | 'clock'>,
  tenantId: number,
  limit: number,
): Promise<OutboxRow[]> {
  const contacts = await ctx.db.prisma.user.findMany({
    where: { memberships: { some: { tenantId } } },
    select: { email: true },
  });
  const rows = await ctx.db.prisma.outboxMail.findMany({
    where: { tenantId, toAddress: { in: contacts.map(({ email }) => email) } },
    select: LIST_COLUMNS,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit,
  });
  return rows.map(asRow);
}

/** One mail with its words; null for those of one that holds a code or a link, which belong to its reader alone. */
export async function findOutboxMail(
  ctx: AppContext,
  id: number,
): Promise<(OutboxRow & { text: string | null; html: string | null }) | null> {
  const row = await ctx.db.prisma.outboxMail.findUnique({
    where: { id },
    select: { ...LIST_COLUMNS, text: true, html: true },
  });
  if (!row) return null;
  const { text, html, ...rest } = row;
  const isHidden = secretOf(row.kind) !== null;
  return { ...asRow(rest), text: isHidden ? null : text, html: isHidden ? null : html };
}
