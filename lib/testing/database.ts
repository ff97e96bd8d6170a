// Throw-away databases on a real Postgres, and the context our functions take. Usage:
//
//   let ctx: TestContext;
//   beforeAll(async () => { ctx = await createTestContext({ now: '2026-09-01T15:00:00Z' }); });
//   afterAll(() => ctx.close());
//
// Set TEST_DATABASE_URL to the maintenance database of any PostgreSQL 15 or newer to skip starting one
// (postgres://postgres:…@127.0.0.1:5432/postgres); the user must be allowed to create databases.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { inject } from 'vitest';
import type { AppContext, Clock } from '@/lib/server/app-context';
import { openDatabase, type Database } from '@/lib/server/db';
import { appAddress } from '@/lib/server/db/app-role';
import { createLog } from '@/lib/server/log';
import { readEnvironment, settingsFrom, type Settings } from '@/lib/server/settings';
import { createFolderStorage } from '@/lib/server/storage';
import { cloneTemplate, databaseAddress, dropDatabase, runOn } from './template-database';

export interface TestDatabase {
  /** In the role of the application, as our processes have it. */
  url: string;
  /** For what a test does as an administrator or a migration. */
  ownerUrl: string;
  db: Database;
  drop(): Promise<void>;
}

export interface TestClock extends Clock {
  set(now: Date | string): void;
  advance(milliseconds: number): void;
}

export interface TestContext extends AppContext {
  clock: TestClock;
  databaseUrl: string;
  ownerUrl: string;
  /** SQL as the owner of the tables: what no process of ours may do. */
  asOwner(sql: string): Promise<void>;
  close(): Promise<void>;
}

const DEFAULT_NOW = '2026-09-01T15:00:00.000Z';

export async function createTestDatabase(
  options: { maxConnections?: number } = {},
): Promise<TestDatabase> {
  const serverUrl = inject('testServerUrl');
  const name = await cloneTemplate(serverUrl, inject('testTemplate'));
  const ownerUrl = databaseAddress(serverUrl, name);
  const url = appAddress(ownerUrl, inject('testAppPassword'));
  const db = openDatabase(url, { maxConnections: 5, ...options });
  // What only an owner may do, PostgreSQL leaves out with a warning: an ANALYZE, say.
  db.pool.on('connect', (client) => client.on('notice', refuseLeftOut));
  return {
    url,
    ownerUrl,
    db,
    async drop() {
      await db.close();
      await dropDatabase(serverUrl, name);
    },
  };
}

export async function createTestContext(
  options: { now?: Date | string; settings?: Partial<Settings> } = {},
): Promise<TestContext> {
  const database = await createTestDatabase();
  const dataFolder = await mkdtemp(path.join(os.tmpdir(), 'connector-test-'));
  const settings: Settings = { ...testSettings(database.url, dataFolder), ...options.settings };
  return {
    db: database.db,
    databaseUrl: database.url,
    ownerUrl: database.ownerUrl,
    asOwner: (sql) => runOn(database.ownerUrl, sql),
    clock: createTestClock(options.now ?? DEFAULT_NOW),
    storage: createFolderStorage(path.join(dataFolder, 'deliveries')),
    settings,
    log: createLog('test', 'silent'),
    async close() {
      await database.drop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

function refuseLeftOut({ message }: { message?: string }): void {
  if (message?.includes('permission denied')) throw new Error(message);
}

export function createTestClock(start: Date | string): TestClock {
  let current = new Date(start).getTime();
  return {
    now: () => new Date(current),
    set: (now) => {
      current = new Date(now).getTime();
    },
    advance: (milliseconds) => {
      current += milliseconds;
    },
  };
}

/** The defaults of a process, against this database and folder. */
export function testSettings(databaseUrl: string, dataFolder: string): Settings {
  const environment = readEnvironment({
    DATABASE_URL: databaseUrl,
    CONNECTOR_DATA_DIR: dataFolder,
    CONNECTOR_SECRET: 'a secret of the tests, long enough to pass',
    CONNECTOR_DEMO: '0',
    CONNECTOR_LOG_LEVEL: 'silent',
    // A test's clock may stand at any hour.
    MAIL_QUIET_HOURS: 'off',
  });
  if (!environment.ok) throw new Error('the test settings are not valid');
  return settingsFrom(environment.values);
}
