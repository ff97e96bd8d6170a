import { setTimeout as delay } from 'node:timers/promises';
import { Option, type Command } from 'commander';
import {
  changeActions,
  countedEntities,
  type ChangeAction,
  type CountedEntity,
} from '@/lib/core/change/change';
import { runGroups, type RunGroup } from '@/lib/core/sync-run/run-groups';
import { stepTimesSentence } from '@/lib/core/sync-run/steps';
import { fileHintSentence } from '@/lib/core/sftp/file-hints';
import { isFinal } from '@/lib/core/sync-run/states';
import { runStatus, runWord } from '@/lib/core/sync-run/words';
import type { AppContext } from '@/lib/server/app-context';
import { applyNow } from '@/lib/server/sync-runs/commands/apply-now';
import { checkNow } from '@/lib/server/sync-runs/commands/check-now';
import { listChanges } from '@/lib/server/sync-runs/queries/changes';
import {
  findRun,
  listChangeCounts,
  listRunEvents,
  listRunFiles,
  type RunDetail,
} from '@/lib/server/sync-runs/queries/get-run';
import { listRuns } from '@/lib/server/sync-runs/queries/list-runs';
import { listIssueGroups, streamProblems } from '@/lib/server/sync-runs/queries/problems';
import { requestUndo } from '@/lib/server/sync-runs/commands/request-undo';
import { retryRun } from '@/lib/server/sync-runs/commands/retry-run';
import { waitingFor } from '@/lib/server/sync-runs/queries/waiting-for';
import { listFileHints } from '@/lib/server/sync-runs/seen-files';
import { findTenantBySlug, type TenantRow } from '@/lib/server/tenants/queries/list-tenants';
import {
  id,
  positiveNumber,
  requireTenantOption,
  wholeNumber,
  withTenant,
  words,
} from '../arguments';
import type { CommandContext, Run } from '../command-context';
import { done, EXIT, exitCodeOfRun, failure, refuse, type Outcome } from '../outcome';
import { factsText, rowsText } from '../text';

interface OfTenant {
  tenant: string;
}

export function addRunCommands(program: Command, run: Run): void {
  const command = program.command('run').description('sets of files and what became of them');
  const ofRun = (name: string, description: string): Command =>
    requireTenantOption(command.command(name).argument('<id>', 'of the run', id)).description(
      description,
    );

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
          id: row.id,
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
          'id',
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

  ofRun('show', 'one run with its timeline').action((runId: number, options: OfTenant) =>
    run(async ({ ctx }) =>
      withRun(ctx, options.tenant, runId, async (found, tenant) => {
        const facts = shown(found, tenant.slug);
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

  ofRun('files', 'what became of each file: rows read = accepted + rejected + ignored').action(
    (runId: number, options: OfTenant) =>
      run(async ({ ctx }) =>
        withRun(ctx, options.tenant, runId, async (_, tenant) => {
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

  ofRun('issues', 'problems by file and code, worst first')
    .option('--lines', 'every problem kept, with its line')
    .action((runId: number, options: OfTenant & { lines?: boolean }) =>
      run(async (context) =>
        withRun(context.ctx, options.tenant, runId, async (_, tenant) => {
          if (options.lines) return problemLines(context, tenant.id, runId);
          const rows = (await listIssueGroups(context.ctx, tenant.id, runId)).map((group) => ({
            fileName: group.fileName,
            code: group.code,
            level: group.band,
            count: group.count,
            kept: group.storedCount,
            previousCount: group.previousCount,
            message: group.sentence,
            fix: group.fix,
          }));
          const columns = ['level', 'fileName', 'code', 'count', 'message', 'fix'];
          return done({ rows, total: rows.length }, rowsText(rows, columns, 'No problems.'));
        }),
      ),
    );

  ofRun('changes', 'what the run did or would do: counts, or the records by id')
    .option('--records', 'the records, a page at a time')
    .addOption(new Option('--entity <entity>', 'only those').choices(countedEntities))
    .addOption(new Option('--action <action>', 'only those').choices(words(changeActions)))
    .option('--school <sourcedId>', 'only of this school')
    .option('--after <seq>', 'where the next page starts', wholeNumber)
    .option('--page-size <number>', 'records a page', positiveNumber, 100)
    .action((runId: number, options: OfTenant & ChangeOptions) =>
      run(async ({ ctx }) =>
        withRun(ctx, options.tenant, runId, async (_, tenant) =>
          options.records
            ? changedRecords(ctx, tenant.id, runId, options)
            : changeCounts(ctx, tenant.id, runId, options),
        ),
      ),
    );

  ofRun('apply', 'applies a checked run now instead of at its time').action(
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

  ofRun(
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

  ofRun('undo', 'takes back the run whose roster is in force')
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

async function withRun(
  ctx: AppContext,
  slug: string,
  runId: number,
  work: (run: RunDetail, tenant: TenantRow) => Promise<Outcome | null>,
): Promise<Outcome | null> {
  return withTenant(ctx, slug, async (tenant) => {
    const found = await findRun(ctx, tenant.id, runId);
    return found ? work(found, tenant) : refuse('RUN_NOT_FOUND');
  });
}

function shown(run: RunDetail, tenant: string) {
  return {
    id: run.id,
    tenant,
    status: runStatus(run),
    word: runWord(run).word,
    isFinal: isFinal(run.state),
    isInForce: run.isInForce,
    blocksGoLive: run.blocksGoLive,
    failureCode: run.failureCode,
    reviewId: run.breakId,
    reviewVersion: run.breakVersion,
    baselineRunId: run.baselineRunId,
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

function detailText(detail: Readonly<Record<string, unknown>>): string {
  return Object.entries(detail)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ');
}

/** Written as they are read: a large set can have many. */
async function problemLines(
  context: CommandContext,
  tenantId: number,
  runId: number,
): Promise<null> {
  let count = 0;
  if (context.isJson) await context.write('{"rows":[');
  for await (const problem of streamProblems(context.ctx, tenantId, runId)) {
    const { fileName, line, column, code, message, fix } = problem;
    const place = [fileName, line, column].filter((part) => part !== null && part !== '').join(':');
    await context.write(
      context.isJson
        ? `${count > 0 ? ',' : ''}${JSON.stringify(problem)}`
        : `${place}  ${code}  ${message} ${fix}\n`,
    );
    count += 1;
  }
  await context.write(
    context.isJson ? `],"total":${count}}\n` : count === 0 ? 'No problems.\n' : '',
  );
  return null;
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
    if (found && found.state !== last) note(`run ${found.id}: ${runWord(found).word}`);
    last = found?.state ?? '';
    if (found && isSettled(found, ctx.clock.now())) {
      const facts = shown(found, tenant.slug);
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
