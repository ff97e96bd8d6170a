// Everything on one machine: settles the environment, starts database, web, worker and SFTP, keeps them
// running, and stops them in the order in which they need each other.
import { watch } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { AppContext } from '../app-context';
import { ensureFirstAdmin, firstAdminAddress } from '../auth/first-admin';
import { hostKeyFingerprints, type HostKeyFingerprints } from '../connections/host-key';
import { untilDatabaseAnswers } from '../db/until-database-answers';
import { checkHealth } from '../health/check-health';
import { openContext } from '../open-context';
import { buildPages, isBuilt, nextCommand } from './build';
import { openLogFile, shownLine } from './console-lines';
import { requireDatabase, startLocalDatabase, type LocalDatabase } from './database';
import { demoApiFor, demoState, markDemoPlayed, reachingDemoApi, type DemoState } from './demo';
import { demoApiHost, type DemoApiFile } from './demo-api-file';
import {
  settleEnvironment,
  unlockFolder,
  type Environment,
  type LocalEnvironment,
} from './environment';
import { migrateDatabase } from './migrate-database';
import { runToEnd, SUCCESS, supervise, type SupervisedProcess } from './supervised-process';
import { isListening, reachableHost, waitUntilUp } from './wait-until-up';
import { DEMO_API_FLAGS, WORKER_FLAGS } from './worker-flags';

export interface StartOptions {
  /** The clone: sources, node_modules and built pages. */
  folder: string;
  env: Environment;
  isDev: boolean;
  say: (line: string) => void;
  /** Aborted when the person wants everything stopped. */
  stopping: AbortSignal;
}

const UP_SECONDS = 90;
const DATABASE_RESTART_MS = 1_000;

/** Runs until stopped. Throws StartProblem where it cannot start; then nothing is left running. */
export async function start(options: StartOptions): Promise<void> {
  const { say, stopping } = options;
  const startedAt = performance.now();
  const local = await settleEnvironment(options.env);
  let database: LocalDatabase | null = null;
  let ctx: AppContext | null = null;
  let processes: SupervisedProcess[] = [];
  try {
    database = await openTheDatabase(local, say, stopping);
    const applied = await migrateDatabase(database.ownerUrl);
    // Whoever gets at a process finds no way to the owner in it.
    let env: Environment = {
      ...local.env,
      DATABASE_URL: await database.appUrl(),
      DATABASE_OWNER_URL: undefined,
    };
    if (applied.length > 0) say(`The database is set up (${applied.length} migrations).`);
    ctx = openContext('start', env);
    await ensureFirstAdmin(ctx);
    // Signs of life from the last start would look like this one's.
    if (!local.databaseUrl) await ctx.db.prisma.processHeartbeat.deleteMany();
    const fingerprints = await hostKeyFingerprints(ctx);
    if (!options.isDev) await makePages(options, env);
    const demoScript = path.join(options.folder, 'bin/demo.ts');
    const demo = await demoState(ctx, local.dataFolder, demoScript);
    const demoApi = await demoApiFor(demo, local.dataFolder);
    if (demoApi) env = reachingDemoApi(local.dataFolder, env, demoApi);
    if (stopping.aborted) return;

    processes = startProcesses(options, local, env, demoApi !== null);
    const missing = await waitUntilUp(signsOfLife(ctx, local), UP_SECONDS, stopping);
    if (stopping.aborted) return;
    for (const name of missing) say(`The ${name} is not up yet: its messages are above.`);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    for (const line of summary(ctx, fingerprints, { demo, demoApi }, seconds)) say(line);
    if (demo === 'due') await playDemo(options, local, env, demoScript);
    await untilAborted(stopping);
  } finally {
    if (stopping.aborted) say('Stopping …');
    for (const each of processes) await each.stop();
    await ctx?.db.close();
    await database?.stop();
    unlockFolder(local.dataFolder);
    if (stopping.aborted) say('Everything is stopped.');
  }
}

async function openTheDatabase(
  local: LocalEnvironment,
  say: (line: string) => void,
  stopping: AbortSignal,
): Promise<LocalDatabase> {
  const { databaseUrl: given, databaseOwnerUrl, databaseWaitSeconds: seconds } = local;
  if (given) {
    const ownerUrl = databaseOwnerUrl ?? given;
    const setting = databaseOwnerUrl ? 'DATABASE_OWNER_URL' : 'DATABASE_URL';
    await untilDatabaseAnswers(() => requireDatabase(ownerUrl, setting), {
      seconds,
      onWait: () => say(`The database does not answer yet; waiting up to ${seconds} s for it.`),
    });
    return {
      ownerUrl,
      async appUrl() {
        await requireDatabase(given);
        return given;
      },
      stop: async () => {},
    };
  }
  let current: LocalDatabase;
  const restart = async (): Promise<void> => {
    while (!stopping.aborted) {
      say('The local PostgreSQL ended; starting it again.');
      await delay(DATABASE_RESTART_MS);
      try {
        current = await startLocalDatabase(local.dataFolder, () => void restart());
        return;
      } catch (error) {
        say(error instanceof Error ? error.message : String(error));
      }
    }
  };
  current = await startLocalDatabase(local.dataFolder, () => void restart());
  const { ownerUrl } = current;
  return { ownerUrl, appUrl: () => current.appUrl(), stop: () => current.stop() };
}

async function makePages(options: StartOptions, env: Environment): Promise<void> {
  if (isBuilt(options.folder)) return;
  options.say('Building the pages, about a minute …');
  await buildPages(options.folder, process.execPath, env, options.stopping);
}

/** In the order in which they are stopped: nobody comes in, nothing arrives, the work at hand ends. */
function startProcesses(
  options: StartOptions,
  local: LocalEnvironment,
  env: Environment,
  hasDemoApi: boolean,
): SupervisedProcess[] {
  const { folder, isDev } = options;
  const mode = isDev ? 'development' : 'production';
  const next = nextCommand(folder);
  const address = ['-H', local.host, '-p', String(local.port)];
  const begin = (name: string, command: string[]): SupervisedProcess =>
    supervise({
      name,
      command: [process.execPath, ...preload(folder, 'bin/stop-with-parent.mjs'), ...command],
      env: { ...env, NODE_ENV: mode },
      folder,
      onLine: lineHandler(options, local.dataFolder, name),
      onRestart: options.say,
    });
  const ofScript = (name: string, flags: readonly string[] = []): SupervisedProcess =>
    begin(name, [
      ...flags,
      ...preload(folder, 'node_modules/tsx/dist/loader.mjs'),
      `bin/${name}.ts`,
    ]);
  const processes = [
    begin('web', [next, isDev ? 'dev' : 'start', ...address]),
    ofScript('sftp'),
    ofScript('worker', WORKER_FLAGS),
    // Last, so that a pull at work is not told that its source is gone.
    ...(hasDemoApi ? [ofScript('demo-api', DEMO_API_FLAGS)] : []),
  ];
  if (isDev) restartOnChange(options, processes.slice(1, 3));
  return processes;
}

const preload = (folder: string, file: string): string[] => [
  '--import',
  pathToFileURL(path.join(folder, file)).href,
];

function lineHandler(
  options: StartOptions,
  dataFolder: string,
  name: string,
): (line: string) => void {
  const keep = openLogFile(dataFolder, name);
  // Warnings and worse, unless somebody asked for more or less.
  const lowestLevel = options.env.CONNECTOR_LOG_LEVEL || 'warn';
  return (line) => {
    keep(line);
    const shown = shownLine(line, lowestLevel);
    if (shown) options.say(`${name.padEnd(6)} │ ${shown}`);
  };
}

/** `next dev` reloads by itself; the other two are started again when a source changes. */
function restartOnChange(options: StartOptions, processes: readonly SupervisedProcess[]): void {
  let timer: NodeJS.Timeout | undefined;
  const changed = (_: string, name: string | null): void => {
    if (!name?.endsWith('.ts') || name.includes('.test.')) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      options.say(`${name} has changed: starting SFTP and worker again.`);
      for (const each of processes) each.restart();
    }, 300);
  };
  for (const source of ['lib', 'bin'])
    watch(
      path.join(options.folder, source),
      { recursive: true, signal: options.stopping },
      changed,
    );
}

function signsOfLife(
  ctx: AppContext,
  local: LocalEnvironment,
): Record<string, () => Promise<boolean>> {
  const { settings } = ctx;
  const host = reachableHost(local.host);
  const address = `http://${host.includes(':') ? `[${host}]` : host}:${local.port}/api/health`;
  return {
    'web server': () =>
      fetch(address, { signal: AbortSignal.timeout(60_000) }).then(
        () => true,
        () => false,
      ),
    'SFTP server': () => isListening(settings.sftpPort, settings.sftpHost),
    worker: async () => (await checkHealth(ctx)).checks.worker.status === 'ok',
  };
}

function summary(
  ctx: AppContext,
  { ed25519, ecdsa, rsa }: HostKeyFingerprints,
  { demo, demoApi }: { demo: DemoState; demoApi: DemoApiFile | null },
  seconds: string,
): string[] {
  const { settings } = ctx;
  const outbox = `${settings.publicUrl}/outbox`;
  const mail = settings.smtpUrl
    ? `sent through ${new URL(settings.smtpUrl).hostname}`
    : `listed at ${outbox}; its codes and links appear here`;
  const code = settings.smtpUrl ? 'the code comes by mail' : 'the code appears here';
  const admin = firstAdminAddress(ctx);
  const demoText = {
    off: null,
    played: 'its districts have been played; delete the data folder to start anew',
    due: 'four districts are being played now; CONNECTOR_DEMO=0 starts empty',
  }[demo];
  const rows: [string, string | null][] = [
    ['Address', settings.publicUrl],
    [
      'Sign in as',
      admin ? `${admin} – ${code}` : 'set CONNECTOR_ADMIN_EMAIL to make the first account',
    ],
    ['SFTP', `${settings.sftpPublicHost}, port ${settings.sftpPort}`],
    ['Fingerprint', `${ed25519} (ed25519)`],
    ['', ecdsa ? `${ecdsa} (ecdsa)` : null],
    ['', rsa ? `${rsa} (rsa)` : null],
    ['Mail', mail],
    ['Demo', demoText],
    [
      'Demo API',
      demoApi && `${demoApiHost(demoApi)}, on this machine only; one of them is fetched from it`,
    ],
    ['Data', settings.dataFolder],
  ];
  return [
    '',
    `TalkingPoints Connector is running (ready in ${seconds} s). Ctrl-C stops everything.`,
    '',
    ...rows.flatMap(([name, text]) => (text ? [`  ${name.padEnd(12)} ${text}`] : [])),
    '',
  ];
}

/** Plays the demo through the running processes' own interfaces; a failure leaves the product running. */
async function playDemo(
  options: StartOptions,
  local: LocalEnvironment,
  env: Environment,
  script: string,
): Promise<void> {
  const { folder, say, stopping } = options;
  const end = await runToEnd(
    {
      name: 'demo',
      command: [
        process.execPath,
        ...preload(folder, 'bin/stop-with-parent.mjs'),
        ...preload(folder, 'node_modules/tsx/dist/loader.mjs'),
        script,
      ],
      env: { ...env, NODE_ENV: 'production' },
      folder,
      onLine: lineHandler(options, local.dataFolder, 'demo'),
    },
    stopping,
  );
  if (stopping.aborted) return;
  if (end === SUCCESS) {
    markDemoPlayed(local.dataFolder);
    say('The demo has been played.');
  } else say(`The demo stopped early (${end}); the next start plays it again.`);
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
