// A run that failed is tried again by a person only: whoever looks after the district hears of it, once for each run.
import type { AppContext } from '../app-context';
import type { Transaction } from '../db';
import { runFailedMail } from '../mail/file-messages';
import type { NewMail } from '../mail/outbox';
import { buildReviewMails } from '../mail/recipients';
import { getIdentifiedRun } from '../sync-runs/queries/identify-run';

type FailedRun = { tenantId: number; runId: number } & (
  { of: 'ROSTER'; failureCode: string } | { of: 'ATTENDANCE'; fileName: string }
);

/** `write` puts a mail into the transaction in which the run fails. */
export async function queueFailedMails(
  ctx: AppContext,
  db: Pick<Transaction, 'tenant' | 'user' | 'outboxMail' | 'syncRun'>,
  run: FailedRun,
  write: (mail: NewMail) => Promise<unknown>,
): Promise<void> {
  const { tenantId } = run;
  const threadKey =
    run.of === 'ROSTER' ? `run-${run.runId}` : `attendance-${tenantId}-${run.runId}`;
  const told = await db.outboxMail.count({ where: { tenantId, kind: 'run-failed', threadKey } });
  if (told > 0) return;
  const facts =
    run.of === 'ROSTER'
      ? { ...run, run: await getIdentifiedRun(db, { tenantId, id: run.runId }) }
      : run;
  const mails = await buildReviewMails(db, tenantId, ['implementer'], (to, tenant) =>
    runFailedMail(ctx, { ...facts, to, tenant, threadKey }),
  );
  for (const mail of mails) await write(mail);
}
