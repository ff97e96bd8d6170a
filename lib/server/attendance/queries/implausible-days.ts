// School days whose attendance is implausible: counted as they were sent, and said wherever they are shown.
import {
  dayDoubtSentence,
  isDayDoubt,
  type DayDoubtCode,
  type DayFacts,
} from '@/lib/core/attendance/day-doubts';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import type { AppContext } from '../../app-context';
import type { DateSpan } from './district';

export interface ImplausibleDay {
  schoolId: string;
  schoolName: string;
  date: PlainDate;
  /** Codes of day-doubts. */
  because: DayDoubtCode[];
  /** One per code, with the counts. */
  sentences: string[];
}

export interface ImplausibleDays {
  /** The newest days first, some of them. */
  days: ImplausibleDay[];
  total: number;
}

const SHOWN = 10;

/** The days of a span, of all schools or of one. */
export async function listImplausibleDays(
  ctx: AppContext,
  {
    tenantId,
    from,
    to,
    schoolId = null,
  }: { tenantId: number; schoolId?: string | null } & DateSpan,
): Promise<ImplausibleDays> {
  return list(ctx, 'd.date BETWEEN $2 AND $3 AND ($4::text IS NULL OR d.school_id = $4)', [
    ...[tenantId, from, to, schoolId],
  ]);
}

/** The days that files which came on a day speak for, whichever they are, and that day itself. */
export async function listImplausibleDaysOfFiles(
  ctx: AppContext,
  { tenantId, receivedDate }: { tenantId: number; receivedDate: PlainDate },
): Promise<ImplausibleDays> {
  return list(
    ctx,
    `(d.date = $2 OR EXISTS (
       SELECT 1 FROM attendance_run r
       JOIN attendance_run_day k ON k.run_id = r.id AND k.school_id = d.school_id AND k.date = d.date
       WHERE r.tenant_id = $1 AND r.received_date = $2))`,
    [tenantId, receivedDate],
  );
}

async function list(
  ctx: AppContext,
  where: string,
  params: readonly unknown[],
): Promise<ImplausibleDays> {
  const { rows } = await ctx.db.pool.query<
    Omit<ImplausibleDay, 'because' | 'sentences'> & {
      because: string[];
      facts: Partial<DayFacts>;
      total: number;
    }
  >(
    `SELECT d.school_id AS "schoolId", coalesce(o.name, d.school_id) AS "schoolName", d.date,
            d.implausible_because AS because, d.implausible_facts AS facts, count(*) OVER () AS total
     FROM attendance_school_day d
     LEFT JOIN roster_org o ON o.tenant_id = d.tenant_id AND o.sourced_id = d.school_id
     WHERE d.tenant_id = $1 AND d.implausible_because <> '{}' AND ${where}
     ORDER BY d.date DESC, 2, 1 LIMIT ${SHOWN}`,
    [...params],
  );
  return {
    days: rows.map(({ total: _total, because, facts, ...row }) => {
      const codes = because.filter(isDayDoubt);
      return {
        ...row,
        because: codes,
        sentences: codes.map((code) => dayDoubtSentence(code, facts)),
      };
    }),
    total: rows[0]?.total ?? 0,
  };
}
