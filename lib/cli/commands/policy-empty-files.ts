// A file that is empty on purpose: one person says so, another one confirms.
import type { Command } from 'commander';
import type { RunAddress } from '@/lib/core/sync-run/run-address';
import type { Actor } from '@/lib/server/app-context';
import { askForEmptyFile, confirmEmptyFile, endEmptyFile } from '@/lib/server/policy/empty-files';
import { listAllowances } from '@/lib/server/policy/empty-file-allowances';
import { identifyRun } from '@/lib/server/sync-runs/queries/identify-run';
import type { TenantRow } from '@/lib/server/tenants/queries/list-tenants';
import { id, requireTenantOption, runArgument, withTenant } from '../arguments';
import type { CommandContext, Run } from '../command-context';
import { done, refuse, type Outcome } from '../outcome';
import { rowsText } from '../text';
import { findStaffByEmail } from './review-people';

interface Options {
  tenant: string;
  as?: string;
}

export function addEmptyFileCommands(policy: Command, run: Run): void {
  const allowEmpty = policy
    .command('allow-empty')
    .description('a file that is empty on purpose: two people allow it, for one set of files');

  requireTenantOption(allowEmpty.command('list'))
    .description('latest first')
    .action((options: Options) =>
      run(async ({ ctx }) =>
        withTenant(ctx, options.tenant, async (tenant) => {
          const found = await listAllowances(ctx, tenant.id);
          const rows = found.map(
            ({
              askedById: _askedById,
              hasRowsSince: _since,
              runId: _id,
              usedByRunId: _by,
              ...row
            }) => row,
          );
          const columns = [
            'id',
            'runNumber',
            'fileName',
            'state',
            'askedBy',
            'confirmedBy',
            'reason',
          ];
          return done({ rows, total: rows.length }, rowsText(rows, columns, 'No file.'));
        }),
      ),
    );

  withAsker(allowEmpty.command('ask'))
    .description('says that a file of an INVALID run is empty on purpose; another person confirms')
    .argument('<run>', 'number of the INVALID run', runArgument)
    .requiredOption('--file <name>', 'such as enrollments.csv')
    .requiredOption('--sha256 <hash>', 'of its bytes, as "run files" prints it')
    .requiredOption('--reason <text>', 'why it is empty on purpose')
    .action(
      (which: RunAddress, options: Options & { file: string; sha256: string; reason: string }) =>
        run((context) =>
          asPerson(context, options, async (tenant, actor) => {
            const { file: fileName, sha256, reason } = options;
            const found = await identifyRun(context.ctx, tenant.id, which);
            if (!found) return refuse('RUN_NOT_FOUND');
            const target = { tenantId: tenant.id, runId: found.id, fileName, sha256 };
            const result = await askForEmptyFile(context.ctx, actor, { ...target, reason });
            if (!result.ok) return refuse(result);
            const { id: allowanceId, expiresAt } = result;
            return done(
              { id: allowanceId, runNumber: found.number, fileName, sha256, expiresAt },
              `${fileName} is waiting for a second person: "policy allow-empty confirm ${allowanceId}".`,
            );
          }),
        ),
    );

  withAsker(allowEmpty.command('confirm'))
    .description(
      'confirms as the second person; the next set with exactly this file is read and held',
    )
    .argument('<id>', 'of the allowance', id)
    .requiredOption('--sha256 <hash>', 'of the bytes that were looked at')
    .action((allowanceId: number, options: Options & { sha256: string }) =>
      run((context) =>
        asPerson(context, options, async (tenant, actor) => {
          const target = { tenantId: tenant.id, id: allowanceId, sha256: options.sha256 };
          const result = await confirmEmptyFile(context.ctx, actor, target);
          if (!result.ok) return refuse(result);
          const { expiresAt } = result;
          return done(
            { id: allowanceId, expiresAt },
            'Confirmed: the next set with exactly this file is read and held for review.',
          );
        }),
      ),
    );

  withAsker(allowEmpty.command('end'))
    .description('withdraws it before it is used')
    .argument('<id>', 'of the allowance', id)
    .action((allowanceId: number, options: Options) =>
      run((context) =>
        asPerson(context, options, async (tenant, actor) => {
          const target = { tenantId: tenant.id, id: allowanceId };
          const result = await endEmptyFile(context.ctx, actor, target);
          if (!result.ok) return refuse(result);
          return done({ id: allowanceId }, 'Withdrawn.');
        }),
      ),
    );
}

function withAsker(command: Command): Command {
  return requireTenantOption(command).option(
    '--as <email>',
    'email address of the staff member who does this; recorded with it',
  );
}

function asPerson(
  { ctx, actor }: CommandContext,
  { tenant: slug, as }: Options,
  work: (tenant: TenantRow, actor: Actor) => Promise<Outcome>,
): Promise<Outcome | null> {
  return withTenant(ctx, slug, async (tenant) => {
    if (as === undefined) return work(tenant, actor);
    const person = await findStaffByEmail(ctx, as);
    if (!person) return refuse('STAFF_NOT_FOUND');
    return work(tenant, { ...actor, userId: person.id });
  });
}
