import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { recordAudit } from '../../audit/record';
import type { Transaction } from '../../db';
import { lockConnection } from '../../db/connection-lock';

/** A run in one of these may still write the live roster, or waits for a decision about what is live now. */
const NOT_OVER = ['QUEUED', 'PROCESSING', 'DEFERRED', 'HELD', 'APPLYING'] as const;

/**
 * From now on the roster comes through this connection. What is live stays as it is, and the first update of the new connection
 * is compared with it and reviewed (measure/situations.ts). Files that the other connection brings afterwards are kept, not read.
 */
export async function moveRosterFeed(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  toConnectionId: number,
): Promise<{ ok: true } | Refused<'NO_SUCH_CONNECTION' | 'FEED_BUSY' | 'FEED_BROUGHT_ALREADY'>> {
  return ctx.db.prisma.$transaction(async (tx) => {
    const to = await tx.connection.findFirst({
      where: { tenantId, id: toConnectionId },
      select: { id: true },
    });
    if (!to) return { ok: false, code: 'NO_SUCH_CONNECTION' } as const;
    const brings = await tx.connectionFeed.findUnique({
      where: { tenantId_feed: { tenantId, feed: 'ROSTER' } },
      select: { connectionId: true },
    });
    if (brings?.connectionId === toConnectionId)
      return { ok: false, code: 'FEED_BROUGHT_ALREADY' } as const;
    if (brings) {
      await lockConnection(tx, brings.connectionId);
      if (await isBusy(tx, tenantId, brings.connectionId))
        return { ok: false, code: 'FEED_BUSY' } as const;
      await handOnRoster(tx, tenantId, brings.connectionId, toConnectionId);
    }
    await tx.connectionFeed.upsert({
      where: { tenantId_feed: { tenantId, feed: 'ROSTER' } },
      create: { tenantId, feed: 'ROSTER', connectionId: toConnectionId },
      update: { connectionId: toConnectionId },
    });
    await recordAudit(tx, actor, {
      action: 'connection.feed-moved',
      tenantId,
      objectType: 'connection',
      objectId: toConnectionId,
      detail: { from: brings?.connectionId ?? null },
    });
    return { ok: true } as const;
  });
}

async function isBusy(tx: Transaction, tenantId: number, connectionId: number): Promise<boolean> {
  const runs = await tx.syncRun.count({
    where: {
      tenantId,
      connectionId,
      OR: [{ state: { in: [...NOT_OVER] } }, { undoRequestedAt: { not: null } }],
    },
  });
  return runs > 0;
}

/** Which run's roster is live, and its terms. A set that was still arriving is not read any more. */
async function handOnRoster(
  tx: Transaction,
  tenantId: number,
  fromConnectionId: number,
  toConnectionId: number,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE connection c SET baseline_run_id = old.baseline_run_id, school_terms = old.school_terms
    FROM connection old WHERE c.tenant_id = ${tenantId} AND c.id = ${toConnectionId}
      AND old.tenant_id = ${tenantId} AND old.id = ${fromConnectionId}`;
  await tx.$executeRaw`
    UPDATE connection SET baseline_run_id = NULL, school_terms = NULL
    WHERE tenant_id = ${tenantId} AND id = ${fromConnectionId}`;
  const open = await tx.syncRun.findMany({
    where: { tenantId, connectionId: fromConnectionId, state: 'RECEIVING' },
    select: { id: true },
  });
  for (const { id } of open) {
    await tx.delivery.updateMany({ where: { tenantId, syncRunId: id }, data: { syncRunId: null } });
    await tx.syncRun.deleteMany({ where: { tenantId, id, state: 'RECEIVING' } });
  }
}
