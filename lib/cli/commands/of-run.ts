// What the commands about one run share.
import type { Command } from 'commander';
import { isFinal } from '@/lib/core/sync-run/states';
import { runStatus, runLabel } from '@/lib/core/sync-run/status-labels';
import type { AppContext } from '@/lib/server/app-context';
import { findRun, type RunDetail } from '@/lib/server/sync-runs/queries/get-run';
import type { TenantRow } from '@/lib/server/tenants/queries/list-tenants';
import { id, requireTenantOption, withTenant } from '../arguments';
import { refuse, type Outcome } from '../outcome';

export interface OfTenant {
  tenant: string;
}

/** A command of `parent` about one run. */
export function commandOfRun(parent: Command, name: string, description: string): Command {
  const command = parent.command(name).argument('<id>', 'of the run', id);
  return requireTenantOption(command).description(description);
}

export async function withRun(
  ctx: AppContext,
  slug: string,
  runId: number,
  work: (run: RunDetail, tenant: TenantRow) => Promise<Outcome | null>,
): Promise<Outcome | null> {
  return withTenant(ctx, slug, async (tenant) => {
    const found = await findRun(ctx, tenant.id, runId);
    return found ? work(found, tenant) : refuse('RUN_NOT_FOUND');
  });
}

/** A run as it is printed. */
export function runFacts(run: RunDetail, tenant: string) {
  return {
    id: run.id,
    tenant,
    status: runStatus(run),
    word: runLabel(run).word,
    isFinal: isFinal(run.state),
    isInForce: run.isInForce,
    blocksGoLive: run.blocksGoLive,
    failureCode: run.failureCode,
    reviewId: run.breakId,
    reviewVersion: run.breakVersion,
    baselineRunId: run.baselineRunId,
    createdAt: run.createdAt,
    lastArrivalAt: run.lastArrivalAt,
    queuedAt: run.queuedAt,
    heldAt: run.heldAt,
    applyAfter: run.applyAfter,
    appliedAt: run.appliedAt,
    finishedAt: run.finishedAt,
    undoneAt: run.undoneAt,
  };
}
