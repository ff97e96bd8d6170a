import type { HeldBecause } from '@/lib/core/circuit-break/held-because';
import type { GroupKey } from '@/lib/core/review/group-hashes';
import type { StepTime } from '@/lib/core/sync-run/steps';
import type { AppContext } from '../app-context';
import type { CircuitBreakKind, Transaction } from '../db';
import { runHeldMail } from '../mail/messages';
import { queueReviewMail, type ReviewReader } from '../mail/recipients';
import { reviewOverMail, updateHeldMail } from '../mail/review-messages';
import { recordOutboxEvent } from '../outbox/outbox';
import { isStopped } from '../policy/find-pauses';
import { findAssignee } from '../sync-runs/queries/review-assignee';
import { moveSyncRun } from '../sync-runs/move-sync-run';
import { recordReviewEvent } from '../sync-runs/record-review-event';
import type { RunKey } from '../db/roster-tables';
import { getIdentifiedRun } from '../sync-runs/queries/identify-run';

type ConnectionRun = RunKey & { connectionId: number };

export interface Hold {
  fingerprint: string;
  kind: CircuitBreakKind;
  /** Sentences for the mail. */
  reasons: readonly string[];
  because: HeldBecause;
  /** Why it is held beside its limits. */
  tags: readonly string[];
  groupHashes: Readonly<Record<GroupKey, string>>;
  /** The break whose partial approval left out what comes again here. */
  continuesId: number | null;
  /** How long the steps of the run took. */
  steps: readonly StepTime[];
  /** Turned down once already: nobody is mailed before then. */
  quietUntil: Date | null;
  now: Date;
}

/**
 * Holds a run for a person. An open circuit break of the connection gets a new version and the run it
 * held is superseded; its clock, its assignee and what was said about it stay (docs/policy.md,
 * "While something is held"). A run that was planned again keeps its version while its changes are the same ones.
 */
export async function openBreak(ctx: AppContext, run: ConnectionRun, hold: Hold): Promise<void> {
  const { tenantId, connectionId } = run;
  const { now } = hold;
  await ctx.db.prisma.$transaction(async (tx) => {
    const open = await lockOpenBreak(tx, { tenantId, connectionId });
    await supersedeWaiting(tx, run, now);
    const breakId = open?.id ?? (await createBreak(tx, run, hold));
    const last = open?.versions[0] ?? null;
    const version = await storeVersion(tx, run, hold, { breakId, last });
    await moveSyncRun(tx, run, 'HELD', { now, detail: { breakId, version }, steps: hold.steps });
    // Planned again with the same changes it keeps its version, of which everybody was told.
    if (version !== last?.version)
      await recordOutboxEvent(tx, {
        tenantId,
        kind: 'roster.held',
        at: now,
        payload: { connectionId, runId: run.id, breakId, version },
      });
    if (!open && !hold.quietUntil) await queueHeldMails(ctx, tx, run, { ...hold, breakId });
    // Another change set than the one that was turned down: it is no longer old news.
    if (open?.quietUntil && !hold.quietUntil) {
      await tx.circuitBreak.update({ where: { id: breakId }, data: { quietUntil: null } });
      await queueHeldMails(ctx, tx, run, { ...hold, breakId });
    }
  });
}

/**
 * The open break with its newest version, locked before any run is: whoever decides locks in this order
 * too, so that one of the two waits instead of both.
 */
async function lockOpenBreak(
  tx: Transaction,
  { tenantId, connectionId }: { tenantId: number; connectionId: number },
) {
  const open = await tx.$queryRaw<unknown[]>`
    SELECT id FROM circuit_break
    WHERE tenant_id = ${tenantId} AND connection_id = ${connectionId} AND state = 'OPEN' FOR UPDATE`;
  if (open.length === 0) return null;
  return tx.circuitBreak.findFirst({
    where: { tenantId, connectionId, state: 'OPEN' },
    include: { versions: { orderBy: { version: 'desc' }, take: 1 } },
  });
}

async function createBreak(tx: Transaction, run: ConnectionRun, hold: Hold): Promise<number> {
  const before =
    hold.continuesId === null
      ? null
      : await tx.circuitBreak.findFirst({
          where: { tenantId: run.tenantId, id: hold.continuesId },
          select: { assigneeId: true },
        });
  const { id } = await tx.circuitBreak.create({
    data: {
      tenantId: run.tenantId,
      connectionId: run.connectionId,
      kind: hold.kind,
      openedAt: hold.now,
      quietUntil: hold.quietUntil,
      continuesId: hold.continuesId,
      assigneeId: before?.assigneeId ?? null,
    },
    select: { id: true },
  });
  return id;
}

interface LastVersion {
  version: number;
  runId: number;
  fingerprint: string;
}

async function storeVersion(
  tx: Transaction,
  run: ConnectionRun,
  hold: Hold,
  { breakId, last }: { breakId: number; last: LastVersion | null },
): Promise<number> {
  const isAgain = last?.runId === run.id;
  const isSame = isAgain && last.fingerprint === hold.fingerprint;
  const version = isSame ? last.version : (last?.version ?? 0) + 1;
  const values = {
    fingerprint: hold.fingerprint,
    tags: [...hold.tags],
    groupHashes: { ...hold.groupHashes },
  };
  const event = { tenantId: run.tenantId, breakId, version, at: hold.now };
  if (isAgain) {
    // The plan it had is gone with the roster it was made against: nobody can decide about it any more.
    await tx.circuitBreakVersion.update({
      where: { runId: run.id },
      data: { ...values, version, ...(isSame ? {} : { createdAt: hold.now }) },
    });
    await recordReviewEvent(tx, {
      ...event,
      kind: 'REPLANNED',
      detail: { runId: run.id, isSame, before: last.version },
    });
    return version;
  }
  await tx.circuitBreakVersion.create({
    data: {
      ...values,
      tenantId: run.tenantId,
      breakId,
      version,
      runId: run.id,
      createdAt: hold.now,
    },
  });
  await recordReviewEvent(tx, {
    ...event,
    kind: last ? 'NEW_VERSION' : 'OPENED',
    detail: { runId: run.id, isSame: last?.fingerprint === hold.fingerprint },
  });
  return version;
}

/** T+0: the queue, the PSM and the district. One mail per break, not per version. */
async function queueHeldMails(
  ctx: AppContext,
  tx: Transaction,
  run: ConnectionRun,
  { breakId, because, reasons, now }: Omit<Hold, 'tags'> & { breakId: number },
): Promise<void> {
  // One may have begun while the files were checked.
  const { tenantId, connectionId } = run;
  const connection = { id: connectionId, tenantId };
  const isPaused = await isStopped(tx, connection, 'EXPIRE_REVIEWS', now);
  const held = await getIdentifiedRun(tx, run);
  const { assigneeName } = await findAssignee(tx, tenantId, breakId);
  await queueReviewMail(tx, run.tenantId, ['implementer', 'psm'], (to, tenant, reader) =>
    runHeldMail(ctx, { to, tenant, reader, assigneeName, run: held, breakId, because, reasons }),
  );
  await queueReviewMail(tx, run.tenantId, ['contact'], (to, tenant) =>
    updateHeldMail(ctx, {
      to,
      tenant,
      breakId,
      because,
      run: held,
      isPaused,
    }),
  );
}

/**
 * Newer files came through without a hold: what waited, for a review or for its slot, is out of date, and
 * whoever was told of the hold hears that it is over.
 */
export async function supersedeBreak(
  ctx: AppContext,
  tx: Transaction,
  run: ConnectionRun,
  now: Date,
  end: 'SUPERSEDED' | 'NO_CHANGE',
): Promise<void> {
  const { tenantId, connectionId } = run;
  const open = await lockOpenBreak(tx, { tenantId, connectionId });
  await supersedeWaiting(tx, run, now);
  if (!open) return;
  await tx.circuitBreak.update({
    where: { id: open.id },
    data: { state: 'SUPERSEDED', decidedAt: now },
  });
  await tx.circuitBreakQuestion.updateMany({
    where: { breakId: open.id, answeredAt: null, closedAt: null },
    data: { closedAt: now },
  });
  const [last] = open.versions;
  const version = last?.version ?? 1;
  await recordReviewEvent(tx, {
    tenantId,
    breakId: open.id,
    version,
    at: now,
    kind: 'SUPERSEDED',
    detail: { byRunId: run.id },
  });
  if (last)
    await recordOutboxEvent(tx, {
      tenantId,
      kind: 'roster.discarded',
      at: now,
      payload: {
        connectionId,
        runId: last.runId,
        breakId: open.id,
        version,
        because: 'SUPERSEDED',
      },
    });
  if (open.quietUntil) return;
  const readers: ReviewReader[] = ['implementer', 'psm', 'contact'];
  if (open.escalatedAt) readers.push('lead');
  const newer = await getIdentifiedRun(tx, run);
  await queueReviewMail(tx, tenantId, readers, (to, tenant) =>
    reviewOverMail(ctx, { to, tenant, breakId: open.id, run: newer, end }),
  );
}

/** A usable newer set replaces what is held and what is checked and waits for its slot. */
async function supersedeWaiting(tx: Transaction, run: ConnectionRun, now: Date): Promise<void> {
  const waiting = await tx.syncRun.findMany({
    where: {
      tenantId: run.tenantId,
      connectionId: run.connectionId,
      state: { in: ['HELD', 'DEFERRED'] },
      id: { not: run.id },
    },
    select: { id: true, tenantId: true },
  });
  for (const each of waiting) {
    await moveSyncRun(tx, each, 'SUPERSEDED', { now, detail: { byRunId: run.id } });
  }
}
