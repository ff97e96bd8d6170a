import type { IdKind } from '@/lib/core/attendance/id-kinds';
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { recordAudit } from '../../audit/record';
import { withAttendanceLock } from '../lock';
import { replayKeptRows } from '../replay';
import { inTransaction } from '../transaction';

export type SetIdKindResult =
  { ok: true; replayedRows: number; events: number } | Refused<'NAME_NOT_FOUND' | 'BUSY'>;

export interface SetIdKindInput {
  tenantId: number;
  fileNameId: number;
  /** Whose ids are meant. */
  of: 'school' | 'student';
  kind: IdKind;
}

/** Staff say which kind of id the files of a name write; rows that waited for it are read at once. */
export async function setIdKind(
  ctx: AppContext,
  actor: Actor,
  { tenantId, fileNameId, of, kind }: SetIdKindInput,
): Promise<SetIdKindResult> {
  // Beside a file of this district the replay would meet its rows half applied.
  const result = await withAttendanceLock(ctx, tenantId, () =>
    inTransaction(ctx, async (client): Promise<SetIdKindResult> => {
      const now = ctx.clock.now();
      const { rows } = await client.query<{ was: IdKind | null }>(
        `SELECT ${of}_id_kind::text AS was FROM attendance_file_name WHERE id = $1 AND tenant_id = $2 FOR UPDATE`,
        [fileNameId, tenantId],
      );
      const [name] = rows;
      if (!name) return { ok: false, code: 'NAME_NOT_FOUND' };
      await client.query(
        `UPDATE attendance_file_name SET ${of}_id_kind = $3::"AttendanceIdKind", ${of}_id_kind_set_at = $4,
           ${of}_id_kind_set_by_id = $5,
           student_ids_read_since = CASE WHEN $6 THEN $4 ELSE student_ids_read_since END WHERE id = $1 AND tenant_id = $2`,
        [fileNameId, tenantId, kind, now, actor.userId, of === 'student' && name.was !== kind],
      );
      const replayed = await replayKeptRows(client, now, tenantId, { fileNameId });
      await recordAudit(client, actor, {
        action: 'attendance.name.id-kind',
        tenantId,
        objectType: 'attendance_file_name',
        objectId: fileNameId,
        detail: { of, from: name.was, to: kind, replayedRows: replayed.rows },
      });
      return { ok: true, replayedRows: replayed.rows, events: replayed.events };
    }),
  );
  return result ?? { ok: false, code: 'BUSY' };
}
