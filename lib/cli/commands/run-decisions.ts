import type { Command } from 'commander';
import { applyNow } from '@/lib/server/sync-runs/commands/apply-now';
import { checkNow } from '@/lib/server/sync-runs/commands/check-now';
import { requestUndo } from '@/lib/server/sync-runs/commands/request-undo';
import { retryRun } from '@/lib/server/sync-runs/commands/retry-run';
import { requireTenantOption, withTenant } from '../arguments';
import type { Run } from '../command-context';
import { done, refuse } from '../outcome';
import { commandOfRun, withRun, type OfTenant } from './of-run';

export function addRunDecisionCommands(command: Command, run: Run): void {
  commandOfRun(command, 'apply', 'applies a checked run now instead of at its time').action(
    (runId: number, options: OfTenant) =>
      run(async ({ ctx, actor }) =>
        withRun(ctx, options.tenant, runId, async (found, tenant) => {
          const result = await applyNow(ctx, actor, { id: found.id, tenantId: tenant.id });
          return result.ok
            ? done({ id: runId }, `Run ${runId} is applied as soon as the worker is free.`)
            : refuse(result);
        }),
      ),
  );

  commandOfRun(
    command,
    'retry',
    'tries a failed run again; what was approved is applied as it was approved',
  ).action((runId: number, options: OfTenant) =>
    run(async ({ ctx, actor }) =>
      withRun(ctx, options.tenant, runId, async (found, tenant) => {
        const result = await retryRun(ctx, actor, { id: found.id, tenantId: tenant.id });
        if (!result.ok) return refuse(result);
        const { goesOnWith } = result;
        const text = `Run ${runId} is tried again as soon as the worker is free.`;
        return done({ id: runId, goesOnWith }, text);
      }),
    ),
  );

  commandOfRun(command, 'undo', 'takes back the run whose roster is in force')
    .requiredOption('--reason <text>', 'why; it stays with the record')
    .action((runId: number, options: OfTenant & { reason: string }) =>
      run(async ({ ctx, actor }) =>
        withRun(ctx, options.tenant, runId, async (found, tenant) => {
          const result = await requestUndo(
            ctx,
            actor,
            { id: found.id, tenantId: tenant.id },
            'WHOLE',
            options.reason,
          );
          return result.ok
            ? done({ id: runId }, `Run ${runId} is undone as soon as the worker is free.`)
            : refuse(result);
        }),
      ),
    );

  requireTenantOption(command.command('check-now'))
    .description('checks the set that waits, without the quiet time; only a whole one')
    .action((options: OfTenant) =>
      run(async ({ ctx, actor }) =>
        withTenant(ctx, options.tenant, async (tenant) => {
          const result = await checkNow(ctx, actor, tenant.id);
          return result.ok
            ? done({ id: result.runId }, `Run ${result.runId} is checked next.`)
            : refuse(result);
        }),
      ),
    );
}
