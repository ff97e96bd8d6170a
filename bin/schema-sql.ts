// Prints the SQL of the whole Prisma schema: compare it with the migrations when writing the next one.
// Partitions, partial indexes and triggers stand in the migrations only (docs/decisions/002).
import { schemaAsSql } from '@/lib/server/db/migrate';

const databaseUrl = process.env.DATABASE_URL;
if (!databaseUrl) {
  process.stderr.write('Set DATABASE_URL to any database; nothing in it is read or changed.\n');
  process.exit(2);
}
process.stdout.write(await schemaAsSql(databaseUrl));
