import { EVENT_DAYS } from '@/lib/core/events/events';
import type { AppContext } from '../app-context';

/** Deletes what is past its time, and keeps up to where. Twice does nothing more. */
export async function sweepEvents(ctx: Pick<AppContext, 'db' | 'clock'>): Promise<number> {
  const before = new Date(ctx.clock.now().getTime() - EVENT_DAYS * 86_400_000);
  const { rows } = await ctx.db.pool.query<{ count: number }>(
    `WITH gone AS (DELETE FROM outbox_event WHERE at < $1 RETURNING tenant_id, position),
       kept AS (INSERT INTO outbox_swept (tenant_id, position)
         SELECT tenant_id, max(position) FROM gone GROUP BY 1
         ON CONFLICT (tenant_id) DO UPDATE SET position = greatest(outbox_swept.position, EXCLUDED.position))
     SELECT count(*)::int AS count FROM gone`,
    [before],
  );
  return rows[0]?.count ?? 0;
}
