import type { Actor, AppContext } from '../../app-context';
import { runRejectedMail } from '../../mail/file-messages';
import { queueMailToContacts } from '../../mail/recipients';
import { recordOutboxEvent } from '../../outbox/outbox';
import { moveSyncRun } from '../../sync-runs/move-sync-run';
import { closeReview } from './close-review';
import type { DecisionResult } from './decision';
import { recordEvent } from './record-event';
import { lockTarget, type DecisionTarget } from './target';
import { getIdentifiedRun } from '../../sync-runs/queries/identify-run';

/** Turns the update down. The live roster stays; the district is told by mail. */
export async function reject(
  ctx: AppContext,
  actor: Actor,
  input: DecisionTarget & { reason: string; reasonCode?: string | null },
): Promise<DecisionResult> {
  const reason = input.reason.trim();
  if (reason === '') return { ok: false, code: 'REASON_REQUIRED' };
  return ctx.db.prisma.$transaction(async (tx) => {
    const target = await lockTarget(tx, input, ctx.clock.now());
    if (!target.ok) return target;
    const { runId, review } = target;
    const { tenantId, breakId, version } = input;
    const reasonCode = input.reasonCode ?? null;
    await closeReview(ctx, tx, actor, input, {
      state: 'REJECTED',
      decidedScope: null,
      reason,
      reasonCode,
    });
    await recordEvent(ctx, tx, actor, {
      tenantId,
      breakId,
      version,
      kind: 'REJECTED',
      text: reason,
      detail: { fingerprint: input.fingerprint, reasonCode },
    });
    const { connectionId } = review;
    await recordOutboxEvent(tx, {
      tenantId,
      kind: 'roster.discarded',
      at: ctx.clock.now(),
      payload: { connectionId, runId, breakId, version, because: 'REJECTED' },
    });
    await moveSyncRun(tx, { id: runId, tenantId }, 'REJECTED', {
      now: ctx.clock.now(),
      actorId: actor.userId,
      detail: { decision: 'rejected', version },
    });
    // What was let pass before is not let pass after a no.
    await tx.preClear.updateMany({
      where: { tenantId, connectionId: review.connectionId, endedAt: null },
      data: { endedAt: ctx.clock.now() },
    });
    const { baselineRunId } = await tx.connection.findUniqueOrThrow({
      where: { id: review.connectionId, tenantId },
      select: { baselineRunId: true },
    });
    const run = await getIdentifiedRun(tx, { tenantId, id: runId });
    await queueMailToContacts(tx, tenantId, (reader) =>
      runRejectedMail(ctx, { ...reader, run, hasRoster: baselineRunId !== null }),
    );
    return { ok: true, runId, outcome: 'DECIDED' };
  });
}
