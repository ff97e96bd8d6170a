// The database of a local start: DATABASE_URL where it is set, else a PostgreSQL in the data folder.
import { randomBytes } from 'node:crypto';
import { rmSync, statfsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { APP_ROLE, appAddress, letAppIn } from '../db/app-role';
import { WatchedClient } from '../db/watched-client';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres';
import { readOrMake } from './environment';
import { findFreePort, tryPort } from './free-port';
import { StartProblem } from './start-problem';

const DATABASE_NAME = 'connector';
const MINIMUM_VERSION = 15;
const SETTINGS = [
  'work_mem=256MB',
  'maintenance_work_mem=256MB',
  // The worker builds two indexes at a time: helpers for each would share two cores and the memory for sorting.
  'max_parallel_maintenance_workers=0',
  // One server, no replicas: a first load then writes its large tables once, not twice.
  'wal_level=minimal',
  'max_wal_senders=0',
  'max_wal_size=8GB',
  'checkpoint_timeout=15min',
  'random_page_cost=1.1',
];
// Parallel index builds share memory there; containers often get 64 MB of it.
const SHARED_MEMORY_FOLDER = '/dev/shm';
const ENOUGH_SHARED_MEMORY = 1 << 30;
const MIB = 1 << 20;
const LEAST_SHARED_BUFFERS_MIB = 128;
const MOST_SHARED_BUFFERS_MIB = 2048;

export interface LocalDatabase {
  /** Of its owner, for migrations. */
  ownerUrl: string;
  /** Of the application, once it was migrated. */
  appUrl(): Promise<string>;
  stop(): Promise<void>;
}

/** In the data folder: what the application signs in with. */
export const APP_PASSWORD_FILE = 'postgres-app-password';

/** Starts the PostgreSQL of the data folder and makes the database; `onExit` when it ends by itself. */
export async function startLocalDatabase(
  dataFolder: string,
  onExit: () => void,
): Promise<LocalDatabase> {
  const folder = path.join(dataFolder, 'postgres');
  const password = makePassword(path.join(dataFolder, 'postgres-password'));
  const server = await startEmbeddedPostgres({
    folder,
    port: await choosePort(path.join(dataFolder, 'postgres-port')),
    password,
    settings: [...SETTINGS, `shared_buffers=${sharedBuffersMiB()}MB`, ...sharedMemorySetting()],
    onExit,
  });
  await makeDatabase(server);
  const url = new URL(server.url);
  url.pathname = `/${DATABASE_NAME}`;
  const ownerUrl = url.toString();
  const appPassword = makePassword(path.join(dataFolder, APP_PASSWORD_FILE));
  return {
    ownerUrl,
    appUrl: () => letAppIn(ownerUrl, appPassword),
    stop: () => server.stop(),
  };
}

/** Under which the application finds the database of a start on this machine. */
export function localAddress(port: number, password: string): string {
  return appAddress(`postgresql://127.0.0.1:${port}/${DATABASE_NAME}`, password);
}

function makePassword(file: string): string {
  return readOrMake(file, () => randomBytes(24).toString('base64url'));
}

/** A database that is not there says so at once; on a machine that is busy with a roster, signing in takes its time. */
const CONNECT_TIMEOUT_MS = 30_000;

/**
 * Refuses, in a sentence, a database that cannot be used. The address may hold a password: never shown; `setting` is where
 * it stands.
 */
export async function requireDatabase(
  databaseUrl: string,
  setting: 'DATABASE_URL' | 'DATABASE_OWNER_URL' = 'DATABASE_URL',
): Promise<void> {
  const client: pg.Client = new WatchedClient({
    connectionString: databaseUrl,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>(
      "SELECT current_setting('server_version_num') AS version",
    );
    const version = Math.floor(Number(rows[0]?.version ?? 0) / 10_000);
    if (version < MINIMUM_VERSION)
      throw new StartProblem(
        `${setting} names a PostgreSQL ${version}; ${MINIMUM_VERSION} or newer is needed.`,
      );
  } catch (error) {
    if (error instanceof StartProblem) throw error;
    const reason = reasonOf(error, new URL(databaseUrl));
    throw new StartProblem(`${setting}: ${reason}`, { cause: error });
  } finally {
    await client.end().catch(() => {});
  }
}

function reasonOf(error: unknown, url: URL): string {
  const code = codeOf(error);
  const place = `${url.hostname} port ${url.port || '5432'}`;
  const name = decodeURIComponent(url.pathname.slice(1)) || decodeURIComponent(url.username);
  const letIn =
    url.username === APP_ROLE
      ? ` Let an administrator of PostgreSQL run ALTER ROLE ${APP_ROLE} LOGIN PASSWORD with the password of the address.`
      : '';
  const reasons: Record<string, string> = {
    '57P03': `the database at ${place} is starting up or recovering. Try again in a moment.`,
    ECONNREFUSED: `nothing answers at ${place}. Start the database or correct the address.`,
    ENOTFOUND: `the host ${url.hostname} is not known. Correct the address.`,
    EAI_AGAIN: `the host ${url.hostname} is not known. Correct the address.`,
    '28P01': `the database at ${place} refuses this user and password.${letIn}`,
    '28000': `the database at ${place} refuses this user.${letIn}`,
    '3D000': `there is no database "${name}" at ${place}. Create it first.`,
  };
  return reasons[code] ?? `the database at ${place} cannot be reached (${code}).`;
}

async function choosePort(file: string): Promise<number> {
  const remembered = Number(readOrMake(file, () => '0'));
  if (remembered && (await tryPort(remembered, '127.0.0.1')).ok) return remembered;
  rmSync(file);
  const port = await findFreePort();
  readOrMake(file, () => String(port));
  return port;
}

/** An eighth of the memory: a large district's tables and indexes stay at hand, and the rest is for everybody else. */
function sharedBuffersMiB(): number {
  const eighth = Math.floor(os.totalmem() / MIB / 8);
  return Math.min(Math.max(eighth, LEAST_SHARED_BUFFERS_MIB), MOST_SHARED_BUFFERS_MIB);
}

function sharedMemorySetting(): string[] {
  try {
    const { bsize, blocks } = statfsSync(SHARED_MEMORY_FOLDER);
    if (bsize * blocks >= ENOUGH_SHARED_MEMORY) return [];
  } catch {
    // No such folder: this system has another kind of shared memory.
    return [];
  }
  return ['dynamic_shared_memory_type=mmap'];
}

async function makeDatabase(server: EmbeddedPostgres): Promise<void> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [
      DATABASE_NAME,
    ]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE_NAME}`);
  } finally {
    await client.end();
  }
}

function codeOf(error: unknown): string {
  // A host with several addresses fails with one error for each.
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error instanceof Error && 'code' in error ? String(error.code) : 'no answer in time';
}
