// Brings the database up to this version, as its owner (DATABASE_OWNER_URL where it is set), and makes the first
// administrator, as every other process would.
import { ensureFirstAdmin } from '@/lib/server/auth/first-admin';
import { requireDatabase } from '@/lib/server/local/database';
import { migrateDatabase } from '@/lib/server/local/migrate-database';
import { openProcess } from './open-process';

try {
  const { ctx } = await openProcess('migrate', process.env, () => Promise.resolve(), 'OWNER');
  const applied = await migrateDatabase(ctx.settings.databaseOwnerUrl);
  for (const name of applied) console.log(`applied ${name}`);
  if (applied.length === 0) console.log('The database has every migration.');
  // The role may have been made just now, and then nobody has let it in yet.
  await requireDatabase(ctx.settings.databaseUrl);
  const admin = await ensureFirstAdmin(ctx);
  await ctx.db.close();
  if (admin?.isNew) console.log(`The first administrator is ${admin.address}.`);
  // The migration engine leaves a timer behind.
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
