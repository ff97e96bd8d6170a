import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { ClientBase } from 'pg';

/** Migrations in this version of the code that the database has not had. Oldest first. */
export async function listPendingMigrations(client: Pick<ClientBase, 'query'>): Promise<string[]> {
  const entries = await readdir(path.resolve('prisma/migrations'), { withFileTypes: true });
  const known = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const { rows } = await client.query<{ name: string }>(
    `SELECT migration_name AS name FROM _prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
  );
  const applied = new Set(rows.map((row) => row.name));
  return known.filter((name) => !applied.has(name)).sort();
}
