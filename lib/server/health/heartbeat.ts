import type pg from 'pg';
import type { AppContext } from '../app-context';

/** Processes that say every few seconds that they are there. */
export type ProcessName = 'web' | 'worker' | 'sftp';

export const HEARTBEAT_SECONDS = 5;

/** A process that has not been heard of for longer is taken to be down. */
export const FRESH_SECONDS = 30;

/** Refreshes this process's row and forgets those not seen for a day. */
export async function writeHeartbeat(
  ctx: Pick<AppContext, 'clock'> & { db: { pool: Pick<pg.ClientBase, 'query'> } },
  process: ProcessName,
  instanceId: string,
  startedAt: Date,
  detail: Record<string, string | number | boolean | null> = {},
): Promise<void> {
  await ctx.db.pool.query(
    `WITH forgotten AS (
       DELETE FROM process_heartbeat
       WHERE seen_at < $4::timestamptz - interval '1 day' AND instance_id <> $2)
     INSERT INTO process_heartbeat (process, instance_id, started_at, seen_at, detail)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (process, instance_id) DO UPDATE
     SET seen_at = excluded.seen_at, detail = excluded.detail`,
    [process, instanceId, startedAt, ctx.clock.now(), JSON.stringify(detail)],
  );
}
