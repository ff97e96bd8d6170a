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
  /** The counts behind them. */
  facts: Partial<SchoolDayFacts>;
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
  const { rows } = await ctx.db.pool.query<Omit<NoticeListRow, 'sentences'>>(
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
  return rows.map((row) => ({
    ...row,
    sentences: row.heldBecause.map((code) => noticeHoldSentence(code, row.facts)),
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

interface NoticesOfDay {
  tenantId: number;
  date: PlainDate;
  schoolId: string | null;
}

interface Page {
  page: number;
  pageSize: number;
}

/**
 * A page of what may go out now, by school and name: a list that is held gives nothing, and its students are nowhere in
 * the answer. Only the schools of the page are read: a day of half a million students has tens of thousands of rows.
 */
export async function listNotices(
  ctx: AppContext,
  { tenantId, date, schoolId, page, pageSize }: NoticesOfDay & Page,
): Promise<{ rows: NoticeRow[]; total: number }> {
  const schools = await listSendingSchools(ctx, { tenantId, date, schoolId });
  const total = schools.reduce((sum, { notices }) => sum + notices, 0);
  const first = (page - 1) * pageSize;
  const shown: string[] = [];
  let before = 0;
  let skipped = 0;
  for (const { schoolId: id, notices } of schools) {
    if (before + notices <= first) skipped += notices;
    else if (before < first + pageSize) shown.push(id);
    before += notices;
  }
  const rows = await readNotices(ctx, { tenantId, date }, shown, {
    limit: pageSize,
    offset: first - skipped,
  });
  return { rows, total };
}

/** Some schools at a time, so that a whole district's day is never in memory. */
const SCHOOLS_AT_ONCE = 20;

/** All of them in the same order, for a download. */
export async function* eachNotice(ctx: AppContext, of: NoticesOfDay): AsyncGenerator<NoticeRow> {
  const schools = await listSendingSchools(ctx, of);
  for (let at = 0; at < schools.length; at += SCHOOLS_AT_ONCE) {
    const some = schools.slice(at, at + SCHOOLS_AT_ONCE).map(({ schoolId }) => schoolId);
    yield* await readNotices(ctx, of, some, { limit: null, offset: 0 });
  }
}

/** Schools with something that may go out, in the order of the pages. */
async function listSendingSchools(
  ctx: AppContext,
  { tenantId, date, schoolId }: NoticesOfDay,
): Promise<{ schoolId: string; notices: number }[]> {
  const { rows } = await ctx.db.pool.query<{ schoolId: string; notices: number }>(
    `SELECT n.school_id AS "schoolId", n.notices
     FROM (SELECT school_id, count(*) AS notices FROM attendance_notice
           WHERE tenant_id = $1 AND date = $2 AND ($3::text IS NULL OR school_id = $3)
             AND state IN ('LISTED', 'RETRACTED')
           GROUP BY 1) n
     LEFT JOIN roster_org o ON o.tenant_id = $1 AND o.sourced_id = n.school_id
     -- Held again after some were told: nothing more goes out until a person has looked.
     WHERE NOT EXISTS (SELECT 1 FROM attendance_notice_list l
                       WHERE l.tenant_id = $1 AND l.date = $2 AND l.school_id = n.school_id AND l.state = 'HELD')
     ORDER BY coalesce(o.name, n.school_id), n.school_id`,
    [tenantId, date, schoolId],
  );
  return rows;
}

async function readNotices(
  ctx: AppContext,
  { tenantId, date }: Pick<NoticesOfDay, 'tenantId' | 'date'>,
  schools: readonly string[],
  { limit, offset }: { limit: number | null; offset: number },
): Promise<NoticeRow[]> {
  if (schools.length === 0) return [];
  const { rows } = await ctx.db.pool.query<Omit<NoticeRow, 'contacts'>>(
    `SELECT n.student_id AS "studentId", u.given_name || ' ' || u.family_name AS "studentName", u.grades[1] AS grade,
            n.school_id AS "schoolId", coalesce(o.name, n.school_id) AS "schoolName",
            CASE WHEN n.state = 'LISTED' THEN 'ABSENT' ELSE 'RETRACTED' END AS state,
            n.category::text AS category, n.percent_of_day AS "percentOfDay", u.language_code AS "homeLanguageCode",
            n.listed_at AS "listedAt", n.retracted_at AS "retractedAt"
     FROM attendance_notice n
     JOIN roster_user u ON u.tenant_id = n.tenant_id AND u.sourced_id = n.student_id
     LEFT JOIN roster_org o ON o.tenant_id = n.tenant_id AND o.sourced_id = n.school_id
     WHERE n.tenant_id = $1 AND n.date = $2 AND n.school_id = ANY($3::text[])
       AND n.state IN ('LISTED', 'RETRACTED')
       -- Asked again: a list may have been held since its school was counted.
       AND NOT EXISTS (SELECT 1 FROM attendance_notice_list l WHERE l.tenant_id = n.tenant_id AND l.date = n.date
                       AND l.school_id = n.school_id AND l.state = 'HELD')
     ORDER BY 5, n.school_id, u.name_key, n.student_id
     LIMIT $4 OFFSET $5`,
    [tenantId, date, schools, limit, offset],
  );
  const contacts = await listContacts(
    ctx,
    tenantId,
    rows.map(({ studentId }) => studentId),
  );
  return rows.map((row) => ({ ...row, contacts: contacts.get(row.studentId) ?? [] }));
}
