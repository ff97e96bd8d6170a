// What the commands about one run share.
import type { Command } from 'commander';
import type { IdentifiedRun, RunAddress } from '@/lib/core/sync-run/run-address';
import { isFinal } from '@/lib/core/sync-run/states';
import { runStatus, runLabel } from '@/lib/core/sync-run/status-labels';
import type { AppContext } from '@/lib/server/app-context';
import type { RunDetail } from '@/lib/server/sync-runs/queries/get-run';
import { identifyRun } from '@/lib/server/sync-runs/queries/identify-run';
import type { TenantRow } from '@/lib/server/tenants/queries/list-tenants';
import { requireTenantOption, runArgument, withTenant } from '../arguments';
import { refuse, type Outcome } from '../outcome';

export interface OfTenant {
  tenant: string;
}

/** A command of `parent` about one run. */
export function commandOfRun(parent: Command, name: string, description: string): Command {
  const command = parent.command(name).argument('<run>', 'its number', runArgument);
  return requireTenantOption(command).description(description);
}

export async function withRun(
  ctx: AppContext,
  slug: string,
  which: RunAddress,
  work: (run: IdentifiedRun, tenant: TenantRow) => Promise<Outcome | null>,
): Promise<Outcome | null> {
  return withTenant(ctx, slug, async (tenant) => {
    const found = await identifyRun(ctx, tenant.id, which);
    return found ? work(found, tenant) : refuse('RUN_NOT_FOUND');
  });
}

/** A run as it is printed. */
export function runFacts(run: RunDetail, tenant: string) {
  return {
    number: run.number,
    runId: run.id,
    tenant,
    status: runStatus(run),
    word: runLabel(run).word,
    isFinal: isFinal(run.state),
    isInForce: run.isInForce,
    blocksGoLive: run.blocksGoLive,
    failureCode: run.failureCode,
    reviewId: run.breakId,
    reviewVersion: run.breakVersion,
    baselineRunNumber: run.baselineRunNumber,
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
