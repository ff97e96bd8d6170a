// What a process of production begins with: an environment it can use and a database that answers, or one
// sentence and a failure its service manager sees.
import { requireDatabase } from '@/lib/server/local/database';
import { openContext } from '@/lib/server/open-context';
import type { AppContext } from '@/lib/server/app-context';

export async function openProcess(
  name: string,
  env: Record<string, string | undefined>,
): Promise<AppContext> {
  try {
    const ctx = openContext(name, env);
    await requireDatabase(ctx.settings.databaseUrl);
    return ctx;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
