import type { MailAnswer } from '@/lib/core/mail/answer';
import type { Transaction } from '../db';

export interface NewAnswer {
  mailId: number;
  source: 'HANDOVER' | 'REPORT';
  outcome: 'FAILED' | 'DELAYED' | 'DELIVERED' | 'RELAYED' | 'EXPANDED';
  answer: MailAnswer;
  reportedBy: string | null;
  at: Date;
  /** What makes it the same answer as one that was recorded before. */
  fingerprint: string;
}

/** False where it is known already. */
export async function recordAnswer(
  tx: Pick<Transaction, 'mailAnswer'>,
  { answer, ...row }: NewAnswer,
): Promise<boolean> {
  const { count } = await tx.mailAnswer.createMany({
    data: [{ ...row, ...answer }],
    skipDuplicates: true,
  });
  return count > 0;
}
