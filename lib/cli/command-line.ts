// The command line: the same commands and queries as the screens, for whoever runs the service.
import { Command, CommanderError, type OutputConfiguration } from 'commander';
import type { Actor } from '@/lib/server/app-context';
import { isDatabaseStarting } from '@/lib/server/db/connection-trouble';
import { untilDatabaseAnswers } from '@/lib/server/db/until-database-answers';
import { requireDatabase } from '@/lib/server/local/database';
import { StartProblem } from '@/lib/server/local/start-problem';
import { openContext } from '@/lib/server/open-context';
import { addAttendanceCommands } from './commands/attendance';
import { addCheckCommand } from './commands/check';
import { addConnectionCommands } from './commands/connections';
import { addDeliveryCommands } from './commands/deliveries';
import { addDoctorCommand } from './commands/doctor';
import { addInvitationCommands } from './commands/invitations';
import { addMailCommands } from './commands/mail';
import { addPolicyCommands } from './commands/policy';
import { addPullCommands } from './commands/pulls';
import { addReviewCommands } from './commands/reviews';
import { addRosterCommands } from './commands/roster';
import { addRunCommands } from './commands/runs';
import { addSecretCommands } from './commands/secrets';
import { addSiteCommands } from './commands/sites';
import { addTenantCommands } from './commands/tenants';
import type { Run, RunAlone } from './command-context';
import { findConnector, type Environment } from './environment';
import { EXIT, failure, type Outcome } from './outcome';

export interface Terminal {
  env: Environment;
  /** Where the person is: a file they name without a folder is meant there. */
  folder: string;
  /** Standard input, as it comes. */
  input?: AsyncIterable<Uint8Array>;
  out(text: string): Promise<void>;
  err(text: string): void;
}

const ACTOR: Actor = { kind: 'command-line', userId: null, sourceAddress: null };

export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<number> {
  const isJson = args.includes('--json');
  let exitCode: number = EXIT.done;
  const answer = async (outcome: Outcome): Promise<void> => {
    exitCode = outcome.exitCode;
    const isFailure = isError(outcome.data);
    if (isJson) await terminal.out(`${JSON.stringify(outcome.data)}\n`);
    else if (isFailure) terminal.err(`${outcome.text}\n`);
    else await terminal.out(`${outcome.text}\n`);
  };
  const run: Run = async (work, { withoutDatabase = false } = {}) => {
    const settled = await findConnector(terminal.env);
    if (!settled.ok) {
      const code = settled.code === 'USAGE' ? EXIT.usage : EXIT.notUp;
      return answer(failure(code, settled.code, settled.message));
    }
    const ctx = openContext('connector', settled.env);
    try {
      // A person waits: one that is starting will be there in a moment, one that is not there may never be.
      if (!withoutDatabase)
        await untilDatabaseAnswers(() => requireDatabase(ctx.settings.databaseUrl), {
          seconds: ctx.settings.databaseWaitSeconds,
          isWorthIt: isDatabaseStarting,
          onWait: () =>
            terminal.err('The database is starting up or recovering; waiting for it.\n'),
        });
      const outcome = await work({
        ctx,
        actor: ACTOR,
        isJson,
        folder: terminal.folder,
        readInput: (maxBytes) => readAll(terminal.input, maxBytes),
        write: (text) => terminal.out(text),
        note: (text) => (isJson ? undefined : terminal.err(`${text}\n`)),
      });
      if (outcome) await answer(outcome);
    } catch (error) {
      if (!(error instanceof StartProblem)) throw error;
      await answer(failure(EXIT.notUp, 'NOT_UP', error.message));
    } finally {
      await ctx.db.close();
    }
  };
  const runAlone: RunAlone = async (work) => answer(await work({ folder: terminal.folder }));
  const program = buildProgram(
    { run, runAlone },
    {
      writeOut: (text) => void terminal.out(text),
      writeErr: (text) => (isJson ? undefined : terminal.err(text)),
    },
  );
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      terminal.err(`${text}\n`);
      if (isJson) await answer(failure(EXIT.unexpected, 'UNEXPECTED', 'See standard error.'));
      return EXIT.unexpected;
    }
    if (error.exitCode === 0) return EXIT.done;
    exitCode = EXIT.usage;
    const isIncomplete = error.code === 'commander.help';
    const message = isIncomplete
      ? 'A command is missing: see --help.'
      : error.message.replace(/^error: /, '');
    if (isJson) await answer(failure(EXIT.usage, 'USAGE', message));
  }
  return exitCode;
}

/** Every command with its options; also what the documentation is compared with. */
export function buildProgram(
  { run, runAlone }: { run: Run; runAlone: RunAlone },
  output: OutputConfiguration = {},
): Command {
  const program = new Command('connector')
    .description('Does what the screens of TalkingPoints Connector do.')
    .option('--json', 'one JSON document on standard output, also for a refusal')
    .configureHelp({ showGlobalOptions: true })
    // Before the commands: they inherit it when they are added.
    .configureOutput(output)
    .exitOverride();
  addTenantCommands(program, run);
  addConnectionCommands(program, run);
  addInvitationCommands(program, run);
  addRunCommands(program, run);
  addPullCommands(program, run);
  addReviewCommands(program, run);
  addPolicyCommands(program, run);
  addRosterCommands(program, run);
  addAttendanceCommands(program, run);
  addSiteCommands(program, run);
  addDeliveryCommands(program, run);
  addMailCommands(program, run);
  addCheckCommand(program, runAlone);
  addSecretCommands(program, run);
  addDoctorCommand(program, run);
  return program;
}

async function readAll(
  input: AsyncIterable<Uint8Array> | undefined,
  maxBytes: number,
): Promise<Buffer | null> {
  const parts: Uint8Array[] = [];
  let byteCount = 0;
  for await (const part of input ?? []) {
    byteCount += part.byteLength;
    if (byteCount > maxBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function isError(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'error' in data;
}
