// One migrated database per version of the migrations; every test database is a copy of it.
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { APP_ROLE, appAddress, letAppIn } from '@/lib/server/db/app-role';
import { applyMigrations } from '@/lib/server/db/migrate';

const MIGRATIONS_FOLDER = path.resolve('prisma/migrations');
// Several test runs on one server make the template one after the other.
const TEMPLATE_LOCK = 778_201;
const ABANDONED_SECONDS = 3 * 3600;
const TEST_NAME = /^connector_test_(\d+)_/;

/** Returns the template's name. Safe to call from several runs at once. */
export async function prepareTemplate(serverUrl: string): Promise<string> {
  const template = `connector_template_${migrationsHash()}`;
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const names = await listDatabases(client);
    await dropAbandoned(client, names);
    if (names.includes(template)) return template;
    // Renamed when complete: a run cut short leaves no half-migrated template behind.
    const building = `connector_test_${seconds()}_template_${randomBytes(4).toString('hex')}`;
    await client.query(`CREATE DATABASE "${building}"`);
    await applyMigrations(databaseAddress(serverUrl, building));
    await client.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1',
      [building],
    );
    await client.query(`ALTER DATABASE "${building}" RENAME TO "${template}"`);
    return template;
  } finally {
    await client.end();
  }
}

/**
 * Lets the role of the application sign in, with a password that every test run on this server arrives at. One that somebody
 * else gave it is left alone: it may be in use.
 */
export async function letTestsIn(serverUrl: string): Promise<string> {
  const { password } = new URL(serverUrl);
  const ours = createHash('sha256').update(`tests ${password}`).digest('base64url');
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rows } = await client.query<{ isOpen: boolean }>(
      'SELECT rolcanlogin AS "isOpen" FROM pg_roles WHERE rolname = $1',
      [APP_ROLE],
    );
    if (rows[0]?.isOpen) await runOn(appAddress(serverUrl, ours), 'SELECT 1');
    else await letAppIn(serverUrl, ours);
    return ours;
  } finally {
    await client.end();
  }
}

/** A new database without a single table. */
export async function createEmptyDatabase(serverUrl: string): Promise<string> {
  const name = `connector_test_${seconds()}_${randomBytes(6).toString('hex')}`;
  await runOn(serverUrl, `CREATE DATABASE "${name}"`);
  return name;
}

/** A new database, copied from the template. */
export async function cloneTemplate(serverUrl: string, template: string): Promise<string> {
  const name = `connector_test_${seconds()}_${randomBytes(6).toString('hex')}`;
  await runOn(serverUrl, `CREATE DATABASE "${name}" TEMPLATE "${template}"`);
  return name;
}

export async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  await runOn(serverUrl, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
}

export function databaseAddress(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.toString();
}

/** In one session of its own. */
export async function runOn(serverUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function listDatabases(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ datname: string }>('SELECT datname FROM pg_database');
  return rows.map((row) => row.datname);
}

async function dropAbandoned(client: pg.Client, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const startedAt = TEST_NAME.exec(name)?.[1];
    if (startedAt && Number(startedAt) < seconds() - ABANDONED_SECONDS)
      await client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
  }
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}

function migrationsHash(): string {
  const hash = createHash('sha256');
  const files = readdirSync(MIGRATIONS_FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.sql'))
    .sort();
  for (const name of files)
    hash
      .update(name)
      .update('\0')
      .update(readFileSync(path.join(MIGRATIONS_FOLDER, name)));
  return hash.digest('hex').slice(0, 12);
}
