import { Option, type Command } from 'commander';
import {
  changeActions,
  countedEntities,
  type ChangeAction,
  type CountedEntity,
} from '@/lib/core/change/change';
import type { RunAddress } from '@/lib/core/sync-run/run-address';
import type { AppContext } from '@/lib/server/app-context';
import { listChanges } from '@/lib/server/sync-runs/queries/changes';
import { listChangeCounts } from '@/lib/server/sync-runs/queries/get-run';
import { positiveNumber, wholeNumber, words } from '../arguments';
import type { Run } from '../command-context';
import { done, type Outcome } from '../outcome';
import { rowsText } from '../text';
import { commandOfRun, withRun, type OfTenant } from './of-run';

export function addRunChangesCommand(command: Command, run: Run): void {
  commandOfRun(
    command,
    'changes',
    'what the run changed or would change: counts, or the records by id',
  )
    .option('--records', 'the records, a page at a time')
    .addOption(new Option('--entity <entity>', 'only those').choices(countedEntities))
    .addOption(new Option('--action <action>', 'only those').choices(words(changeActions)))
    .option('--school <sourcedId>', 'only of this school')
    .option('--after <seq>', 'where the next page starts', wholeNumber)
    .option('--page-size <number>', 'records a page', positiveNumber, 100)
    .action((which: RunAddress, options: OfTenant & ChangeOptions) =>
      run(async ({ ctx }) =>
        withRun(ctx, options.tenant, which, async ({ id: runId }, tenant) =>
          options.records
            ? changedRecords(ctx, tenant.id, runId, options)
            : changeCounts(ctx, tenant.id, runId, options),
        ),
      ),
    );
}

interface ChangeOptions {
  records?: boolean;
  entity?: CountedEntity;
  action?: Lowercase<ChangeAction>;
  school?: string;
  after?: number;
  pageSize: number;
}

function actionOf({ action }: ChangeOptions): ChangeAction | null {
  return changeActions.find((each) => each.toLowerCase() === action) ?? null;
}

async function changeCounts(
  ctx: AppContext,
  tenantId: number,
  runId: number,
  options: ChangeOptions,
): Promise<Outcome> {
  const action = actionOf(options);
  const rows = (await listChangeCounts(ctx, tenantId, runId))
    .map((row) => ({ ...row }))
    .filter(
      (row) =>
        (options.entity === undefined || row.entity === options.entity) &&
        (action === null || row.action === action) &&
        (options.school === undefined || row.schoolSourcedId === options.school),
    );
  const columns = ['entity', 'action', 'schoolSourcedId', 'count', 'cascadeCount'];
  return done({ rows, total: rows.length }, rowsText(rows, columns, 'No changes.'));
}

async function changedRecords(
  ctx: AppContext,
  tenantId: number,
  runId: number,
  options: ChangeOptions,
): Promise<Outcome> {
  const page = await listChanges(
    ctx,
    tenantId,
    runId,
    {
      entity: options.entity ?? null,
      action: actionOf(options),
      school: options.school ?? null,
    },
    // Ids and columns: what a record says stays on the screens, where looking is recorded.
    { after: options.after ?? null, before: null, size: options.pageSize, withNames: false },
  );
  const rows = page.rows.map((row) => ({
    seq: row.seq,
    entity: row.countedAs,
    action: row.action,
    sourcedId: row.sourcedId.replace('\n', ' '),
    schoolSourcedId: row.schoolSourcedId,
    isCascade: row.isCascade,
    fields: row.fields.map(({ field }) => field),
  }));
  const text = rowsText(
    rows.map((row) => ({ ...row, fields: row.fields.join(',') })),
    ['seq', 'action', 'entity', 'sourcedId', 'schoolSourcedId', 'fields'],
    'No records. A first roster has counts only: every record is new.',
  );
  return done({ rows, next: page.next }, text);
}
