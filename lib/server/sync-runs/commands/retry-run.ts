import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { recordAudit } from '../../audit/record';
import type { Transaction } from '../../db';
import { isUniqueViolation } from '../../db/unique-violation';
import { isStopped } from '../../policy/find-pauses';
import { recordReviewEvent } from '../record-review-event';
import { moveSyncRun } from '../move-sync-run';
import { findFailedRun } from '../queries/outdated-run';
import { isUndoComing } from './request-undo';

type RetryRefusal =
  | 'NOT_FAILED_RUN'
  /** Newer files were usable, or the live roster is another one: these files are the past. */
  | 'RUN_OUTDATED'
  | 'PAUSED_FAILURE'
  | 'BUSY';

type RetryResult = { ok: true; goesOnWith: 'APPLYING' | 'QUEUED' } | Refused<RetryRefusal>;

/**
 * Tries again what stopped by a fault of ours. What was approved goes on with applying exactly that: the worker
 * refuses any other plan or roster than the approved one. Everything else is checked from the start.
 */
export async function retryRun(
  ctx: AppContext,
  actor: Actor,
  run: { id: number; tenantId: number },
): Promise<RetryResult> {
  try {
    return await ctx.db.prisma.$transaction((tx) => retryLocked(ctx, tx, actor, run));
  } catch (error) {
    // The index that allows one run at work per connection: newer files came first.
    if (isUniqueViolation(error)) return { ok: false, code: 'BUSY' };
    throw error;
  }
}

async function retryLocked(
  ctx: AppContext,
  tx: Transaction,
  actor: Actor,
  run: { id: number; tenantId: number },
): Promise<RetryResult> {
  const { id, tenantId } = run;
  const now = ctx.clock.now();
  await tx.$queryRaw`SELECT id FROM sync_run WHERE id = ${id} AND tenant_id = ${tenantId} FOR UPDATE`;
  const found = await tx.syncRun.findFirst({
    where: { id, tenantId, state: 'FAILED' },
    include: { connection: true },
  });
  if (!found) return { ok: false, code: 'NOT_FAILED_RUN' };
  const { connectionId, connection } = found;
  const atWork = await tx.syncRun.count({
    where: {
      tenantId,
      connectionId,
      id: { not: id },
      state: { in: ['QUEUED', 'PROCESSING', 'APPLYING'] },
    },
  });
  if (atWork > 0) return { ok: false, code: 'BUSY' };
  const failed = await findFailedRun(tx, run);
  if (!failed || failed.outdated) return { ok: false, code: 'RUN_OUTDATED' };
  if (await isStopped(tx, { id: connectionId, tenantId }, 'CHECK_ROSTER', now))
    return { ok: false, code: 'PAUSED_FAILURE' };
  if (await isUndoComing(tx, connection)) return { ok: false, code: 'BUSY' };
  const { approved } = failed;
  const goesOnWith = approved ? 'APPLYING' : 'QUEUED';
  await moveSyncRun(tx, run, goesOnWith, {
    now,
    actorId: actor.userId,
    detail: { decision: 'retried' },
  });
  await tx.syncRun.update({
    where: { id },
    data: { attempts: 0, lostWorkers: 0, takenBy: null, retryAt: null, failureCode: null },
  });
  if (approved) {
    await recordReviewEvent(tx, {
      ...approved,
      tenantId,
      at: now,
      kind: 'TRIED_AGAIN',
      actor,
      detail: { runId: id },
    });
  }
  await recordAudit(tx, actor, {
    action: 'sync-run.retried',
    tenantId,
    objectType: 'sync-run',
    objectId: id,
    detail: { goesOnWith },
  });
  return { ok: true, goesOnWith };
}
