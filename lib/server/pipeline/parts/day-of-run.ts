import type pg from 'pg';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import type { RunKey } from '../../db/roster-tables';

/** The day the files are judged on: the same again where a crash has them read a second time. */
export async function dayOfRun(client: pg.ClientBase, run: RunKey): Promise<PlainDate> {
  const { rows } = await client.query<{ today: PlainDate }>(
    `SELECT (coalesce(r.processing_at, r.created_at) AT TIME ZONE t.time_zone)::date AS today
     FROM sync_run r JOIN tenant t ON t.id = r.tenant_id WHERE r.tenant_id = $1 AND r.id = $2`,
    [run.tenantId, run.id],
  );
  const today = rows[0]?.today;
  if (today === undefined) throw new Error(`run ${run.id} does not exist`);
  return today;
}
