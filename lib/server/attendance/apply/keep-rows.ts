// Rows that wait: for a roster or kind of id that makes student and school certain (14 days), or for somebody to map the category.
import { MAPPING_WAIT_DAYS } from '@/lib/core/attendance/help-of-file';
import { ROSTER_WAIT_DAYS } from '@/lib/core/attendance/roster-wait';
import type { Client, SchoolDate } from '../types';
import type { EventSource } from './apply-events';
import { changeKeptRows } from './kept-days';
import { OUTRANKED_FOR } from './rank-days';

/** Rows whose school or student was not found, with the reason. */
export const UNFOUND = [
  ...['UNKNOWN_SCHOOL', 'TWO_SCHOOLS', 'SHARED_SCHOOL', 'OTHER_KIND_SCHOOL'],
  ...['UNKNOWN_STUDENT', 'TWO_STUDENTS', 'SHARED_STUDENT', 'OTHER_KIND_STUDENT'],
];
export const KEPT_REASONS = [...UNFOUND, 'UNMAPPED_CATEGORY'];

export interface KeptRows {
  /** Rows that wait now. */
  count: number;
  /** Received days whose waiting rows are others now: to be judged again. */
  days: SchoolDate[];
}

/**
 * A later file replaces what an earlier one of its name left waiting for the same days; a file that brought
 * nothing else only what it says again.
 */
export async function keepWaitingRows(
  client: Client,
  source: EventSource,
  {
    withholdsCorrections,
    now,
    replaces = 'DAYS',
  }: { withholdsCorrections: boolean; now: Date; replaces?: 'DAYS' | 'ROWS' },
): Promise<KeptRows> {
  const gone = await changeKeptRows(
    client,
    source.tenantId,
    `changed AS (DELETE FROM attendance_kept_row
     WHERE tenant_id = $1 AND file_name_id = $2
       AND date IN (SELECT DISTINCT date FROM attendance_staged UNION SELECT date FROM attendance_reported)
       -- What another file outranks goes as an event would go.
       AND CASE WHEN $4 = 'ROWS' THEN (student_text, date) IN (SELECT student_text, date FROM attendance_staged WHERE outcome = ANY($5::text[]))
                WHEN because <> 'OUTRANKED' THEN date IN (SELECT date FROM attendance_staged)
                ELSE (student_id, date) IN (SELECT student_id, date FROM attendance_staged)
                  OR (NOT $3 AND (school_id, date) IN (SELECT school_id, date FROM attendance_reported)) END
     RETURNING school_id, date, because)`,
    [source.fileNameId, withholdsCorrections, replaces, KEPT_REASONS],
  );
  const come = await changeKeptRows(
    client,
    source.tenantId,
    `changed AS (INSERT INTO attendance_kept_row (tenant_id, run_id, file_name_id, because, received_at, expires_at, line,
       school_text, student_text, date, category_text, category_key, percent_of_day, reason, description,
       school_id, student_id, category, shares_day)
     SELECT $1, $2, $3, outcome::"KeptRowReason", $4,
            $5::timestamptz + CASE WHEN outcome = 'OUTRANKED' THEN ${OUTRANKED_FOR}
                                   WHEN outcome = 'UNMAPPED_CATEGORY' THEN interval '${MAPPING_WAIT_DAYS} days'
                                   ELSE interval '${ROSTER_WAIT_DAYS} days' END,
            line, school_text, student_text, date, category_text, category_key, percent_of_day, reason, description,
            school_id, student_id, CASE WHEN outcome = 'OUTRANKED' THEN meaning::"AttendanceCategory" END, shares_day
     FROM attendance_staged
     WHERE outcome = ANY($6::text[])
     ORDER BY line
     RETURNING school_id, date, because)`,
    [source.id, source.fileNameId, source.receivedAt, now, [...KEPT_REASONS, 'OUTRANKED']],
  );
  const { rows } = await client.query<{ count: number }>(
    'SELECT count(*) AS count FROM attendance_staged WHERE outcome = ANY($1::text[])',
    [KEPT_REASONS],
  );
  return { count: rows[0]?.count ?? 0, days: [...gone, ...come] };
}
