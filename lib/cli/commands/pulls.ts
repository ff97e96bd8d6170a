// Pulls of connections that are fetched from.
import type { Command } from 'commander';
import { isPullOpen, PULL_STATUS_LABELS, troubleWords } from '@/lib/core/pulls/pull-status';
import { askForPull } from '@/lib/server/pulls/commands/ask-for-pull';
import { cancelPull } from '@/lib/server/pulls/commands/cancel-pull';
import { usePreview } from '@/lib/server/pulls/commands/use-preview';
import { findPull, listPulls } from '@/lib/server/pulls/queries/list-pulls';
import {
  connectionOptions,
  positiveNumber,
  requireTenantOption,
  withTenant,
  type ConnectionOptions,
} from '../arguments';
import type { Run } from '../command-context';
import { done, refuse } from '../outcome';
import { factsText, rowsText } from '../text';
import { withApi } from './api-connections';

export function addPullCommands(program: Command, run: Run): void {
  const pull = program.command('pull').description('what is fetched from the APIs of districts');

  for (const [name, purpose, description] of [
    ['now', 'UPDATE', 'reads everything, and hands it over to be checked'],
    ['preview', 'PREVIEW', 'reads everything, and changes nothing until it is used'],
  ] as const)
    connectionOptions(pull.command(name))
      .description(description)
      .action((options: ConnectionOptions) =>
        run(async ({ ctx, actor }) =>
          withApi(ctx, options, async (row, tenant) => {
            const asked = await askForPull(ctx, actor, tenant.id, {
              connectionId: row.id,
              purpose,
            });
            if (!asked.ok) return refuse(asked);
            return done({ number: asked.number }, `Pull ${asked.number} begins.`);
          }),
        ),
      );

  connectionOptions(pull.command('list'))
    .description('pulls of a connection, newest first')
    .option('--page <number>', 'from 1', positiveNumber, 1)
    .option('--page-size <number>', 'pulls a page', positiveNumber, 50)
    .action((options: ConnectionOptions & { page: number; pageSize: number }) =>
      run(async ({ ctx }) =>
        withApi(ctx, options, async (row, tenant) => {
          const found = await listPulls(
            ctx,
            { tenantId: tenant.id, connectionId: row.id },
            { offset: (options.page - 1) * options.pageSize, limit: options.pageSize },
          );
          const rows = found.rows.map((each) => ({
            number: each.number,
            status: each.status,
            extent: each.extent,
            startedAt: each.startedAt,
            finishedAt: each.finishedAt,
            rows: each.rowCount,
            trouble: each.troubleCode,
            run: each.runNumber,
          }));
          const columns = ['number', 'status', 'extent', 'startedAt', 'rows', 'trouble', 'run'];
          return done({ rows, total: found.total }, rowsText(rows, columns, 'No pulls.'));
        }),
      ),
    );

  pullCommand(pull, 'show', 'one pull, collection by collection').action(
    (number: number, options: { tenant: string }) =>
      run(async ({ ctx }) =>
        withTenant(ctx, options.tenant, async (tenant) => {
          const found = await findPull(ctx, tenant.id, number);
          if (!found) return refuse('NO_SUCH_PULL');
          const { collections, troubleAnswer, id, connectionId, askedBy, ...facts } = found;
          const words = troubleWords(found.troubleCode);
          const shown = {
            number: facts.number,
            connection: connectionId,
            status: PULL_STATUS_LABELS[facts.status],
            startedAt: facts.startedAt,
            finishedAt: facts.finishedAt,
            nextAttemptAt: facts.status === 'WAITING' ? facts.nextAttemptAt : null,
            requests: facts.requests,
            run: facts.runNumber,
            trouble:
              words && `${facts.troubleCollection ?? ''} ${words.sentence} ${words.remedy}`.trim(),
            answerStatus: troubleAnswer?.status ?? null,
          };
          const columns = [
            'name',
            'state',
            'rowCount',
            'total',
            'pageCount',
            'repeated',
            'restarts',
            'leftOutCode',
          ];
          return done(
            {
              ...facts,
              id,
              connection: connectionId,
              askedBy,
              isOver: !isPullOpen(facts.status),
              collections,
            },
            `${factsText(shown)}\n\n${rowsText(
              collections.map((each) => ({ ...each })),
              columns,
              'Nothing was read yet.',
            )}`,
          );
        }),
      ),
  );

  pullCommand(pull, 'cancel', 'ends a pull that is planned or running').action(
    (number: number, options: { tenant: string }) =>
      run(async ({ ctx, actor }) =>
        withTenant(ctx, options.tenant, async (tenant) => {
          const canceled = await cancelPull(ctx, actor, tenant.id, number);
          return canceled.ok ? done({ number }, `Pull ${number} is canceled.`) : refuse(canceled);
        }),
      ),
  );

  pullCommand(pull, 'use', 'hands a preview over to be checked').action(
    (number: number, options: { tenant: string }) =>
      run(async ({ ctx, actor }) =>
        withTenant(ctx, options.tenant, async (tenant) => {
          const used = await usePreview(ctx, actor, tenant.id, number);
          return used.ok ? done({ number }, `Pull ${number} goes on to be checked.`) : refuse(used);
        }),
      ),
  );
}

const pullCommand = (pull: Command, name: string, description: string): Command =>
  requireTenantOption(pull.command(name))
    .description(description)
    .argument('<number>', 'as lists and pages show it', positiveNumber);
