// Who decides about what: every decision names the version and the fingerprint it is about, and is
// refused here, whoever asks, when that is not what would be decided.
import type { SyncRunState } from '@/lib/core/sync-run/states';
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor } from '../../app-context';
import type { CircuitBreak, CircuitBreakVersion } from '../../db/generated/client';
import type { Transaction } from '../../db';
import { isStopped } from '../../policy/find-pauses';
import { isUndoComing } from '../../sync-runs/commands/request-undo';

export interface DecisionTarget {
  tenantId: number;
  breakId: number;
  version: number;
  fingerprint: string;
}

/** Why nothing can be done about a review: no such one, over, or another version of it than the one named. */
export type OpenRefusal = 'REVIEW_NOT_FOUND' | 'NOT_OPEN' | 'STALE';

export type TargetRefusal =
  | OpenRefusal
  /** The connection is paused: the review stands still. */
  | 'PAUSED'
  /** Newer files of the connection are being checked or applied right now, or what is in force is being taken back. */
  | 'BUSY';

export interface LockedTarget {
  ok: true;
  review: CircuitBreak;
  version: CircuitBreakVersion;
  runId: number;
}

/** The open review, locked until the transaction ends: of two people the second finds what the first did. */
export async function lockOpenReview(
  tx: Transaction,
  { tenantId, breakId }: { tenantId: number; breakId: number },
): Promise<LockedTarget | Refused<OpenRefusal>> {
  await tx.$queryRaw`SELECT id FROM circuit_break WHERE tenant_id = ${tenantId} AND id = ${breakId} FOR UPDATE`;
  const review = await tx.circuitBreak.findFirst({ where: { tenantId, id: breakId } });
  if (!review) return { ok: false, code: 'REVIEW_NOT_FOUND' };
  if (review.state !== 'OPEN') return { ok: false, code: 'NOT_OPEN' };
  const version = await tx.circuitBreakVersion.findFirst({
    where: { tenantId, breakId },
    orderBy: { version: 'desc' },
  });
  if (!version) return { ok: false, code: 'STALE' };
  return { ok: true, review, version, runId: version.runId };
}

export async function lockTarget(
  tx: Transaction,
  target: DecisionTarget,
  now: Date,
): Promise<LockedTarget | Refused<TargetRefusal>> {
  const locked = await lockOpenReview(tx, target);
  if (!locked.ok) return locked;
  const { version } = locked;
  if (version.version !== target.version || version.fingerprint !== target.fingerprint) {
    return { ok: false, code: 'STALE' };
  }
  const connection = await tx.connection.findFirstOrThrow({
    where: { tenantId: target.tenantId, id: locked.review.connectionId },
    select: { id: true, tenantId: true, baselineRunId: true },
  });
  if (await isStopped(tx, connection, 'DECIDE_REVIEWS', now)) return { ok: false, code: 'PAUSED' };
  const { tenantId } = target;
  if (await isUndoComing(tx, { tenantId, baselineRunId: connection.baselineRunId })) {
    return { ok: false, code: 'BUSY' };
  }
  // An undo or a resumed connection sent the run back to be worked out again, perhaps in this moment.
  const [run] = await tx.$queryRaw<{ state: SyncRunState }[]>`
    SELECT state::text AS state FROM sync_run
    WHERE tenant_id = ${target.tenantId} AND id = ${locked.runId} FOR UPDATE`;
  if (run?.state !== 'HELD') return { ok: false, code: 'BUSY' };
  return locked;
}

/** Whose name stands in a mail: the command line has none. */
export async function actorName(tx: Pick<Transaction, 'user'>, actor: Actor): Promise<string> {
  const person =
    actor.userId === null
      ? null
      : await tx.user.findUnique({ where: { id: actor.userId }, select: { name: true } });
  return person?.name ?? 'Someone at the command line';
}
