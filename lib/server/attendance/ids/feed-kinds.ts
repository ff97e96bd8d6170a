// The kind of id that all files of one name write, for schools and for students. Staff's word stands; otherwise the
// first files that show it decide, for good.
import { decideIdKind, type IdKind, type KindEvidence } from '@/lib/core/attendance/id-kinds';
import type { Client } from '../types';

export interface FeedKey {
  tenantId: number;
  fileNameId: number;
}

export interface FeedKinds {
  school: IdKind | null;
  student: IdKind | null;
}

export async function loadFeedKinds(
  client: Client,
  { tenantId, fileNameId }: FeedKey,
): Promise<FeedKinds> {
  const { rows } = await client.query<FeedKinds>(
    `SELECT school_id_kind::text AS school, student_id_kind::text AS student
     FROM attendance_file_name WHERE tenant_id = $1 AND id = $2 FOR UPDATE`,
    [tenantId, fileNameId],
  );
  return rows[0] ?? { school: null, student: null };
}

/** What the values of a file show is kept, so that no later file is read otherwise. */
export async function decideFeedKind(
  client: Client,
  { tenantId, fileNameId }: FeedKey,
  who: 'school' | 'student',
  evidence: KindEvidence,
): Promise<IdKind | null> {
  const kind = decideIdKind(evidence);
  if (kind !== null)
    await client.query(
      `UPDATE attendance_file_name SET ${who}_id_kind = $3::"AttendanceIdKind" WHERE tenant_id = $1 AND id = $2`,
      [tenantId, fileNameId, kind],
    );
  return kind;
}
