import { judgeName, type DailyFeed, type NameVerdict } from '@/lib/core/attendance/names';
import type { Client } from './types';

export type LearntName =
  | { kind: 'usable' | 'refused'; fileNameId: number }
  | (NameVerdict & { kind: 'near'; fileNameId: number });

/** Names seen first are learned and used; one that is almost a known name is written down as such and waits. */
export async function learnName(
  client: Client,
  file: { tenantId: number; fileName: string; kind: DailyFeed; receivedAt: Date },
): Promise<LearntName> {
  const { tenantId, fileName, kind, receivedAt } = file;
  const { rows } = await client.query<{ id: number; fileName: string; state: string }>(
    `SELECT id, file_name AS "fileName", state::text AS state FROM attendance_file_name
     WHERE tenant_id = $1 AND kind = $2::"AttendanceFileKind" ORDER BY id`,
    [tenantId, kind],
  );
  const usable = rows.filter(({ state }) => state === 'LEARNED' || state === 'CONFIRMED');
  const verdict = judgeName(
    fileName,
    kind,
    usable.map((row) => row.fileName),
  );
  const state = verdict.kind === 'near' ? 'NEAR' : 'LEARNED';
  const near = verdict.kind === 'near' ? verdict : null;
  const { rows: written } = await client.query<{ id: number }>(
    `INSERT INTO attendance_file_name (tenant_id, file_name, kind, state, near_of, near_because, first_seen_at, last_received_at)
     VALUES ($1, $2, $3::"AttendanceFileKind", $4::"AttendanceNameState", $5, $6, $7, $7)
     ON CONFLICT (tenant_id, file_name) DO UPDATE SET last_received_at = greatest(
         attendance_file_name.last_received_at, excluded.last_received_at),
       -- A decision of a person stands; a near miss may have become one since.
       near_of = CASE WHEN attendance_file_name.state = 'NEAR' THEN excluded.near_of ELSE attendance_file_name.near_of END
     RETURNING id`,
    [tenantId, fileName, kind, state, near?.expected ?? null, near?.because ?? null, receivedAt],
  );
  const fileNameId = written[0]?.id;
  if (fileNameId === undefined) throw new Error('the name was not written');
  // Somebody said that this is no name to use.
  if (rows.some((row) => row.id === fileNameId && row.state === 'REFUSED'))
    return { kind: 'refused', fileNameId };
  return near ? { ...near, fileNameId } : { kind: 'usable', fileNameId };
}
