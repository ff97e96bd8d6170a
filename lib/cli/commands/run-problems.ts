import type { Command } from 'commander';
import { listIssueGroups, streamProblems } from '@/lib/server/sync-runs/queries/problems';
import type { CommandContext, Run } from '../command-context';
import { done } from '../outcome';
import { rowsText } from '../text';
import { commandOfRun, withRun, type OfTenant } from './of-run';
import type { RunAddress } from '@/lib/core/sync-run/run-address';

export function addRunProblemCommand(command: Command, run: Run): void {
  commandOfRun(command, 'issues', 'problems by file and code, worst first')
    .option('--lines', 'every saved problem, with its line')
    .action((which: RunAddress, options: OfTenant & { lines?: boolean }) =>
      run(async (context) =>
        withRun(context.ctx, options.tenant, which, async ({ id: runId }, tenant) => {
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
