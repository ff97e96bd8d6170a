// Earlier decisions about this connection that matter to a new plan: an undo, a rejection of the same changes, a part of an
// approval that was left out, an approval that lets follow-ups pass, a file that is meant to be empty.
import { isWithinPreClear, type ReachedLimit } from '@/lib/core/review/pre-clear';
import type { AppContext } from '../app-context';
import { findRejectedBefore } from '../sync-runs/queries/rejected-before';
import { findUndo } from '../sync-runs/queries/undone-updates';
import { countRemovals, whySecondPerson } from '../plan/second-person';
import type { RunKey } from '../db/roster-tables';

const QUIET_HOURS = 24;

export interface PriorDecisions {
  /** Any of them holds the run, whatever its size. */
  tags: HoldTag[];
  continuesId: number | null;
  quietUntil: Date | null;
  /** An earlier approval that allows the limits this run reaches; null where none does. */
  preClearedById: number | null;
}

export type HoldTag = 'same-as-rejected' | 'after-undo' | 'rest-of-approval' | 'empty-file';

type Run = RunKey & { connectionId: number; baselineRunId: number | null };

export async function findPriorDecisions(
  ctx: AppContext,
  run: Run,
  fingerprint: string,
): Promise<PriorDecisions> {
  const rejectedAt = (await findRejectedBefore(ctx, run, fingerprint))?.at ?? null;
  const continuesId = await findContinued(ctx, run);
  const tags: HoldTag[] = [];
  if (rejectedAt) tags.push('same-as-rejected');
  if (continuesId !== null) tags.push('rest-of-approval');
  // After an undo a person looks at the next files, whatever their size (docs/policy.md, "Decisions").
  if ((await findUndo(ctx, run)) !== null) tags.push('after-undo');
  if (await hasEmptyFile(ctx, run)) tags.push('empty-file');
  return {
    tags,
    continuesId,
    quietUntil: quietUntil(rejectedAt, ctx.clock.now()),
    preClearedById: tags.length > 0 ? null : await findPreClear(ctx, run),
  };
}

function quietUntil(rejectedAt: Date | null, now: Date): Date | null {
  if (!rejectedAt) return null;
  const until = new Date(rejectedAt.getTime() + QUIET_HOURS * 3_600_000);
  return until > now ? until : null;
}

/** The review whose approval left out changes that this run brings again. */
async function findContinued(ctx: AppContext, run: Run): Promise<number | null> {
  if (run.baselineRunId === null) return null;
  const before = await ctx.db.prisma.circuitBreakVersion.findFirst({
    where: { tenantId: run.tenantId, runId: run.baselineRunId, heldBackCount: { gt: 0 } },
    select: { breakId: true },
  });
  if (!before) return null;
  const { rows } = await ctx.db.pool.query<{ comesAgain: boolean }>(
    `SELECT EXISTS (
       SELECT 1 FROM change h
       JOIN change c ON c.tenant_id = h.tenant_id AND c.run_id = $3 AND c.entity = h.entity AND c.sourced_id = h.sourced_id AND c.action = h.action
       WHERE h.tenant_id = $1 AND h.run_id = $2 AND h.is_held_back) AS "comesAgain"`,
    [run.tenantId, run.baselineRunId, run.id],
  );
  return rows[0]?.comesAgain ? before.breakId : null;
}

/** Two people allowed the empty file to be read. What follows from it still has to be looked at, even where it reaches no limit. */
async function hasEmptyFile(ctx: AppContext, run: Run): Promise<boolean> {
  const used = await ctx.db.prisma.emptyFileAllowance.count({
    where: { tenantId: run.tenantId, usedByRunId: run.id },
  });
  return used > 0;
}

async function findPreClear(ctx: AppContext, run: Run): Promise<number | null> {
  const preClears = await ctx.db.prisma.preClear.findMany({
    where: {
      tenantId: run.tenantId,
      connectionId: run.connectionId,
      endedAt: null,
      expiresAt: { gt: ctx.clock.now() },
    },
    orderBy: { id: 'desc' },
    select: { id: true, runId: true },
  });
  if (preClears.length === 0) return null;
  const followUp = await listReached(ctx, run);
  if (followUp.length === 0) return null;
  // What would need two people is never let through by an earlier approval: they looked at other changes.
  const removed = await countRemovals(ctx.db.prisma, run);
  if ((await whySecondPerson(ctx.db.prisma, run, removed)).length > 0) return null;
  for (const { id, runId } of preClears) {
    const approved = await listReached(ctx, { id: runId, tenantId: run.tenantId });
    if (isWithinPreClear(approved, followUp)) return id;
  }
  return null;
}

async function listReached(ctx: AppContext, run: RunKey): Promise<ReachedLimit[]> {
  const { rows } = await ctx.db.pool.query<ReachedLimit>(
    `SELECT rule_id AS "ruleId", scope, scope_sourced_id AS "scopeSourcedId", subject,
       change_count AS "changeCount", never_relaxed AS "isNeverRelaxed"
     FROM rule_evaluation WHERE tenant_id = $1 AND run_id = $2 AND tripped`,
    [run.tenantId, run.id],
  );
  return rows;
}
