// Files in another format that open no set: nobody would hear of them but who looks at the page.
import type { SetRules } from '@/lib/core/sync-run/completeness';
import type { AppContext } from '../app-context';
import { setRulesOf } from '../connections/set-rules';
import type { Transaction } from '../db';
import { otherFormatMail, otherFormatThread } from '../mail/file-messages';
import { queueMailToContacts } from '../mail/recipients';
import { listFileHints } from './seen-files';

const QUIET_DAYS = 7;

/**
 * One mail a week and format, once nothing has come for the quiet time. A district whose OneRoster files are used may
 * send what it likes beside them: that is listed as not read.
 */
export async function notifyOfOtherFormat(
  ctx: AppContext,
  tx: Transaction,
  connection: { id: number; tenantId: number; sftp: SetRules | null },
): Promise<void> {
  const { tenantId, id: connectionId } = connection;
  const now = ctx.clock.now().getTime();
  const last = await tx.delivery.findFirst({
    where: { tenantId, connectionId, syncRunId: null, replacedById: null, bytesDeletedAt: null },
    orderBy: { touchedAt: 'desc' },
    select: { touchedAt: true },
  });
  if (!last) return;
  const quietFor = now - last.touchedAt.getTime();
  // Looked at once it is quiet, and for as long after that as a set is waited for.
  const { quietSeconds, incompleteAfterSeconds } = setRulesOf(connection);
  if (quietFor < quietSeconds * 1000) return;
  if (quietFor > (quietSeconds + incompleteAfterSeconds) * 1000) return;
  const weekAgo = new Date(now - QUIET_DAYS * 86_400_000);
  const used = await tx.syncRun.count({
    where: {
      tenantId,
      connectionId,
      createdAt: { gt: weekAgo },
      state: { in: ['APPLIED', 'NO_CHANGE', 'HELD', 'DEFERRED'] },
    },
  });
  if (used > 0) return;
  const hints = await listFileHints(ctx, tx, { tenantId, connectionId, runId: null });
  const found = hints.find((hint) => hint.code === 'OTHER_FORMAT');
  if (found?.code !== 'OTHER_FORMAT') return;
  const told = await tx.outboxMail.count({
    where: {
      tenantId,
      kind: 'other-format',
      createdAt: { gt: weekAgo },
      threadKey: otherFormatThread(connectionId, found.format),
    },
  });
  if (told > 0) return;
  await queueMailToContacts(tx, tenantId, (reader) =>
    otherFormatMail(ctx, { ...reader, connectionId, hint: found }),
  );
}
