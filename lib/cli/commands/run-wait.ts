import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from 'commander';
import { isFinal } from '@/lib/core/sync-run/states';
import { runStatus, runLabel } from '@/lib/core/sync-run/status-labels';
import type { AppContext } from '@/lib/server/app-context';
import { findRun, type RunDetail } from '@/lib/server/sync-runs/queries/get-run';
import { listRuns } from '@/lib/server/sync-runs/queries/list-runs';
import type { TenantRow } from '@/lib/server/tenants/queries/list-tenants';
import { id, requireTenantOption, wholeNumber, withTenant } from '../arguments';
import type { CommandContext, Run } from '../command-context';
import { EXIT, exitCodeOfRun, failure, refuse, type Outcome } from '../outcome';
import { factsText } from '../text';
import { runFacts, type OfTenant } from './of-run';

export function addRunWaitCommand(command: Command, run: Run): void {
  requireTenantOption(
    command.command('wait').argument('[id]', 'of the run; the newest unless given', id),
  )
    .description('until a run is over, held, or waits for its time to be applied')
    .option('--after <id>', 'the first run newer than this one', id)
    .option('--timeout <seconds>', 'how long to wait', wholeNumber, 300)
    .action((runId: number | undefined, options: OfTenant & { after?: number; timeout: number }) =>
      run(async (context) =>
        withTenant(context.ctx, options.tenant, (tenant) =>
          waitForRun(context, tenant, runId ?? null, options),
        ),
      ),
    );
}

const ASK_EVERY_MS = 250;

async function waitForRun(
  { ctx, note }: CommandContext,
  tenant: TenantRow,
  runId: number | null,
  options: { after?: number; timeout: number },
): Promise<Outcome> {
  const deadline = performance.now() + options.timeout * 1000;
  let last = '';
  for (;;) {
    const wanted = runId ?? (await findNewest(ctx, tenant.id, options.after ?? 0));
    const found = wanted === null ? null : await findRun(ctx, tenant.id, wanted);
    if (runId !== null && !found) return refuse('RUN_NOT_FOUND');
    if (found && found.state !== last) note(`run ${found.id}: ${runLabel(found).word}`);
    last = found?.state ?? '';
    if (found && isSettled(found, ctx.clock.now())) {
      const facts = runFacts(found, tenant.slug);
      return { exitCode: exitCodeOfRun(facts.status), data: facts, text: factsText(facts) };
    }
    if (performance.now() > deadline) {
      const where = found ? `Run ${found.id} is still ${runStatus(found)}` : 'No run has begun';
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

async function findNewest(
  ctx: AppContext,
  tenantId: number,
  afterId: number,
): Promise<number | null> {
  const { rows } = await listRuns(ctx, { tenantId, group: null }, { offset: 0, limit: 50 });
  const newer = rows.map((row) => row.id).filter((each) => each > afterId);
  // After a named run, the next one; else the newest.
  return (afterId > 0 ? newer.at(-1) : newer[0]) ?? null;
}
