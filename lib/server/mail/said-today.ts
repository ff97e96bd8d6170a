import { localDate } from '@/lib/core/calendar/zoned-time';
import type { Transaction } from '../db';
import { factsOfKind } from './kinds';
import type { NewMail } from './outbox';

const DAY_MS = 86_400_000;

/**
 * Whether its reader was told the same today, about earlier files: an export that runs every hour fails every hour for one
 * cause. Another count, file or sentence is news; another run alone, which only the address of its page names, is not.
 */
export async function wasSaidToday(
  tx: Pick<Transaction, 'outboxMail'>,
  { kind, tenantId, to, text, at }: NewMail,
  timeZone: string,
): Promise<boolean> {
  if (factsOfKind(kind).isOncePerDay !== true) return false;
  const mails = await tx.outboxMail.findMany({
    where: {
      kind,
      tenantId,
      toAddress: to.address,
      createdAt: { gt: new Date(at.getTime() - DAY_MS) },
    },
    select: { text: true, createdAt: true },
  });
  const today = localDate(at, timeZone);
  const said = withoutAddresses(text);
  return mails.some(
    (mail) => localDate(mail.createdAt, timeZone) === today && withoutAddresses(mail.text) === said,
  );
}

const withoutAddresses = (text: string) => text.replace(/https?:\/\/\S+/g, '');
