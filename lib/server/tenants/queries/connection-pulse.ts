import type { AppContext } from '../../app-context';

const DAY_MS = 24 * 3600_000;

/**
 * Differs whenever something happened that the connection page tells: what clients did, also before a sign-in, how far files on
 * their way are, how far a pull or a test is, and what became of the newest set. Cheap: it is asked every second while somebody looks.
 */
export async function findConnectionPulse(
  ctx: Pick<AppContext, 'db' | 'clock'>,
  tenantId: number,
  connectionId: number,
): Promise<string> {
  const { rows } = await ctx.db.pool.query<{ pulse: string }>(
    `SELECT concat_ws(' ',
       (SELECT e.id FROM sftp_event e WHERE e.connection_id = $2 ORDER BY e.at DESC, e.id DESC LIMIT 1),
       (SELECT e.id FROM sftp_event e WHERE e.connection_id IS NULL ORDER BY e.at DESC, e.id DESC LIMIT 1),
       (SELECT concat_ws('/', count(*), sum(d.byte_count)) FROM delivery d
        WHERE d.tenant_id = $1 AND d.connection_id = $2 AND d.state = 'RECEIVING' AND d.started_at > $3),
       (SELECT concat_ws('/', r.id, r.state, r.last_arrival_at, r.undone_at) FROM sync_run r
        WHERE r.tenant_id = $1 AND r.connection_id = $2 ORDER BY r.id DESC LIMIT 1),
       (SELECT concat_ws('/', p.id, p.state, p.purpose, p.requests, p.next_attempt_at, p.handed_over_at,
          (SELECT sum(c.page_count) FROM pull_collection c WHERE c.tenant_id = p.tenant_id AND c.pull_id = p.id))
        FROM pull p WHERE p.tenant_id = $1 ORDER BY p.number DESC LIMIT 1),
       (SELECT concat_ws('/', t.id, jsonb_array_length(t.lines), t.finished_at) FROM api_test t
        WHERE t.tenant_id = $1 ORDER BY t.id DESC LIMIT 1)) AS pulse`,
    [tenantId, connectionId, new Date(ctx.clock.now().getTime() - DAY_MS)],
  );
  return rows[0]?.pulse ?? '';
}
