// Files that came before a roster was applied: nobody in them can be found yet, which is nobody's fault. They wait with
// their bytes and are read from the start, in the order in which they came, once there is a roster.
import { ROSTER_WAIT_DAYS } from '@/lib/core/attendance/roster-wait';
import type { AppContext } from '../app-context';
import type { EventSource } from './apply/apply-events';
import { finishRun, type RunNumbers } from './finish-run';
import type { DailyIssues } from '@/lib/core/attendance-file/daily-issues';
import { noteMailDue } from './mail-trouble';
import { moveAttendanceRun } from './move-run';
import type { Roll } from './roll';
import { inTransaction } from './transaction';
import type { Client } from './types';
import type { RunKey } from '../db/roster-tables';

const NO_EVENTS = { added: 0, changed: 0, corrected: 0, unchanged: 0 };

/** Also while files before this one still wait: the later one has the last word. */
export async function mustAwaitRoster(
  client: Client,
  tenantId: number,
  roll: Roll,
): Promise<boolean> {
  if (roll.runId === null) return true;
  const { rows } = await client.query(
    `SELECT 1 FROM attendance_run WHERE tenant_id = $1 AND state = 'AWAITING_ROSTER' LIMIT 1`,
    [tenantId],
  );
  return rows.length > 0;
}

/** `unreadable` of the rows cannot be used whatever the roster says: where those are all, nothing is waited for. */
export function awaitRoster(
  client: Client,
  source: EventSource,
  { read, unreadable }: { read: number; unreadable: number },
  issues: DailyIssues,
  now: Date,
): Promise<'AWAITING_ROSTER' | 'NOTHING_USED'> {
  const kept = read - unreadable;
  const numbers: RunNumbers = {
    read,
    accepted: 0,
    rejected: read,
    ignored: 0,
    kept,
    events: NO_EVENTS,
  };
  if (read > 0 && kept === 0)
    return finishRun(client, source, 'NOTHING_USED', now, issues, numbers);
  issues.add({ code: 'ATTENDANCE_BEFORE_ROSTER', line: null, column: null, value: null });
  return finishRun(client, source, 'AWAITING_ROSTER', now, issues, numbers);
}

/** There is a roster: what waited is read. */
export async function readAwaiting(client: Client, tenantId: number, now: Date): Promise<void> {
  const { rows } = await client.query<RunKey>(
    `SELECT id, tenant_id AS "tenantId" FROM attendance_run
     WHERE tenant_id = $1 AND state = 'AWAITING_ROSTER' ORDER BY received_at, id`,
    [tenantId],
  );
  for (const run of rows) await moveAttendanceRun(client, run, 'QUEUED', now);
}

/** Children's data does not wait for ever: without a roster in that time nothing of the file is used. */
export async function endLongWaits(ctx: AppContext): Promise<void> {
  const now = ctx.clock.now();
  const before = new Date(now.getTime() - ROSTER_WAIT_DAYS * 86_400_000);
  // Asked every second, and hardly ever true.
  const { rowCount } = await ctx.db.pool.query(
    `SELECT 1 FROM attendance_run WHERE state = 'AWAITING_ROSTER' AND received_at <= $1 LIMIT 1`,
    [before],
  );
  if (rowCount === 0) return;
  await inTransaction(ctx, async (client) => {
    const { rows } = await client.query<EventSource>(
      `SELECT id, tenant_id AS "tenantId", file_name_id AS "fileNameId", received_at AS "receivedAt"
       FROM attendance_run WHERE state = 'AWAITING_ROSTER' AND received_at <= $1 ORDER BY id FOR UPDATE SKIP LOCKED`,
      [before],
    );
    for (const run of rows) {
      await noteMailDue(client, run, 'NOTHING_USED');
      await moveAttendanceRun(client, run, 'NOTHING_USED', now);
      await client.query(
        'UPDATE attendance_run SET rows_kept = 0 WHERE id = $1 AND tenant_id = $2',
        [run.id, run.tenantId],
      );
    }
  });
}
