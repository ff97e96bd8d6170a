// Brings the database named by DATABASE_URL up to this version and makes the first administrator.
import { ensureFirstAdmin } from '@/lib/server/auth/first-admin';
import { applyMigrations } from '@/lib/server/db/migrate';
import { openProcess } from './open-process';

try {
  const { ctx } = await openProcess('migrate', process.env, () => Promise.resolve());
  const applied = await applyMigrations(ctx.settings.databaseUrl);
  const admin = await ensureFirstAdmin(ctx);
  await ctx.db.close();
  for (const name of applied) console.log(`applied ${name}`);
  if (applied.length === 0) console.log('The database has every migration.');
  if (admin?.isNew) console.log(`The first administrator is ${admin.address}.`);
  // The migration engine leaves a timer behind.
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
