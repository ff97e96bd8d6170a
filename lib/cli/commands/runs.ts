import { Option, type Command } from 'commander';
import { fileHintSentence } from '@/lib/core/sftp/file-hints';
import type { RunAddress } from '@/lib/core/sync-run/run-address';
import { runGroups, type RunGroup } from '@/lib/core/sync-run/run-groups';
import { stepTimesSentence } from '@/lib/core/sync-run/steps';
import { runStatus } from '@/lib/core/sync-run/status-labels';
import { findRun, listRunEvents, listRunFiles } from '@/lib/server/sync-runs/queries/get-run';
import { listRuns } from '@/lib/server/sync-runs/queries/list-runs';
import { waitingFor } from '@/lib/server/sync-runs/queries/waiting-for';
import { listFileHints } from '@/lib/server/sync-runs/seen-files';
import { findTenantBySlug } from '@/lib/server/tenants/queries/list-tenants';
import { positiveNumber } from '../arguments';
import type { Run } from '../command-context';
import { done, refuse } from '../outcome';
import { factsText, rowsText } from '../text';
import { commandOfRun, runFacts, withRun, type OfTenant } from './of-run';
import { addRunChangesCommand } from './run-changes';
import { addRunDecisionCommands } from './run-decisions';
import { addRunProblemCommand } from './run-problems';
import { addRunWaitCommand } from './run-wait';

export function addRunCommands(program: Command, run: Run): void {
  const command = program.command('run').description('sets of files and their results');
  addListCommand(command, run);
  addShowCommand(command, run);
  addFilesCommand(command, run);
  addRunProblemCommand(command, run);
  addRunChangesCommand(command, run);
  addRunDecisionCommands(command, run);
  addRunWaitCommand(command, run);
}

function addListCommand(command: Command, run: Run): void {
  command
    .command('list')
    .description('runs, newest first')
    .option('--tenant <slug>', 'of one district')
    .addOption(new Option('--group <group>', 'only those').choices(runGroups))
    .option('--page <number>', 'from 1', positiveNumber, 1)
    .option('--page-size <number>', 'runs a page', positiveNumber, 50)
    .action((options: { tenant?: string; group?: RunGroup; page: number; pageSize: number }) =>
      run(async ({ ctx }) => {
        const tenant =
          options.tenant === undefined ? null : await findTenantBySlug(ctx, options.tenant);
        if (options.tenant !== undefined && !tenant) return refuse('TENANT_NOT_FOUND');
        const found = await listRuns(
          ctx,
          { tenantId: tenant?.id ?? null, group: options.group ?? null },
          { offset: (options.page - 1) * options.pageSize, limit: options.pageSize },
        );
        const rows = found.rows.map((row) => ({
          number: row.number,
          tenant: row.tenantSlug,
          status: runStatus(row),
          lastArrivalAt: row.lastArrivalAt,
          finishedAt: row.finishedAt,
          files: row.fileCount,
          rowsRead: row.rowsRead,
          errors: row.errorCount,
          warnings: row.warningCount,
          added: row.added,
          changed: row.changed,
          removed: row.removed,
        }));
        const columns = [
          'number',
          'tenant',
          'status',
          'lastArrivalAt',
          'rowsRead',
          'errors',
          'added',
          'changed',
          'removed',
        ];
        return done({ rows, total: found.total }, rowsText(rows, columns, 'No runs.'));
      }),
    );
}

function addShowCommand(command: Command, run: Run): void {
  commandOfRun(command, 'show', 'one run with its timeline').action(
    (which: RunAddress, options: OfTenant) =>
      run(async ({ ctx }) =>
        withRun(ctx, options.tenant, which, async ({ id: runId }, tenant) => {
          const found = await findRun(ctx, tenant.id, runId);
          if (!found) return refuse('RUN_NOT_FOUND');
          const facts = runFacts(found, tenant.slug);
          const waiting = await waitingFor(ctx, tenant.id, runId);
          const events = await listRunEvents(ctx, tenant.id, runId);
          const missing = waiting?.missingFileNames ?? [];
          const hints = waiting
            ? await listFileHints(ctx, ctx.db.prisma, { ...found, tenantId: tenant.id, runId })
            : found.fileHints;
          const noticed = hints.map((hint) =>
            fileHintSentence(hint, ctx.clock.now(), tenant.timeZone),
          );
          const timeline = events.map(
            ({ at, kind, detail, steps }) =>
              `${at.toISOString()}  ${kind}  ${[detailText(detail), stepTimesSentence(steps)].filter(Boolean).join('  ')}`,
          );
          return done(
            {
              ...facts,
              missingFileNames: missing,
              noticed,
              events: events.map(({ at, kind, detail, steps, actorName }) => ({
                at,
                kind,
                detail,
                steps,
                actorName,
              })),
            },
            [
              factsText({
                ...facts,
                ...(missing.length > 0 ? { waitsFor: missing.join(', ') } : {}),
                ...(found.missingFiles ? { missing: found.missingFiles } : {}),
              }),
              ...noticed,
              '',
              ...timeline.map((line) => line.trimEnd()),
            ].join('\n'),
          );
        }),
      ),
  );
}

function addFilesCommand(command: Command, run: Run): void {
  commandOfRun(
    command,
    'files',
    'the result for each file: rows read = accepted + rejected + ignored',
  ).action((which: RunAddress, options: OfTenant) =>
    run(async ({ ctx }) =>
      withRun(ctx, options.tenant, which, async ({ id: runId }, tenant) => {
        const rows = (await listRunFiles(ctx, tenant.id, runId)).map((file) => ({
          fileName: file.fileName,
          mode: file.mode,
          isLeftAside: file.isLeftAside,
          byteCount: file.byteCount,
          rowsRead: file.rowsRead,
          rowsAccepted: file.rowsAccepted,
          rowsRejected: file.rowsRejected,
          rowsIgnored: file.rowsIgnored,
          rowsUnchanged: file.rowsUnchanged,
          sha256: file.sha256,
          receivedAt: file.receivedAt,
        }));
        const columns = [
          'fileName',
          'mode',
          'rowsRead',
          'rowsAccepted',
          'rowsRejected',
          'rowsIgnored',
        ];
        return done({ rows, total: rows.length }, rowsText(rows, columns, 'No files were read.'));
      }),
    ),
  );
}

function detailText(detail: Readonly<Record<string, unknown>>): string {
  return Object.entries(detail)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ');
}
