// Reading what a run staged, which may become the roster, or go, while somebody looks at it.
import pg from 'pg';
import type { AppContext } from '../app-context';
import { stagingName, type PlannedEntity, type RunKey } from '../pipeline/parts/tables';

type Context = Pick<AppContext, 'db'>;

const UNDEFINED_TABLE = '42P01';

/**
 * Calls `read` with whether the run's staged tables are there. When the worker takes them away between that
 * look and the read, an approval away, it looks and reads again.
 */
export async function readStaged<T>(
  ctx: Context,
  run: RunKey,
  entity: PlannedEntity,
  read: (isStaged: boolean) => Promise<T>,
): Promise<T> {
  const isStaged = await hasStaging(ctx, run, entity);
  try {
    return await read(isStaged);
  } catch (error) {
    const isGone = error instanceof pg.DatabaseError && error.code === UNDEFINED_TABLE;
    if (!isStaged || !isGone) throw error;
    return read(await hasStaging(ctx, run, entity));
  }
}

async function hasStaging(ctx: Context, run: RunKey, entity: PlannedEntity): Promise<boolean> {
  const { rows } = await ctx.db.pool.query<{ found: boolean }>(
    `SELECT to_regclass($1) IS NOT NULL AS found`,
    [`staging.${stagingName(run, entity)}`],
  );
  return rows[0]?.found ?? false;
}
