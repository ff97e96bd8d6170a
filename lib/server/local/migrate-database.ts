// Brings a database up to this version, as its owner; or one sentence why it cannot be.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { APP_ROLE } from '../db/app-role';
import { applyMigrations } from '../db/migrate';
import { listPendingMigrations } from '../db/migration-names';
import { StartProblem } from './start-problem';

const ROLE_MIGRATION = '20261129940000_application_role';
const INSUFFICIENT_PRIVILEGE = '42501';
const UNDEFINED_TABLE = '42P01';

/** Returns the names of the migrations that were applied, in order. */
export async function migrateDatabase(ownerUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  // A session that is lost fails the next query.
  client.on('error', () => {});
  await client.connect();
  try {
    const pending = await listPendingMigrations(client).catch((error: unknown) => {
      if (codeOf(error) === UNDEFINED_TABLE) return [ROLE_MIGRATION];
      throw error;
    });
    if (pending.length > 0) await requireOwner(client);
    if (pending.includes(ROLE_MIGRATION)) await requireRoleIsPossible(client);
    const applied = await applyMigrations(ownerUrl);
    await handOverStaging(client);
    return applied;
  } finally {
    await client.end();
  }
}

async function requireOwner(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; isOwner: boolean }>(
    `SELECT current_user AS name, coalesce(has_schema_privilege(to_regnamespace('public'), 'CREATE'), true) AS "isOwner"`,
  );
  const [user] = rows;
  if (user && !user.isOwner)
    throw new StartProblem(
      `The database has to be brought up to this version, and ${user.name} may not change its tables. Set DATABASE_OWNER_URL to the address of the database with the user that owns it and run "npm run migrate".`,
    );
}

/**
 * Tries the first statement of the migration and takes it back: a migration that fails is noted by the engine, which then
 * refuses every other one until somebody says that it was repaired.
 */
async function requireRoleIsPossible(client: pg.Client): Promise<void> {
  const file = path.resolve('prisma/migrations', ROLE_MIGRATION, 'migration.sql');
  const [makesRole] = /^DO \$\$[\s\S]*?^END \$\$;/m.exec(readFileSync(file, 'utf8')) ?? [];
  if (makesRole === undefined) throw new Error(`${ROLE_MIGRATION} makes no role`);
  await client.query('BEGIN');
  try {
    await client.query(makesRole);
  } catch (error) {
    if (codeOf(error) !== INSUFFICIENT_PRIVILEGE || !(error instanceof Error)) throw error;
    throw new StartProblem(error.message, { cause: error });
  } finally {
    await client.query('ROLLBACK');
  }
}

/** What was staged while the processes still worked as the owner: as the application they could not drop it. */
async function handOverStaging(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT quote_ident(c.relname) AS name FROM pg_class c JOIN pg_roles o ON o.oid = c.relowner
     WHERE c.relnamespace = to_regnamespace('staging') AND c.relkind = 'r' AND o.rolname <> $1
       AND pg_has_role(c.relowner, 'USAGE') ORDER BY 1`,
    [APP_ROLE],
  );
  for (const { name } of rows)
    await client.query(`ALTER TABLE staging.${name} OWNER TO ${APP_ROLE}`);
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error ? String(error.code) : null;
}
