// The role in which our processes work: made by a migration, owner of nothing but what runs have staged. What changes tables
// connects as their owner. See docs/decisions/058-a-role-that-owns-nothing.md.
import pg from 'pg';

export const APP_ROLE = 'connector_app';

/** Lets the role sign in with this password, and returns the address under which it does. */
export async function letAppIn(ownerUrl: string, password: string): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`ALTER ROLE ${APP_ROLE} LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
  } finally {
    await client.end();
  }
  return appAddress(ownerUrl, password);
}

/** The same database as the owner's, in the role of the application. */
export function appAddress(ownerUrl: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = APP_ROLE;
  url.password = encodeURIComponent(password);
  return url.toString();
}

export interface WorkingRole {
  name: string;
  isSuperuser: boolean;
  /** Of the product's tables: it may take their triggers off and drop them. */
  ownsTables: boolean;
}

/** In which roles the processes that are up work, and whoever asks. */
export async function listWorkingRoles(pool: Pick<pg.Pool, 'query'>): Promise<WorkingRole[]> {
  const { rows } = await pool.query<WorkingRole>(
    `SELECT r.rolname AS name, r.rolsuper AS "isSuperuser",
       EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
         AND pg_has_role(r.oid, c.relowner, 'MEMBER')) AS "ownsTables"
     FROM pg_roles r WHERE r.oid IN (
       SELECT usesysid FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'connector %')
     ORDER BY r.rolname`,
  );
  return rows;
}
