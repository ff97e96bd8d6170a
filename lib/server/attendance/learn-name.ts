import { judgeName, type DailyFeed, type NameVerdict } from '@/lib/core/attendance/names';
import type { Client } from './types';

export type LearntName =
  | { kind: 'usable' | 'refused'; fileNameId: number }
  | (NameVerdict & { kind: 'near'; fileNameId: number });

/**
 * SQL: whether a name is known by now, for the row `n` of attendance_file_name. A file that could not be read teaches nothing: what is sent
 * next may have the right name, and would be taken for a slip.
 */
export const isKnownName = (n: string): string =>
  `(${n}.state = 'CONFIRMED' OR (${n}.state = 'LEARNED' AND EXISTS (
     SELECT 1 FROM attendance_run known WHERE known.tenant_id = ${n}.tenant_id AND known.file_name_id = ${n}.id
       AND known.state NOT IN ('INVALID', 'FAILED', 'REJECTED'))))`;

/** Names seen first are learned and used; one that is almost a known name is written down as such and waits. */
export async function learnName(
  client: Client,
  file: { tenantId: number; fileName: string; kind: DailyFeed; receivedAt: Date },
): Promise<LearntName> {
  const { tenantId, fileName, kind, receivedAt } = file;
  const { rows } = await client.query<{
    id: number;
    fileName: string;
    state: string;
    isKnown: boolean;
  }>(
    `SELECT id, file_name AS "fileName", state::text AS state, ${isKnownName('n')} AS "isKnown" FROM attendance_file_name n
     WHERE tenant_id = $1 AND kind = $2::"AttendanceFileKind" ORDER BY id`,
    [tenantId, kind],
  );
  const usable = rows.filter(({ isKnown }) => isKnown);
  const verdict = judgeName(
    fileName,
    kind,
    usable.map((row) => row.fileName),
  );
  const state = verdict.kind === 'near' ? 'NEAR' : 'LEARNED';
  const near = verdict.kind === 'near' ? verdict : null;
  const own = rows.find((row) => row.fileName === fileName);
  // A decision of a person stands, and so does what a file has taught; a near miss may have become none since.
  const isOpen = own?.state === 'NEAR' || (own?.state === 'LEARNED' && !own.isKnown);
  const { rows: written } = await client.query<{ id: number }>(
    `INSERT INTO attendance_file_name AS n (tenant_id, file_name, kind, state, near_of, near_because, first_seen_at, last_received_at)
     VALUES ($1, $2, $3::"AttendanceFileKind", $4::"AttendanceNameState", $5, $6, $7, $7)
     ON CONFLICT (tenant_id, file_name) DO UPDATE SET last_received_at = greatest(n.last_received_at, excluded.last_received_at),
       state = CASE WHEN $8 THEN excluded.state ELSE n.state END,
       near_of = CASE WHEN $8 THEN excluded.near_of ELSE n.near_of END,
       near_because = CASE WHEN $8 THEN excluded.near_because ELSE n.near_because END
     RETURNING id`,
    [
      tenantId,
      fileName,
      kind,
      state,
      near?.expected ?? null,
      near?.because ?? null,
      receivedAt,
      isOpen,
    ],
  );
  const fileNameId = written[0]?.id;
  if (fileNameId === undefined) throw new Error('the name was not written');
  // Somebody said that this is no name to use.
  if (rows.some((row) => row.id === fileNameId && row.state === 'REFUSED'))
    return { kind: 'refused', fileNameId };
  return near ? { ...near, fileNameId } : { kind: 'usable', fileNameId };
}
