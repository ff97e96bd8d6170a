// A school's day is received when a file speaks for it, whether or not anybody was absent.
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { loadSessionDefaults, SESSION_SQL } from '../session-days';
import type { Client, SchoolDate } from '../types';
import type { EventSource } from './apply-events';

/** Writes `attendance_reported` down as received days. Returns them. */
export async function markReceivedDays(client: Client, source: EventSource): Promise<SchoolDate[]> {
  const { rows: spans } = await client.query<{ first: PlainDate | null; last: PlainDate | null }>(
    'SELECT min(date) AS first, max(date) AS last FROM attendance_reported',
  );
  const { first, last } = spans[0] ?? {};
  if (!first || !last) return [];
  const defaults = await loadSessionDefaults(client, source.tenantId, first, last);
  const { rows } = await client.query<SchoolDate>(
    `INSERT INTO attendance_school_day (tenant_id, school_id, date, is_in_session, file_name_id, run_id,
       first_received_at, last_received_at, enrolled)
     SELECT $1, s.school_id, s.date, ${SESSION_SQL.isInSession}, $2, $3, $4::timestamptz, $4::timestamptz,
            coalesce((SELECT sum(r.students) FROM attendance_enrolled r
                      WHERE r.tenant_id = $1 AND r.school_id = s.school_id), 0)
     FROM attendance_reported s JOIN ${SESSION_SQL.days(5)} ON d.date = s.date
     ${SESSION_SQL.joins}
     ON CONFLICT (tenant_id, school_id, date) DO UPDATE SET
       is_in_session = excluded.is_in_session, file_name_id = excluded.file_name_id, run_id = excluded.run_id,
       last_received_at = excluded.last_received_at,
       file_count = attendance_school_day.file_count + 1
     RETURNING school_id AS "schoolId", date`,
    [
      source.tenantId,
      source.fileNameId,
      source.id,
      source.receivedAt,
      defaults.dates,
      defaults.inSession,
      defaults.known,
    ],
  );
  await client.query(
    `INSERT INTO attendance_run_day (tenant_id, run_id, school_id, date, row_count)
     SELECT $1, $2, school_id, date, row_count FROM attendance_reported
     ON CONFLICT (run_id, school_id, date) DO NOTHING`,
    [source.tenantId, source.id],
  );
  return rows;
}

/** The same bytes again: nothing changes but the time of the last word from these schools. */
export async function markSameAgain(
  client: Client,
  source: EventSource,
  earlierRunId: number,
): Promise<void> {
  await client.query(
    `INSERT INTO attendance_run_day (tenant_id, run_id, school_id, date, row_count)
     SELECT tenant_id, $2, school_id, date, row_count FROM attendance_run_day
     WHERE tenant_id = $1 AND run_id = $3
     ON CONFLICT (run_id, school_id, date) DO NOTHING`,
    [source.tenantId, source.id, earlierRunId],
  );
  await client.query(
    `UPDATE attendance_school_day d SET last_received_at = $3, file_count = d.file_count + 1, run_id = $2
     FROM attendance_run_day k
     WHERE k.run_id = $2 AND k.tenant_id = $1 AND d.tenant_id = $1 AND d.school_id = k.school_id AND d.date = k.date`,
    [source.tenantId, source.id, source.receivedAt],
  );
}
