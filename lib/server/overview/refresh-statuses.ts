// Keeps one row per district of how it stands. lib/core decides it, from the same facts as the pages of the district; the
// row only remembers it, so that lists filter and sort in SQL. Triggers note whom a write may concern, and each row says
// until when it holds by itself. See docs/decisions/072-a-status-row-per-district.md.
import type pg from 'pg';
import type { AppContext } from '../app-context';
import { LOCK_SPACES } from '../db/lock-spaces';
import { transaction } from '../db/transaction';
import type { StatusFacts } from '../tenants/queries/list-tenants';
import { writeOwnersInPause, writeStatuses } from './write-statuses';

const DISTRICTS_AT_ONCE = 250;
/** A list brings no more up to date than these: a night's worth of districts is the worker's. */
const MOST_REFRESHED = 200;

/**
 * Before a list is read, so that a decision is seen at once. A list whose rows could not be brought up to date shows what
 * they said last.
 */
export async function refreshForList(ctx: AppContext): Promise<void> {
  try {
    await refreshStatuses(ctx, MOST_REFRESHED);
  } catch (error) {
    ctx.log.error({ err: error }, 'district statuses could not be refreshed for a list');
  }
}

/**
 * Writes anew what is out of date, `most` districts at most, and all that have no row yet, as after an upgrade: a list would
 * leave them out. The worker calls it without a limit, so that lists find little to do.
 */
export async function refreshStatuses(ctx: AppContext, most = Infinity): Promise<void> {
  const failed = new Set<number>();
  while ((await listMissing(ctx.db.pool, failed, 1)).length > 0)
    await refreshSome(ctx, failed, (client) => listMissing(client, failed, DISTRICTS_AT_ONCE));
  let left = most;
  while (left > 0 && (await isAnyDue(ctx, failed))) {
    const some = Math.min(DISTRICTS_AT_ONCE, left);
    left -= await refreshSome(ctx, failed, (client, now) => listDue(client, failed, now, some));
  }
}

/** Of a clock that was put back, as tests do, what was written later says nothing. */
const IS_OVER = '(s.valid_until <= $1 OR s.computed_at > $1)';

async function isAnyDue(ctx: AppContext, failed: ReadonlySet<number>): Promise<boolean> {
  const { rows } = await ctx.db.pool.query<{ isDue: boolean }>(
    `SELECT EXISTS (SELECT FROM tenant_status_change c WHERE c.tenant_id <> ALL($2::int[]))
       OR EXISTS (SELECT FROM tenant_status s WHERE ${IS_OVER} AND s.tenant_id <> ALL($2::int[])) AS "isDue"`,
    [ctx.clock.now(), [...failed]],
  );
  return rows[0]?.isDue ?? false;
}

/** One at a time: whoever read earlier could otherwise write later. Returns how many were looked at, one at least. */
async function refreshSome(
  ctx: AppContext,
  failed: Set<number>,
  list: (client: pg.ClientBase, now: Date) => Promise<number[]>,
): Promise<number> {
  const { count, inPause, now } = await transaction(ctx.db.pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK_SPACES.tenantStatus]);
    const at = ctx.clock.now();
    const tenantIds = await list(client, at);
    // Read after the changes were taken: what is noted from now on is taken the next time.
    await client.query('DELETE FROM tenant_status_change WHERE tenant_id = ANY($1::int[])', [
      tenantIds,
    ]);
    const written = await writeThoseThatCan(ctx, client, { tenantIds, failed, now: at });
    return { count: Math.max(1, tenantIds.length), inPause: written, now: at };
  });
  await writeOwnersInPause(ctx, inPause, now);
  return count;
}

/** A district whose facts cannot be read keeps its row, is noted to be tried again, and holds up no other. */
async function writeThoseThatCan(
  ctx: AppContext,
  client: pg.ClientBase,
  { tenantIds, failed, now }: { tenantIds: number[]; failed: Set<number>; now: Date },
): Promise<StatusFacts[]> {
  try {
    return await orNothing(client, () => writeStatuses(client, tenantIds, now));
  } catch (error) {
    const [tenantId] = tenantIds;
    if (tenantIds.length === 1 && tenantId !== undefined) {
      ctx.log.error({ err: error, tenantId }, 'district status could not be computed');
      failed.add(tenantId);
      await client.query('INSERT INTO tenant_status_change (tenant_id) VALUES ($1)', [tenantId]);
      return [];
    }
    const written: StatusFacts[] = [];
    for (const id of tenantIds)
      written.push(...(await writeThoseThatCan(ctx, client, { tenantIds: [id], failed, now })));
    return written;
  }
}

async function orNothing<T>(client: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('SAVEPOINT districts');
  try {
    const result = await work();
    await client.query('RELEASE SAVEPOINT districts');
    return result;
  } catch (error) {
    await client.query('ROLLBACK TO SAVEPOINT districts');
    throw error;
  }
}

async function listMissing(
  db: pg.ClientBase | pg.Pool,
  failed: ReadonlySet<number>,
  most: number,
): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    `SELECT t.id FROM tenant t WHERE NOT EXISTS (SELECT FROM tenant_status s WHERE s.tenant_id = t.id)
       AND t.id <> ALL($1::int[]) LIMIT $2`,
    [[...failed], most],
  );
  return rows.map(({ id }) => id);
}

/** Those that changed, the longest ago first, and then those whose row is over. */
async function listDue(
  client: pg.ClientBase,
  failed: ReadonlySet<number>,
  now: Date,
  most: number,
): Promise<number[]> {
  const { rows: changed } = await client.query<{ id: number }>(
    `SELECT tenant_id AS id FROM tenant_status_change WHERE tenant_id <> ALL($1::int[])
     GROUP BY tenant_id ORDER BY min(id) LIMIT $2`,
    [[...failed], most],
  );
  const { rows: over } = await client.query<{ id: number }>(
    `SELECT s.tenant_id AS id FROM tenant_status s WHERE ${IS_OVER} AND s.tenant_id <> ALL($2::int[])
     ORDER BY s.valid_until LIMIT $3`,
    [now, [...failed], most - changed.length],
  );
  return [...new Set([...changed, ...over].map(({ id }) => id))];
}
