// The versions that are kept: one file each, named after the last migration its database had.
import { readdirSync } from 'node:fs';
import path from 'node:path';

const FOLDER = path.resolve('lib/testing/version-before');
const MIGRATIONS_FOLDER = path.resolve('prisma/migrations');

export function storedRowsFile(migration: string): string {
  return path.join(FOLDER, `${migration}.sql`);
}

/** Of the checkout, in the order they are applied. */
export function migrationNames(): string[] {
  return readdirSync(MIGRATIONS_FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

export function lastMigration(): string {
  const last = migrationNames().at(-1);
  if (last === undefined) throw new Error('there are no migrations');
  return last;
}

/** Versions whose stored rows are kept, oldest first. */
export function keptVersions(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .map((name) => name.replace(/\.sql$/, ''))
    .sort();
}
