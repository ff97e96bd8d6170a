// What a process of production begins with: an environment it can use, a database that answers, and what it needs of it
// before its work; or one sentence and a failure its service manager sees. A database that is starting, recovering or not
// there yet is waited for.
import type { AppContext } from '@/lib/server/app-context';
import { untilDatabaseAnswers } from '@/lib/server/db/until-database-answers';
import { requireDatabase } from '@/lib/server/local/database';
import { openContext } from '@/lib/server/open-context';
import type { Settings } from '@/lib/server/settings';

/** Does `prepare`, again from its start where the database goes away meanwhile. Ends the process where it cannot. */
export async function openProcess<T>(
  name: string,
  env: Record<string, string | undefined>,
  prepare: (ctx: AppContext) => Promise<T>,
  role: 'APPLICATION' | 'OWNER' = 'APPLICATION',
): Promise<{ ctx: AppContext; prepared: T }> {
  try {
    const ctx = openContext(name, env);
    const seconds = ctx.settings.databaseWaitSeconds;
    const prepared = await untilDatabaseAnswers(
      async () => {
        await requireDatabaseOf(ctx.settings, role);
        return prepare(ctx);
      },
      {
        seconds,
        onWait: (error) =>
          ctx.log.warn({ err: error, seconds }, 'database not reachable yet, waiting'),
      },
    );
    return { ctx, prepared };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

function requireDatabaseOf(
  { databaseUrl, databaseOwnerUrl }: Settings,
  role: 'APPLICATION' | 'OWNER',
): Promise<void> {
  if (role === 'APPLICATION' || databaseOwnerUrl === databaseUrl)
    return requireDatabase(databaseUrl);
  return requireDatabase(databaseOwnerUrl, 'DATABASE_OWNER_URL');
}
