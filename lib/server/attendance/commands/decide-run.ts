import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { moveAttendanceRun } from '../move-run';
import { inTransaction } from '../transaction';
import { recordAudit } from '../../audit/record';

export type DecideRunResult =
  { ok: true } | Refused<'FILE_NOT_FOUND' | 'NOT_HELD' | 'REASON_REQUIRED' | 'NAME_FIRST'>;

/**
 * A file that waits: ACCEPT reads it as it stands (nobody absent, for one without rows), DISCARD leaves it unused. One
 * that waits for its name is accepted with its name: `acceptFileName`.
 */
export async function decideAttendanceRun(
  ctx: AppContext,
  actor: Actor,
  input: { tenantId: number; runId: number; decision: 'ACCEPT' | 'DISCARD'; reason: string },
): Promise<DecideRunResult> {
  const { tenantId, runId, decision } = input;
  const reason = input.reason.trim();
  if (reason === '') return { ok: false, code: 'REASON_REQUIRED' };
  return inTransaction(ctx, async (client): Promise<DecideRunResult> => {
    const { rows } = await client.query<{ state: string; holdCode: string | null }>(
      `SELECT state::text AS state, hold_code AS "holdCode" FROM attendance_run
       WHERE id = $1 AND tenant_id = $2 FOR UPDATE`,
      [runId, tenantId],
    );
    const [run] = rows;
    if (!run) return { ok: false, code: 'FILE_NOT_FOUND' };
    if (run.state !== 'HELD') return { ok: false, code: 'NOT_HELD' };
    if (decision === 'ACCEPT' && run.holdCode !== 'EMPTY_ON_SCHOOL_DAY')
      return { ok: false, code: 'NAME_FIRST' };
    const now = ctx.clock.now();
    await moveAttendanceRun(
      client,
      { id: runId, tenantId },
      decision === 'ACCEPT' ? 'QUEUED' : 'REJECTED',
      now,
    );
    await client.query(
      'UPDATE attendance_run SET decided_at = $3, decided_by_id = $4, reason = $5 WHERE id = $1 AND tenant_id = $2',
      [runId, tenantId, now, actor.userId, reason],
    );
    await recordAudit(client, actor, {
      action: decision === 'ACCEPT' ? 'attendance.file.accept' : 'attendance.file.discard',
      tenantId,
      objectType: 'attendance_run',
      objectId: runId,
    });
    return { ok: true };
  });
}
