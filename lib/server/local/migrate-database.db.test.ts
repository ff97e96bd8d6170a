// A server of its own, as an operator has it: the owner of the database is no superuser and may make no roles.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestClock, testSettings } from '@/lib/testing/database';
import { databaseAddress, runOn } from '@/lib/testing/template-database';
import { startTestServer, type TestServer } from '@/lib/testing/test-server';
import { playCedarValley } from '@/lib/testing/version-before/cedar-valley';
import { migrationNames } from '@/lib/testing/version-before/files';
import { openDatabase } from '../db';
import { appAddress, letAppIn } from '../db/app-role';
import { applyMigrations } from '../db/migrate';
import { checkRole } from '../health/check-role';
import { createLog } from '../log';
import { createFolderStorage } from '../storage';
import { requireDatabase } from './database';
import { migrateDatabase } from './migrate-database';
import { StartProblem } from './start-problem';

const ROLE_MIGRATION = '20261129940000_application_role';
const timeout = 120_000;

let server: TestServer;
let folder: string;
beforeAll(async () => {
  server = await startTestServer(undefined);
  folder = await mkdtemp(path.join(os.tmpdir(), 'connector-owner-'));
  for (const name of ['plain_owner', '"Other Owner"'])
    await runOn(server.url, `CREATE ROLE ${name} LOGIN PASSWORD 'only for this test'`);
}, timeout);
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Address of a new database, as the user that owns it. */
async function databaseOf(owner: string, name: string): Promise<string> {
  await runOn(server.url, `CREATE DATABASE ${name} OWNER ${pg.escapeIdentifier(owner)}`);
  const url = new URL(databaseAddress(server.url, name));
  url.username = encodeURIComponent(owner);
  url.password = encodeURIComponent('only for this test');
  return url.toString();
}

async function problemOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof StartProblem)) throw new Error('it was not refused', { cause: error });
  return error.message;
}

const ask = async <Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
};

const ROLES = `SELECT rolname FROM pg_roles WHERE rolname = 'connector_app'`;

test(
  'an owner who may make no roles is told what to run first, and nothing was done',
  { timeout },
  async () => {
    const url = await databaseOf('plain_owner', 'without_role');
    expect(await problemOf(migrateDatabase(url))).toBe(
      'The role connector_app is missing, and plain_owner may not create it. Let an administrator of PostgreSQL run: CREATE ROLE connector_app; GRANT connector_app TO plain_owner;',
    );
    expect(
      await ask(url, `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace`),
    ).toEqual([]);
    expect(await ask(server.url, ROLES)).toEqual([]);
  },
);

test(
  'two databases of a server, migrated at the same time, make one role',
  { timeout },
  async () => {
    const before = migrationNames()
      .filter((name) => name < ROLE_MIGRATION)
      .at(-1);
    await runOn(server.url, `ALTER ROLE plain_owner CREATEROLE`);
    const urls = [
      await databaseOf('plain_owner', 'first_of_two'),
      await databaseOf('plain_owner', 'second_of_two'),
    ];
    for (const url of urls) await applyMigrations(url, { until: before });
    const applied = await Promise.all(urls.map((url) => migrateDatabase(url)));
    expect(applied.map(([first]) => first)).toEqual([ROLE_MIGRATION, ROLE_MIGRATION]);
    expect(await ask(server.url, ROLES)).toHaveLength(1);
  },
);

test(
  'the product works as a role whose tables belong to somebody who is no superuser',
  { timeout },
  async () => {
    const ownerUrl = await databaseOf('Other Owner', 'whole');
    const problem = await problemOf(migrateDatabase(ownerUrl));
    expect(problem).toMatch(/^Other Owner is not a member of the role connector_app, /);
    const [command = ''] = /GRANT .*;$/.exec(problem) ?? [];
    expect(command).toBe('GRANT connector_app TO "Other Owner";');
    await runOn(server.url, command);
    expect((await migrateDatabase(ownerUrl)).length).toBe(migrationNames().length);

    expect(await problemOf(requireDatabase(appAddress(ownerUrl, 'not yet')))).toMatch(
      /^DATABASE_URL: .* Let an administrator of PostgreSQL run ALTER ROLE connector_app LOGIN PASSWORD /,
    );
    const appUrl = await letAppIn(databaseAddress(server.url, 'whole'), 'pass/word of "this" test');
    const db = openDatabase(appUrl, { maxConnections: 5 });
    await playCedarValley({
      db,
      clock: createTestClock('2026-08-05T15:00:00Z'),
      storage: createFolderStorage(path.join(folder, 'deliveries')),
      settings: testSettings(appUrl, folder),
      log: createLog('test', 'silent'),
    });
    const first = await db.prisma.syncRun.findFirstOrThrow({ where: { planKind: 'INITIAL' } });
    const owned = await ask(
      ownerUrl,
      `SELECT relname, relowner::regrole::text AS owner FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relowner <> '"Other Owner"'::regrole`,
    );
    expect(owned).toEqual([]);
    await db.pool.query('SELECT detach_first_roster($1, $2)', [first.tenantId, first.id]);
    await db.pool.query(`DROP TABLE staging.run_${first.id}_user`);
    expect(await checkRole({ db })).toMatchObject({ status: 'ok' });
    const asOwner = openDatabase(ownerUrl);
    await asOwner.pool.query('SELECT 1');
    expect(await checkRole({ db })).toMatchObject({
      status: 'warning',
      reason: expect.stringContaining('as Other Owner, which owns the tables of the product: '),
    });
    await Promise.all([db.close(), asOwner.close()]);

    // What was staged as the owner, before the processes changed to the role.
    await runOn(ownerUrl, 'CREATE TABLE staging.run_900_org (id int)');
    expect(await migrateDatabase(ownerUrl)).toEqual([]);
    await runOn(appUrl, 'DROP TABLE staging.run_900_org');

    // The role itself migrates nothing; where there is nothing to migrate, that is no matter.
    expect(await migrateDatabase(appUrl)).toEqual([]);
    await runOn(
      ownerUrl,
      `DELETE FROM _prisma_migrations WHERE migration_name = '${ROLE_MIGRATION}'`,
    );
    expect(await problemOf(migrateDatabase(appUrl))).toMatch(
      /^The database has to be brought up to this version, and connector_app may not change its tables\. Set DATABASE_OWNER_URL/,
    );
  },
);
