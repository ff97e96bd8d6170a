// Reading what a run staged, which may become the roster, or go, while somebody looks at it.
import pg from 'pg';
import type { AppContext } from '../../app-context';
import { stagingName, type PlannedEntity, type RunKey } from '../../db/roster-tables';

type Context = Pick<AppContext, 'db'>;

const TABLE_IS_GONE = '42P01';
/** Whoever waits for whom was settled by ending this statement. */
const DEADLOCK = '40P01';

/**
 * Calls `read` with whether the run's staged tables are there. When the worker takes them away between that
 * look and the read, as right after an approval, it reads without them: they go one after the other, so that one that is
 * still there says nothing about the others. A read of several of them names the people first (see `attachInitial`).
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
    const code = isStaged && error instanceof pg.DatabaseError ? error.code : undefined;
    if (code === TABLE_IS_GONE) return read(false);
    if (code === DEADLOCK) return read(await hasStaging(ctx, run, entity));
    throw error;
  }
}

async function hasStaging(ctx: Context, run: RunKey, entity: PlannedEntity): Promise<boolean> {
  const { rows } = await ctx.db.pool.query<{ found: boolean }>(
    `SELECT to_regclass($1) IS NOT NULL AS found`,
    [`staging.${stagingName(run, entity)}`],
  );
  return rows[0]?.found ?? false;
}
