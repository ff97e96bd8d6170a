// The contact says which names are right; staff may accept a near miss as a grouping of its own.
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { moveHeldRuns } from '../move-run';
import { inTransaction } from '../transaction';
import { recordAudit } from '../../audit/record';

export type NameResult = { ok: true } | Refused<'NAME_NOT_FOUND' | 'NAME_STATE'>;

interface NameTarget {
  tenantId: number;
  fileNameId: number;
}

/** A learned name is right. */
export function confirmFileName(
  ctx: AppContext,
  actor: Actor,
  target: NameTarget,
): Promise<NameResult> {
  return decide(ctx, actor, target, { from: ['LEARNED'], to: 'CONFIRMED', action: 'confirm' });
}

/** A near miss is a grouping of its own after all: its files that wait are read. */
export function acceptFileName(
  ctx: AppContext,
  actor: Actor,
  target: NameTarget,
): Promise<NameResult> {
  return decide(ctx, actor, target, {
    from: ['NEAR', 'REFUSED'],
    to: 'CONFIRMED',
    action: 'accept',
    heldRunsTo: 'QUEUED',
  });
}

/** Not a name to use: its files that wait are left, and so are later ones. */
export function refuseFileName(
  ctx: AppContext,
  actor: Actor,
  target: NameTarget,
): Promise<NameResult> {
  return decide(ctx, actor, target, {
    from: ['NEAR', 'LEARNED'],
    to: 'REFUSED',
    action: 'refuse',
    heldRunsTo: 'REJECTED',
  });
}

async function decide(
  ctx: AppContext,
  actor: Actor,
  { tenantId, fileNameId }: NameTarget,
  step: {
    from: readonly string[];
    to: 'CONFIRMED' | 'REFUSED';
    action: 'confirm' | 'accept' | 'refuse';
    heldRunsTo?: 'QUEUED' | 'REJECTED';
  },
): Promise<NameResult> {
  return inTransaction(ctx, async (client): Promise<NameResult> => {
    const { rows } = await client.query<{ state: string }>(
      'SELECT state::text AS state FROM attendance_file_name WHERE id = $1 AND tenant_id = $2 FOR UPDATE',
      [fileNameId, tenantId],
    );
    const [name] = rows;
    if (!name) return { ok: false, code: 'NAME_NOT_FOUND' };
    if (!step.from.includes(name.state)) return { ok: false, code: 'NAME_STATE' };
    await client.query(
      `UPDATE attendance_file_name SET state = $3::"AttendanceNameState", decided_at = $4, decided_by_id = $5,
              near_of = NULL, near_because = NULL
       WHERE id = $1 AND tenant_id = $2`,
      [fileNameId, tenantId, step.to, ctx.clock.now(), actor.userId],
    );
    if (step.heldRunsTo) {
      const { rows: held } = await client.query<{ id: number }>(
        `SELECT id FROM attendance_run WHERE tenant_id = $1 AND file_name_id = $2 AND state = 'HELD' ORDER BY id`,
        [tenantId, fileNameId],
      );
      const ids = held.map(({ id }) => id);
      await moveHeldRuns(client, tenantId, ids, step.heldRunsTo, ctx.clock.now());
    }
    await recordAudit(client, actor, {
      action: `attendance.name.${step.action}`,
      tenantId,
      objectType: 'attendance_file_name',
      objectId: fileNameId,
    });
    return { ok: true };
  });
}
