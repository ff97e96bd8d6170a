import type { EarlierUpdate } from '@/lib/core/sync-run/earlier-update-text';
import type { Transaction } from '../../db';
import { isStopped } from '../../policy/find-pauses';

interface NewestRun {
  tenantId: number;
  connectionId: number;
  runId: number;
}

/** A set from before this one that waits to be applied: newer files of no use leave it there. */
export function findReadyBefore(
  db: Pick<Transaction, 'syncRun'>,
  { tenantId, connectionId, runId }: NewestRun,
): Promise<EarlierUpdate['ready']> {
  return db.syncRun.findFirst({
    where: { tenantId, connectionId, state: 'DEFERRED', id: { lt: runId } },
    orderBy: { id: 'desc' },
    select: { applyAfter: true },
  });
}

/** What goes on beside a set that ends without an update of its own. */
export async function findEarlierUpdate(
  tx: Pick<Transaction, 'syncRun' | 'circuitBreak' | '$queryRawUnsafe'>,
  run: NewestRun,
  now: Date,
): Promise<EarlierUpdate> {
  const { tenantId, connectionId } = run;
  const ready = await findReadyBefore(tx, run);
  const open = await tx.circuitBreak.count({ where: { tenantId, connectionId, state: 'OPEN' } });
  const connection = { id: connectionId, tenantId };
  const isPaused = await isStopped(tx, connection, 'CHECK_ROSTER', now);
  return { ready, isUnderReview: open > 0, isPaused };
}
