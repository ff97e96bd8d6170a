import { canMoveAttendanceRun, type AttendanceRunState } from '@/lib/core/attendance/run-states';
import type { Client } from './types';
import type { RunKey } from '../db/roster-tables';

const STAMPS: Partial<Record<AttendanceRunState, string>> = {
  PROCESSING: 'processing_at',
  HELD: 'held_at',
  APPLIED: 'applied_at',
};
const OPEN: readonly AttendanceRunState[] = ['QUEUED', 'PROCESSING', 'AWAITING_ROSTER', 'HELD'];

/** Moves every held run that a query found. */
export async function moveHeldRuns(
  client: Client,
  tenantId: number,
  ids: readonly number[],
  to: AttendanceRunState,
  now: Date,
): Promise<void> {
  for (const id of ids) await moveAttendanceRun(client, { id, tenantId }, to, now);
}

/** The only way an attendance run changes its state. Throws on a move that is not in the table. */
export async function moveAttendanceRun(
  client: Client,
  run: RunKey,
  to: AttendanceRunState,
  now: Date,
): Promise<void> {
  const { rows } = await client.query<{ state: AttendanceRunState }>(
    'SELECT state::text AS state FROM attendance_run WHERE id = $1 AND tenant_id = $2 FOR UPDATE',
    [run.id, run.tenantId],
  );
  const from = rows[0]?.state;
  if (!from || !canMoveAttendanceRun(from, to))
    throw new Error(`An attendance run cannot move from ${from ?? 'nowhere'} to ${to}.`);
  const stamp = STAMPS[to];
  // Put back by a person: it has all its attempts again.
  const afresh = to === 'QUEUED' ? ', attempts = 0, lost_workers = 0, taken_by = NULL' : '';
  await client.query(
    `UPDATE attendance_run SET state = $3::"AttendanceRunState",
            finished_at = $4${afresh}${stamp === undefined ? '' : `, ${stamp} = $5`}
     WHERE id = $1 AND tenant_id = $2`,
    [
      run.id,
      run.tenantId,
      to,
      OPEN.includes(to) ? null : now,
      ...(stamp === undefined ? [] : [now]),
    ],
  );
}
