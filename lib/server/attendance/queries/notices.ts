// The notice list of a day: what a messaging product would send from.
import type { AttendanceCategory } from '@/lib/core/attendance/categories';
import {
  noticeHoldSentence,
  type NoticeHoldCode,
  type SchoolDayFacts,
} from '@/lib/core/attendance/notice-breaker';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import type { AppContext } from '../../app-context';
import { listContacts, type NoticeContact } from './contacts';

export interface NoticeListRow {
  schoolId: string;
  schoolName: string;
  date: PlainDate;
  state: 'OPEN' | 'HELD' | 'RELEASED';
  heldBecause: NoticeHoldCode[];
  /** One per code, with the counts. */
  sentences: string[];
  heldAt: Date | null;
  skippedAt: Date | null;
  releasedAt: Date | null;
  releasedByName: string | null;
  reason: string | null;
  waiting: number;
  listed: number;
  retracted: number;
}

/** The lists of a day, held ones first. */
export async function listNoticeLists(
  ctx: AppContext,
  { tenantId, date }: { tenantId: number; date: PlainDate },
): Promise<NoticeListRow[]> {
  const { rows } = await ctx.db.pool.query<
    Omit<NoticeListRow, 'sentences'> & { facts: Partial<SchoolDayFacts> }
  >(
    `SELECT l.school_id AS "schoolId", coalesce(o.name, l.school_id) AS "schoolName", l.date, l.state::text AS state,
            l.held_because AS "heldBecause", l.facts, l.held_at AS "heldAt", l.skipped_at AS "skippedAt",
            l.released_at AS "releasedAt", p.name AS "releasedByName", l.reason,
            coalesce(n.waiting, 0) AS waiting, coalesce(n.listed, 0) AS listed, coalesce(n.retracted, 0) AS retracted
     FROM attendance_notice_list l
     LEFT JOIN roster_org o ON o.tenant_id = l.tenant_id AND o.sourced_id = l.school_id
     LEFT JOIN user_account p ON p.id = l.released_by_id
     LEFT JOIN (
       SELECT school_id, count(*) FILTER (WHERE state = 'WAITING') AS waiting,
              count(*) FILTER (WHERE state = 'LISTED') AS listed,
              count(*) FILTER (WHERE state = 'RETRACTED') AS retracted
       FROM attendance_notice WHERE tenant_id = $1 AND date = $2 GROUP BY 1
     ) n ON n.school_id = l.school_id
     WHERE l.tenant_id = $1 AND l.date = $2
     ORDER BY l.state = 'HELD' DESC, 2, 1`,
    [tenantId, date],
  );
  return rows.map(({ facts, ...row }) => ({
    ...row,
    sentences: row.heldBecause.map((code) => noticeHoldSentence(code, facts)),
  }));
}

export interface NoticeRow {
  studentId: string;
  studentName: string;
  grade: string | null;
  schoolId: string;
  schoolName: string;
  /** ABSENT: write to the family. RETRACTED: they were written to, and the student was there. */
  state: 'ABSENT' | 'RETRACTED';
  category: AttendanceCategory;
  percentOfDay: number;
  homeLanguageCode: string | null;
  listedAt: Date | null;
  retractedAt: Date | null;
  contacts: NoticeContact[];
}

/** What may go out now: a list that is held gives nothing, and its students are nowhere in the answer. */
export async function listNotices(
  ctx: AppContext,
  { tenantId, date, schoolId }: { tenantId: number; date: PlainDate; schoolId: string | null },
): Promise<NoticeRow[]> {
  const { rows } = await ctx.db.pool.query<Omit<NoticeRow, 'contacts'>>(
    `SELECT n.student_id AS "studentId", u.given_name || ' ' || u.family_name AS "studentName", u.grades[1] AS grade,
            n.school_id AS "schoolId", coalesce(o.name, n.school_id) AS "schoolName",
            CASE WHEN n.state = 'LISTED' THEN 'ABSENT' ELSE 'RETRACTED' END AS state,
            n.category::text AS category, n.percent_of_day AS "percentOfDay", u.language_code AS "homeLanguageCode",
            n.listed_at AS "listedAt", n.retracted_at AS "retractedAt"
     FROM attendance_notice n
     JOIN roster_user u ON u.tenant_id = n.tenant_id AND u.sourced_id = n.student_id
     LEFT JOIN roster_org o ON o.tenant_id = n.tenant_id AND o.sourced_id = n.school_id
     WHERE n.tenant_id = $1 AND n.date = $2 AND ($3::text IS NULL OR n.school_id = $3)
       AND n.state IN ('LISTED', 'RETRACTED')
       -- Held again after some were told: nothing more goes out until a person has looked.
       AND NOT EXISTS (SELECT 1 FROM attendance_notice_list l WHERE l.tenant_id = n.tenant_id AND l.date = n.date
                       AND l.school_id = n.school_id AND l.state = 'HELD')
     ORDER BY 5, n.school_id, u.name_key, n.student_id`,
    [tenantId, date, schoolId],
  );
  const contacts = await listContacts(
    ctx,
    tenantId,
    rows.map(({ studentId }) => studentId),
  );
  return rows.map((row) => ({ ...row, contacts: contacts.get(row.studentId) ?? [] }));
}
