import type { IdKind } from '@/lib/core/attendance/id-kinds';
import type { AppContext } from '../../app-context';

export interface FeedIdKinds {
  fileNameId: number;
  fileName: string;
  isCalendar: boolean;
  school: FeedIdKind;
  /** Null for calendars: they name no students. */
  student: FeedIdKind | null;
}

export interface FeedIdKind {
  kind: IdKind | null;
  /** When staff said so; null where the files showed it, or nothing has. */
  setAt: Date | null;
  setByName: string | null;
  /** Rows that wait because of this kind of id. */
  waitingRows: number;
}

interface Row extends Record<`${'school' | 'student'}Kind`, IdKind | null> {
  fileNameId: number;
  fileName: string;
  isCalendar: boolean;
  schoolSetAt: Date | null;
  schoolSetByName: string | null;
  schoolWaiting: number;
  studentSetAt: Date | null;
  studentSetByName: string | null;
  studentWaiting: number;
}

/** Which kind of id the files of each name write, for the names that are used. */
export async function listIdKinds(ctx: AppContext, tenantId: number): Promise<FeedIdKinds[]> {
  const { rows } = await ctx.db.pool.query<Row>(
    `SELECT n.id AS "fileNameId", n.file_name AS "fileName", n.kind = 'CALENDAR' AS "isCalendar",
            n.school_id_kind::text AS "schoolKind", n.school_id_kind_set_at AS "schoolSetAt", s.name AS "schoolSetByName",
            n.student_id_kind::text AS "studentKind", n.student_id_kind_set_at AS "studentSetAt", p.name AS "studentSetByName",
            coalesce(k.schools, 0) AS "schoolWaiting", coalesce(k.students, 0) AS "studentWaiting"
     FROM attendance_file_name n
     LEFT JOIN user_account s ON s.id = n.school_id_kind_set_by_id
     LEFT JOIN user_account p ON p.id = n.student_id_kind_set_by_id
     LEFT JOIN (
       SELECT file_name_id, count(*) FILTER (WHERE because IN ('TWO_SCHOOLS', 'OTHER_KIND_SCHOOL')) AS schools,
              count(*) FILTER (WHERE because IN ('TWO_STUDENTS', 'OTHER_KIND_STUDENT')) AS students
       FROM attendance_kept_row WHERE tenant_id = $1 GROUP BY 1) k ON k.file_name_id = n.id
     WHERE n.tenant_id = $1 AND n.state IN ('LEARNED', 'CONFIRMED')
     ORDER BY n.kind, n.file_name`,
    [tenantId],
  );
  return rows.map((row) => ({
    fileNameId: row.fileNameId,
    fileName: row.fileName,
    isCalendar: row.isCalendar,
    school: {
      kind: row.schoolKind,
      setAt: row.schoolSetAt,
      setByName: row.schoolSetByName,
      waitingRows: row.schoolWaiting,
    },
    student: row.isCalendar
      ? null
      : {
          kind: row.studentKind,
          setAt: row.studentSetAt,
          setByName: row.studentSetByName,
          waitingRows: row.studentWaiting,
        },
  }));
}
