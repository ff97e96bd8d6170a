import type { Command } from 'commander';
import { applyNow } from '@/lib/server/sync-runs/commands/apply-now';
import { checkNow } from '@/lib/server/sync-runs/commands/check-now';
import { requestUndo } from '@/lib/server/sync-runs/commands/request-undo';
import { retryRun } from '@/lib/server/sync-runs/commands/retry-run';
import { getIdentifiedRun } from '@/lib/server/sync-runs/queries/identify-run';
import { requireTenantOption, withTenant } from '../arguments';
import type { Run } from '../command-context';
import { done, refuse } from '../outcome';
import { commandOfRun, withRun, type OfTenant } from './of-run';
import type { IdentifiedRun, RunAddress } from '@/lib/core/sync-run/run-address';

export function addRunDecisionCommands(command: Command, run: Run): void {
  commandOfRun(
    command,
    'apply',
    'applies a checked run now instead of at its scheduled time',
  ).action((which: RunAddress, options: OfTenant) =>
    run(async ({ ctx, actor }) =>
      withRun(ctx, options.tenant, which, async (found, tenant) => {
        const result = await applyNow(ctx, actor, { id: found.id, tenantId: tenant.id });
        return result.ok
          ? done(
              actedOn(found, tenant.slug),
              `${runName(found, tenant.slug)} will be applied as soon as the worker is free.`,
            )
          : refuse(result);
      }),
    ),
  );

  commandOfRun(
    command,
    'retry',
    'tries a failed run again; what was approved is applied as it was approved',
  ).action((which: RunAddress, options: OfTenant) =>
    run(async ({ ctx, actor }) =>
      withRun(ctx, options.tenant, which, async (found, tenant) => {
        const result = await retryRun(ctx, actor, { id: found.id, tenantId: tenant.id });
        if (!result.ok) return refuse(result);
        const { goesOnWith } = result;
        const text = `${runName(found, tenant.slug)} will be tried again as soon as the worker is free.`;
        return done({ ...actedOn(found, tenant.slug), goesOnWith }, text);
      }),
    ),
  );

  commandOfRun(command, 'undo', 'undoes the run whose roster is live')
    .requiredOption('--reason <text>', 'why; saved with the record')
    .action((which: RunAddress, options: OfTenant & { reason: string }) =>
      run(async ({ ctx, actor }) =>
        withRun(ctx, options.tenant, which, async (found, tenant) => {
          const result = await requestUndo(
            ctx,
            actor,
            { id: found.id, tenantId: tenant.id },
            options.reason,
          );
          return result.ok
            ? done(
                actedOn(found, tenant.slug),
                `${runName(found, tenant.slug)} will be undone as soon as the worker is free.`,
              )
            : refuse(result);
        }),
      ),
    );

  requireTenantOption(command.command('check-now'))
    .description('checks the waiting set now, without the quiet time; only if it is complete')
    .action((options: OfTenant) =>
      run(async ({ ctx, actor }) =>
        withTenant(ctx, options.tenant, async (tenant) => {
          const result = await checkNow(ctx, actor, tenant.id);
          if (!result.ok) return refuse(result);
          const found = await getIdentifiedRun(ctx.db.prisma, {
            tenantId: tenant.id,
            id: result.runId,
          });
          return done(
            actedOn(found, tenant.slug),
            `${runName(found, tenant.slug)} will be checked next.`,
          );
        }),
      ),
    );
}

/** These act at once, and a number is a run of one district alone: which one it was is always printed. */
const actedOn = ({ number, id }: IdentifiedRun, tenant: string) => ({ tenant, number, runId: id });

const runName = ({ number, id }: IdentifiedRun, tenant: string): string =>
  `Run ${number} of ${tenant} (id ${id})`;
