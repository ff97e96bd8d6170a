// Rows that wait: for a roster or kind of id that makes student and school certain (14 days), or for somebody to map the category.
import type { Client } from '../types';
import type { EventSource } from './apply-events';

/** Rows whose school or student was not found, with the reason. */
export const UNFOUND = [
  ...['UNKNOWN_SCHOOL', 'TWO_SCHOOLS', 'SHARED_SCHOOL', 'OTHER_KIND_SCHOOL'],
  ...['UNKNOWN_STUDENT', 'TWO_STUDENTS', 'SHARED_STUDENT', 'OTHER_KIND_STUDENT'],
];
export const KEPT_REASONS = [...UNFOUND, 'UNMAPPED_CATEGORY'];

const UNKNOWN_DAYS = 14;
/** A mapping can be decided weeks later; by then the year's rates still want the row. */
const UNMAPPED_DAYS = 120;

/** A later file replaces what an earlier one of its name left waiting for the same days. */
export async function keepWaitingRows(
  client: Client,
  source: EventSource,
  now: Date,
): Promise<number> {
  await client.query(
    `DELETE FROM attendance_kept_row
     WHERE tenant_id = $1 AND file_name_id = $2
       AND date IN (SELECT DISTINCT date FROM attendance_staged)`,
    [source.tenantId, source.fileNameId],
  );
  const { rowCount } = await client.query(
    `INSERT INTO attendance_kept_row (tenant_id, run_id, file_name_id, because, received_at, expires_at, line,
       school_text, student_text, date, category_text, category_key, percent_of_day, reason, description,
       school_id)
     SELECT $1, $2, $3, outcome::"KeptRowReason", $4,
            $5::timestamptz + CASE WHEN outcome = 'UNMAPPED_CATEGORY' THEN interval '${UNMAPPED_DAYS} days'
                                   ELSE interval '${UNKNOWN_DAYS} days' END,
            line, school_text, student_text, date, category_text, category_key, percent_of_day, reason, description,
            school_id
     FROM attendance_staged
     WHERE outcome = ANY($6::text[])
     ORDER BY line`,
    [source.tenantId, source.id, source.fileNameId, source.receivedAt, now, KEPT_REASONS],
  );
  return rowCount ?? 0;
}
