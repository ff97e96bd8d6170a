import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { localDate } from '@/lib/core/calendar/zoned-time';
import type { Actor, AppContext } from '../../app-context';
import { inTransaction } from '../transaction';
import { loadTenantFacts } from '../tenant-facts';
import { recordAuditIn } from '../../audit';

export type ReleaseResult =
  | { ok: true; notices: number }
  | { ok: false; code: 'LIST_NOT_FOUND' | 'NOT_HELD' | 'REASON_REQUIRED' | 'DAY_OVER' };

/** Lets a school's held notices go out. Only a person does this, only on the day itself, and they say why. */
export async function releaseNotices(
  ctx: AppContext,
  actor: Actor,
  input: { tenantId: number; schoolId: string; date: PlainDate; reason: string },
): Promise<ReleaseResult> {
  const { tenantId, schoolId, date } = input;
  const reason = input.reason.trim();
  if (reason === '') return { ok: false, code: 'REASON_REQUIRED' };
  return inTransaction(ctx, async (client): Promise<ReleaseResult> => {
    const now = ctx.clock.now();
    const key = [tenantId, date, schoolId];
    const { rows } = await client.query<{ state: string; because: string[]; isLate: boolean }>(
      `SELECT state::text AS state, held_because AS because, skipped_at IS NOT NULL AS "isLate"
       FROM attendance_notice_list WHERE tenant_id = $1 AND date = $2 AND school_id = $3 FOR UPDATE`,
      key,
    );
    const [list] = rows;
    if (!list) return { ok: false, code: 'LIST_NOT_FOUND' };
    if (list.state !== 'HELD') return { ok: false, code: 'NOT_HELD' };
    const { timeZone } = await loadTenantFacts(client, tenantId);
    if (localDate(now, timeZone) !== date) return { ok: false, code: 'DAY_OVER' };
    await client.query(
      `UPDATE attendance_notice_list SET state = 'RELEASED', released_at = $4, released_by_id = $5,
              released_because = held_because, reason = $6
       WHERE tenant_id = $1 AND date = $2 AND school_id = $3`,
      [...key, now, actor.userId, reason],
    );
    const { rowCount } = await client.query(
      `UPDATE attendance_notice SET state = 'LISTED', listed_at = $4, changed_at = $4
       WHERE tenant_id = $1 AND date = $2 AND school_id = $3 AND state = 'WAITING'`,
      [...key, now],
    );
    const notices = rowCount ?? 0;
    await recordAuditIn(client, actor, {
      action: 'attendance.notices.release',
      tenantId,
      objectType: 'attendance_notice_list',
      objectId: `${schoolId} ${date}`,
      detail: { notices, because: list.because.join(', '), isLate: list.isLate },
    });
    return { ok: true, notices };
  });
}
