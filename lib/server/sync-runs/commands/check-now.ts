// "Check now": somebody who sees that all files are here need not wait for the quiet time to pass.
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { bringsFeed } from '../../db/connection-of-feed';
import { WITH_SET_RULES } from '../../connections/set-rules';
import { recordAudit } from '../../audit/record';
import { lockConnection } from '../../db/connection-lock';
import { isStopped } from '../../policy/find-pauses';
import { attachDeliveries, lookIntoArchives, queueRun } from '../assemble';
import { lookAtSet } from '../look-at-set';

export type CheckNowResult =
  | { ok: true; runId: number }
  | Refused<'NOTHING_WAITING' | 'ALREADY_CHECKING' | 'PAUSED' | 'BUSY'>
  | Refused<'STILL_ARRIVING' | 'FILES_MISSING'>;

/** Only the waiting is cut short: a set that is not whole is no more checked than without being asked. */
export async function checkNow(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
): Promise<CheckNowResult> {
  const connection = await ctx.db.prisma.connection.findFirst({
    where: { tenantId, ...bringsFeed('ROSTER') },
    include: WITH_SET_RULES,
  });
  if (!connection) return { ok: false, code: 'NOTHING_WAITING' };
  await lookIntoArchives(ctx, connection);
  return ctx.db.prisma.$transaction(async (tx): Promise<CheckNowResult> => {
    await lockConnection(tx, connection.id);
    const runId = await attachDeliveries(ctx, tx, connection);
    if (runId === null) {
      const atWork = await tx.syncRun.count({
        where: { tenantId, connectionId: connection.id, state: { in: ['QUEUED', 'PROCESSING'] } },
      });
      return { ok: false, code: atWork > 0 ? 'ALREADY_CHECKING' : 'NOTHING_WAITING' };
    }
    if (await isStopped(tx, connection, 'CHECK_ROSTER', ctx.clock.now()))
      return { ok: false, code: 'PAUSED' };
    const seen = await lookAtSet(ctx, tx, connection, runId);
    if (seen.lastTouchedAt === null) return { ok: false, code: 'NOTHING_WAITING' };
    if (seen.arrivingFileNames.length > 0)
      return { ok: false, code: 'STILL_ARRIVING', fileNames: seen.arrivingFileNames };
    if (seen.answer.kind !== 'complete' && seen.answer.missing.length > 0)
      return { ok: false, code: 'FILES_MISSING', fileNames: seen.answer.missing };
    if (!(await queueRun(ctx, tx, connection, runId, actor))) return { ok: false, code: 'BUSY' };
    await recordAudit(tx, actor, {
      action: 'sync-run.check-now',
      tenantId,
      objectType: 'sync-run',
      objectId: runId,
    });
    return { ok: true, runId };
  });
}
