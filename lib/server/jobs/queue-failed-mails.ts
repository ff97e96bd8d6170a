// A run that failed is tried again by a person only: whoever looks after the district hears of it, once for each run.
import type { IdentifiedRun } from '@/lib/core/sync-run/run-address';
import type { AppContext } from '../app-context';
import type { Transaction } from '../db';
import { runFailedMail } from '../mail/file-messages';
import type { NewMail } from '../mail/outbox';
import { buildReviewMails } from '../mail/recipients';

type FailedRun = { tenantId: number; run: IdentifiedRun } & (
  { of: 'ROSTER'; failureCode: string } | { of: 'ATTENDANCE'; fileName: string }
);

/** `write` puts a mail into the transaction in which the run fails. */
export async function queueFailedMails(
  ctx: AppContext,
  db: Pick<Transaction, 'tenant' | 'user' | 'outboxMail'>,
  failed: FailedRun,
  write: (mail: NewMail) => Promise<unknown>,
): Promise<void> {
  const { tenantId, run } = failed;
  const threadKey = failed.of === 'ROSTER' ? `run-${run.id}` : `attendance-${tenantId}-${run.id}`;
  const told = await db.outboxMail.count({ where: { tenantId, kind: 'run-failed', threadKey } });
  if (told > 0) return;
  const mails = await buildReviewMails(db, tenantId, ['implementer'], (to, tenant) =>
    runFailedMail(ctx, { ...failed, to, tenant, threadKey }),
  );
  for (const mail of mails) await write(mail);
}
