// What is wrong with a mail, from what was recorded of it; and of people, whether their newest mail arrived.
import type { MailTrouble } from '@/lib/core/mail/trouble-text';
import type { AppContext } from '../app-context';

interface StoredAnswer {
  source: string;
  outcome: string;
  smtpCode: number | null;
  statusCode: string | null;
  text: string;
  at: Date;
}

export interface MailOutcome {
  attempts: number;
  createdAt: Date;
  sentAt: Date | null;
  sentVia: string | null;
  failedAt: Date | null;
  nextAttemptAt: Date;
  lastErrorCode: string | null;
  /** Oldest first. */
  answers: StoredAnswer[];
}

export const TROUBLE_COLUMNS = {
  attempts: true,
  createdAt: true,
  sentAt: true,
  sentVia: true,
  failedAt: true,
  nextAttemptAt: true,
  lastErrorCode: true,
  answers: {
    orderBy: { id: 'asc' },
    select: {
      source: true,
      outcome: true,
      smtpCode: true,
      statusCode: true,
      text: true,
      at: true,
    },
  },
} as const;

/** Null: it arrived, as far as is known, or its time has not come. */
export function troubleOf(mail: MailOutcome): MailTrouble | null {
  const { sentAt, failedAt, lastErrorCode, createdAt, answers } = mail;
  const reports = answers.filter(({ source }) => source === 'REPORT');
  const handover = answers.filter(({ source }) => source === 'HANDOVER');
  if (sentAt !== null) {
    if (failedAt !== null)
      return summed('returned', ofOutcome(reports, 'FAILED'), { firstAt: failedAt, count: 1 });
    const isDelayed = reports.at(-1)?.outcome === 'DELAYED';
    return isDelayed
      ? summed('delayed', ofOutcome(reports, 'DELAYED'), { firstAt: sentAt, count: 1 })
      : null;
  }
  // Not an address's doing: the code in it ran out before it could be sent.
  if (lastErrorCode === null) return null;
  const tried = { firstAt: createdAt, count: Math.max(mail.attempts, 1) };
  return failedAt !== null
    ? summed('failed', handover, { ...tried, lastAt: failedAt })
    : summed('retrying', handover, { ...tried, nextAttemptAt: mail.nextAttemptAt });
}

const ofOutcome = (answers: StoredAnswer[], outcome: string) =>
  answers.filter((answer) => answer.outcome === outcome);

/** `known`: what is so where no server said anything. */
function summed(
  state: MailTrouble['state'],
  answers: StoredAnswer[],
  known: { firstAt: Date; count: number; lastAt?: Date; nextAttemptAt?: Date },
): MailTrouble {
  const last = answers.at(-1);
  return {
    state,
    answer: last ? { smtpCode: last.smtpCode, statusCode: last.statusCode, text: last.text } : null,
    count: Math.max(answers.length, last ? 1 : known.count),
    firstAt: answers[0]?.at ?? known.firstAt,
    lastAt: last?.at ?? known.lastAt ?? known.firstAt,
    nextAttemptAt: known.nextAttemptAt ?? null,
  };
}

/** One look into the index per address, however much mail went to it. */
const NEWEST_TRIED_SQL = `
  SELECT newest.id
  FROM (SELECT DISTINCT unnest($1::text[]) AS address) wanted
  CROSS JOIN LATERAL (SELECT m.id FROM outbox_mail m
    WHERE m.to_address = wanted.address AND m.attempts > 0
    ORDER BY m.created_at DESC, m.id DESC LIMIT 1) newest`;

/** By address, of whom the newest mail that was tried did not simply arrive. */
export async function findMailTrouble(
  ctx: AppContext,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, MailTrouble>> {
  const { rows } = await ctx.db.pool.query<{ id: number }>(NEWEST_TRIED_SQL, [[...addresses]]);
  const mails = await ctx.db.prisma.outboxMail.findMany({
    where: { id: { in: rows.map(({ id }) => id) } },
    select: { toAddress: true, ...TROUBLE_COLUMNS },
  });
  return new Map(
    mails.flatMap((mail) => {
      const trouble = troubleOf(mail);
      return trouble ? [[mail.toAddress, trouble] as const] : [];
    }),
  );
}
