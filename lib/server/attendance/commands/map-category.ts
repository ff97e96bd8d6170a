import { categoryKey, type CategoryMeaning } from '@/lib/core/attendance/categories';
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { withAttendanceLock } from '../lock';
import { replayKeptRows } from '../replay';
import { inTransaction } from '../transaction';
import { recordAudit } from '../../audit/record';

export type MapResult =
  { ok: true; replayedRows: number; events: number } | Refused<'CATEGORY_EMPTY' | 'BUSY'>;

/** Says what a district's word means, from now on and for the rows that waited for it. */
export async function mapCategory(
  ctx: AppContext,
  actor: Actor,
  input: { tenantId: number; text: string; meaning: CategoryMeaning },
): Promise<MapResult> {
  const { tenantId, meaning } = input;
  const key = categoryKey(input.text);
  if (key === '') return { ok: false, code: 'CATEGORY_EMPTY' };
  // Beside a file of this district the replay would meet its rows half applied.
  const result = await withAttendanceLock(ctx, tenantId, () =>
    inTransaction(ctx, async (client): Promise<MapResult> => {
      await client.query(
        `INSERT INTO attendance_category_mapping (tenant_id, key, category, decided_at, decided_by_id)
         VALUES ($1, $2, $3::"AttendanceCategory", $4, $5)
         ON CONFLICT (tenant_id, key) DO UPDATE SET category = excluded.category, decided_at = excluded.decided_at,
           decided_by_id = excluded.decided_by_id`,
        [tenantId, key, meaning === 'NO_EVENT' ? null : meaning, ctx.clock.now(), actor.userId],
      );
      const replayed = await replayKeptRows(client, ctx.clock.now(), tenantId, {
        categoryKeys: [key],
      });
      await recordAudit(client, actor, {
        action: 'attendance.category.map',
        tenantId,
        objectType: 'attendance_category_mapping',
        objectId: key,
        detail: { meaning, replayedRows: replayed.rows },
      });
      return { ok: true, replayedRows: replayed.rows, events: replayed.events };
    }),
  );
  return result ?? { ok: false, code: 'BUSY' };
}
