import type { AppContext } from '../app-context';

const FROZEN_SECONDS = 120;

/**
 * A worker that stands still (stopped, out of its machine's memory, its machine asleep) keeps its sessions, and with them
 * the locks of the runs it was at, for as long as it lives. After two minutes without a sign of it they are ended: another
 * one takes its runs, and should it wake up, none of its attempts can write any more. Returns how many sessions ended.
 */
export async function endFrozenWorkers(ctx: AppContext, instanceId: string): Promise<number> {
  const { rowCount } = await ctx.db.pool.query(
    `SELECT pg_terminate_backend(a.pid) FROM process_heartbeat h
     JOIN pg_stat_activity a ON a.application_name = h.detail->>'sessions' AND a.datname = current_database()
     WHERE h.process = 'worker' AND h.instance_id <> $1 AND a.application_name <> $2
       AND h.seen_at < $3::timestamptz - make_interval(secs => ${FROZEN_SECONDS})`,
    [instanceId, ctx.db.sessionName, ctx.clock.now()],
  );
  if (rowCount)
    ctx.log.error({ sessions: rowCount }, 'frozen worker ended, its runs go to another worker');
  return rowCount ?? 0;
}
