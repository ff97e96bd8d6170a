import type { Command } from 'commander';
import type { RunAddress } from '@/lib/core/sync-run/run-address';
import { latestArrivals } from '@/lib/server/connections/queries/file-arrivals';
import { listRunDeliveries } from '@/lib/server/sync-runs/queries/get-run';
import { identifyRun } from '@/lib/server/sync-runs/queries/identify-run';
import {
  connectionOptions,
  runArgument,
  withConnection,
  type ConnectionOptions,
} from '../arguments';
import type { Run } from '../command-context';
import { done, refuse } from '../outcome';
import { rowsText } from '../text';

export function addDeliveryCommands(program: Command, run: Run): void {
  const delivery = program.command('delivery').description('files as they arrived');

  connectionOptions(delivery.command('list'))
    .description('the newest upload of each name, or every upload of a run')
    .option('--run <run>', 'of one run, by its number', runArgument)
    .action((options: ConnectionOptions & { run?: RunAddress }) =>
      run(async ({ ctx }) =>
        withConnection(ctx, options, async (connection, tenant) => {
          if (options.run === undefined) {
            const rows = await latestArrivals(ctx, tenant.id, connection.id);
            const columns = ['fileName', 'state', 'byteCount', 'receivedAt'];
            const text = rowsText(
              rows.map((row) => ({ ...row })),
              columns,
              'No files yet.',
            );
            return done({ rows, total: rows.length }, text);
          }
          const found = await identifyRun(ctx, tenant.id, options.run);
          if (!found) return refuse('RUN_NOT_FOUND');
          const rows = await listRunDeliveries(ctx, tenant.id, found.id);
          const columns = ['id', 'fileName', 'byteCount', 'receivedAt', 'sourceAddress'];
          const text = rowsText(
            rows.map((row) => ({ ...row })),
            columns,
            'No files.',
          );
          return done({ rows, total: rows.length }, text);
        }),
      ),
    );
}
