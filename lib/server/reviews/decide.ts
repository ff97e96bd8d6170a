// Decisions about a circuit break. Each names the version and the fingerprint it is about: whoever saw
// something else is told so and nothing happens.
import type { Actor, AppContext } from '../app-context';
import { recordAudit } from '../audit';
import { Prisma } from '../db/generated/client';
import type { Transaction } from '../db';
import { queueMailToContacts, runRejectedMail } from '../mail';
import { moveSyncRun } from '../sync-runs/move-sync-run';

export interface DecisionTarget {
  tenantId: number;
  breakId: number;
  version: number;
  fingerprint: string;
}

export type DecisionRefusal =
  /** No such circuit break in this tenant. */
  | 'NOT_FOUND'
  /** Somebody decided already, or newer files took its place. */
  | 'NOT_OPEN'
  /** Another version is to be decided than the one named. */
  | 'STALE'
  /** Records would be removed, or the update is turned down: somebody has to say why. */
  | 'REASON_REQUIRED'
  /** Newer files of the connection are being checked or applied right now. */
  | 'BUSY';

export type DecisionResult = { ok: true; runId: number } | { ok: false; code: DecisionRefusal };

/** Approves exactly the plan of the named version; the worker then applies it. */
export async function approve(
  ctx: AppContext,
  actor: Actor,
  input: DecisionTarget & { comment: string },
): Promise<DecisionResult> {
  const comment = input.comment.trim();
  try {
    return await ctx.db.prisma.$transaction(async (tx) => {
      const target = await lockTarget(tx, input);
      if (!target.ok) return target;
      const { runId } = target;
      const removals = await tx.changeCount.aggregate({
        where: { tenantId: input.tenantId, runId, action: 'REMOVE' },
        _sum: { count: true },
      });
      if ((removals._sum.count ?? 0) > 0 && comment === '')
        return { ok: false, code: 'REASON_REQUIRED' };
      await decide(ctx, tx, actor, input, { state: 'APPROVED', reason: comment || null });
      await moveSyncRun(tx, { id: runId, tenantId: input.tenantId }, 'APPLYING', {
        now: ctx.clock.now(),
        actorId: actor.userId,
        detail: { decision: 'approved', version: input.version },
      });
      return { ok: true, runId };
    });
  } catch (error) {
    // The index that allows one run at work per connection: newer files came first.
    if (error instanceof Prisma.PrismaClientKnownRequestError && isUniqueViolation(error)) {
      return { ok: false, code: 'BUSY' };
    }
    throw error;
  }
}

/** Turns the update down. The roster in force stays; the district is told by mail. */
export async function reject(
  ctx: AppContext,
  actor: Actor,
  input: DecisionTarget & { reason: string },
): Promise<DecisionResult> {
  const reason = input.reason.trim();
  if (reason === '') return { ok: false, code: 'REASON_REQUIRED' };
  return ctx.db.prisma.$transaction(async (tx) => {
    const target = await lockTarget(tx, input);
    if (!target.ok) return target;
    const { runId } = target;
    await decide(ctx, tx, actor, input, { state: 'REJECTED', reason });
    await moveSyncRun(tx, { id: runId, tenantId: input.tenantId }, 'REJECTED', {
      now: ctx.clock.now(),
      actorId: actor.userId,
      detail: { decision: 'rejected', version: input.version },
    });
    await queueMailToContacts(tx, input.tenantId, (to, tenant) =>
      runRejectedMail(ctx, { to, tenant, runId }),
    );
    return { ok: true, runId };
  });
}

async function lockTarget(
  tx: Transaction,
  { tenantId, breakId, version, fingerprint }: DecisionTarget,
): Promise<{ ok: true; runId: number } | { ok: false; code: DecisionRefusal }> {
  const [locked] = await tx.$queryRaw<{ state: string }[]>`
    SELECT state::text AS state FROM circuit_break WHERE tenant_id = ${tenantId} AND id = ${breakId} FOR UPDATE`;
  if (!locked) return { ok: false, code: 'NOT_FOUND' };
  if (locked.state !== 'OPEN') return { ok: false, code: 'NOT_OPEN' };
  const current = await tx.circuitBreakVersion.findFirst({
    where: { tenantId, breakId },
    orderBy: { version: 'desc' },
    include: { run: { select: { state: true } } },
  });
  if (!current || current.version !== version || current.fingerprint !== fingerprint) {
    return { ok: false, code: 'STALE' };
  }
  // An undo sent the run back to be worked out again.
  if (current.run.state !== 'HELD') return { ok: false, code: 'BUSY' };
  return { ok: true, runId: current.runId };
}

async function decide(
  ctx: AppContext,
  tx: Transaction,
  actor: Actor,
  target: DecisionTarget,
  decision: { state: 'APPROVED' | 'REJECTED'; reason: string | null },
): Promise<void> {
  await tx.circuitBreak.update({
    where: { tenantId_id: { tenantId: target.tenantId, id: target.breakId } },
    data: {
      state: decision.state,
      reason: decision.reason,
      decidedAt: ctx.clock.now(),
      decidedById: actor.userId,
      decidedVersion: target.version,
    },
  });
  await recordAudit(tx, actor, {
    action: `circuit-break.${decision.state.toLowerCase()}`,
    tenantId: target.tenantId,
    objectType: 'circuit-break',
    objectId: target.breakId,
    detail: { version: target.version, fingerprint: target.fingerprint },
  });
}

function isUniqueViolation(error: Prisma.PrismaClientKnownRequestError): boolean {
  return (
    error.code === 'P2002' ||
    (error.code === 'P2010' && JSON.stringify(error.meta ?? {}).includes('23505'))
  );
}
