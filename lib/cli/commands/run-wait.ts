import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from 'commander';
import type { RunAddress } from '@/lib/core/sync-run/run-address';
import { isFinal } from '@/lib/core/sync-run/states';
import { runStatus, runLabel } from '@/lib/core/sync-run/status-labels';
import type { AppContext } from '@/lib/server/app-context';
import { findRun, type RunDetail } from '@/lib/server/sync-runs/queries/get-run';
import { identifyRun } from '@/lib/server/sync-runs/queries/identify-run';
import { listRuns } from '@/lib/server/sync-runs/queries/list-runs';
import type { TenantRow } from '@/lib/server/tenants/queries/list-tenants';
import { requireTenantOption, runArgument, wholeNumber, withTenant } from '../arguments';
import type { CommandContext, Run } from '../command-context';
import { EXIT, exitCodeOfRun, failure, refuse, type Outcome } from '../outcome';
import { factsText } from '../text';
import { runFacts, type OfTenant } from './of-run';

export function addRunWaitCommand(command: Command, run: Run): void {
  requireTenantOption(
    command.command('wait').argument('[run]', 'its number; the newest unless given', runArgument),
  )
    .description('until a run is over, held, or waits for its time to be applied')
    .option('--after <run>', 'the first run newer than this one', runArgument)
    .option('--timeout <seconds>', 'how long to wait', wholeNumber, 300)
    .action((which: RunAddress | undefined, options: OfTenant & WaitOptions) =>
      run(async (context) =>
        withTenant(context.ctx, options.tenant, (tenant) =>
          waitForRun(context, tenant, which ?? null, options),
        ),
      ),
    );
}

interface WaitOptions {
  after?: RunAddress;
  timeout: number;
}

const ASK_EVERY_MS = 250;

async function waitForRun(
  { ctx, note }: CommandContext,
  tenant: TenantRow,
  which: RunAddress | null,
  options: WaitOptions,
): Promise<Outcome> {
  const asked = which && (await identifyRun(ctx, tenant.id, which));
  const after = await readAfter(ctx, tenant.id, options.after);
  if ((which && !asked) || after === null) return refuse('RUN_NOT_FOUND');
  const deadline = performance.now() + options.timeout * 1000;
  let last = '';
  for (;;) {
    const wanted = asked?.id ?? (await findNewest(ctx, tenant.id, after));
    const found = wanted === null ? null : await findRun(ctx, tenant.id, wanted);
    if (asked && !found) return refuse('RUN_NOT_FOUND');
    if (found && found.state !== last) note(`run ${found.number}: ${runLabel(found).word}`);
    last = found?.state ?? '';
    if (found && isSettled(found, ctx.clock.now())) {
      const facts = runFacts(found, tenant.slug);
      return { exitCode: exitCodeOfRun(facts.status), data: facts, text: factsText(facts) };
    }
    if (performance.now() > deadline) {
      const where = found ? `Run ${found.number} is still ${runStatus(found)}` : 'No run has begun';
      return failure(EXIT.notInTime, 'NOT_IN_TIME', `${where} after ${options.timeout} seconds.`);
    }
    await delay(ASK_EVERY_MS);
  }
}

/** Nothing more happens to it without a person or a later hour. */
function isSettled(run: RunDetail, now: Date): boolean {
  if (run.state === 'HELD') return true;
  if (run.state === 'DEFERRED') return run.applyAfter !== null && run.applyAfter > now;
  const isBeingUndone = run.undoRequestedAt !== null && run.undoneAt === null;
  return isFinal(run.state) && !isBeingUndone;
}

/** The number that is to be passed, whether or not its run is still there; null for an id that no run has. */
async function readAfter(
  ctx: AppContext,
  tenantId: number,
  after: RunAddress | undefined,
): Promise<number | null> {
  if (after === undefined) return 0;
  if ('number' in after) return after.number;
  return (await identifyRun(ctx, tenantId, after))?.number ?? null;
}

async function findNewest(
  ctx: AppContext,
  tenantId: number,
  afterNumber: number,
): Promise<number | null> {
  const { rows } = await listRuns(ctx, { tenantId, group: null }, { offset: 0, limit: 50 });
  const newer = rows.filter(({ number }) => number > afterNumber);
  // After a named run, the next one; else the newest.
  return (afterNumber > 0 ? newer.at(-1) : newer[0])?.id ?? null;
}
