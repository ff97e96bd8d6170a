// What one file changed of what earlier files had said.
import type { AttendanceCategory } from '@/lib/core/attendance/categories';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import type { AppContext } from '../../app-context';

export interface CorrectionRow {
  studentId: string;
  studentName: string | null;
  schoolName: string;
  date: PlainDate;
  /** Null: there was no row. */
  from: AttendanceCategory | null;
  to: AttendanceCategory | null;
}

export async function listCorrections(
  ctx: AppContext,
  {
    tenantId,
    runId,
    page,
    pageSize,
  }: { tenantId: number; runId: number; page: number; pageSize: number },
): Promise<{ rows: CorrectionRow[]; total: number }> {
  const { rows } = await ctx.db.pool.query<CorrectionRow & { total: number }>(
    `SELECT c.student_id AS "studentId", u.family_name || ', ' || u.given_name AS "studentName",
            coalesce(o.name, c.school_id) AS "schoolName", c.date, c.from_category::text AS "from",
            c.to_category::text AS "to", count(*) OVER () AS total
     FROM attendance_correction c
     -- Corrections are indexed by school and day: the run's own days lead to them.
     JOIN attendance_run_day d ON d.run_id = c.run_id AND d.school_id = c.school_id AND d.date = c.date
     LEFT JOIN roster_user u ON u.tenant_id = c.tenant_id AND u.sourced_id = c.student_id
     LEFT JOIN roster_org o ON o.tenant_id = c.tenant_id AND o.sourced_id = c.school_id
     WHERE c.tenant_id = $1 AND c.run_id = $2 AND d.tenant_id = $1
     ORDER BY c.date DESC, 3, u.name_key, c.student_id, c.id LIMIT $3 OFFSET $4`,
    [tenantId, runId, pageSize, (page - 1) * pageSize],
  );
  return {
    rows: rows.map(({ total: _total, ...row }) => row),
    total: rows[0]?.total ?? 0,
  };
}
