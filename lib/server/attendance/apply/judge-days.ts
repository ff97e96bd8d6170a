// Marks school days whose attendance is implausible, after they were counted: every day a file speaks for, not only
// today's. Nothing is left out of any rate because of this.
import {
  DAY_LIMITS,
  judgeDays,
  type DayDoubtCode,
  type DayFacts,
  type SchoolDayCounts,
} from '@/lib/core/attendance/day-doubts';
import { daysBetween, type PlainDate } from '@/lib/core/calendar/plain-date';
import type { Client, SchoolDate } from '../types';
import { WAITS_FOR_STUDENT } from './kept-days';
import { CATEGORY_SQL } from '../category-sql';

export interface ImplausibleDay extends SchoolDate {
  because: DayDoubtCode[];
  facts: DayFacts;
}

/** Looked at together: few enough to be no weight beside a year's file, and enough for one morning's schools. */
const DAYS_AT_ONCE = 8_000;

interface Span {
  schoolId: string;
  first: PlainDate;
  last: PlainDate;
}

/**
 * Judges these days again, those between them, and the school days after them whose usual absence they are part of.
 * Returns which of them are implausible.
 */
export async function judgeSchoolDays(
  client: Client,
  tenantId: number,
  days: readonly SchoolDate[],
): Promise<ImplausibleDay[]> {
  const found: ImplausibleDay[] = [];
  for (const spans of inParts(spansOf(days)))
    found.push(...(await judgeSpans(client, tenantId, spans)));
  return found;
}

function spansOf(days: readonly SchoolDate[]): Span[] {
  const spans = new Map<string, Span>();
  for (const { schoolId, date } of days) {
    const span = spans.get(schoolId);
    if (!span) spans.set(schoolId, { schoolId, first: date, last: date });
    else if (date < span.first) span.first = date;
    else if (date > span.last) span.last = date;
  }
  return [...spans.values()];
}

function* inParts(spans: readonly Span[]): Generator<Span[]> {
  let part: Span[] = [];
  let size = 0;
  for (const span of spans) {
    part.push(span);
    // The days before and after are read, too.
    size += daysBetween(span.first, span.last) + 1 + 2 * DAY_LIMITS.medianDays;
    if (size < DAYS_AT_ONCE) continue;
    yield part;
    part = [];
    size = 0;
  }
  if (part.length > 0) yield part;
}

interface CountedDay extends Omit<SchoolDayCounts, 'unknownStudentCount'> {
  schoolId: string;
  isMarked: boolean;
  /** False for the days before the span: they only say what is usual. */
  isJudged: boolean;
}

async function judgeSpans(
  client: Client,
  tenantId: number,
  spans: readonly Span[],
): Promise<ImplausibleDay[]> {
  const counted = await loadDays(client, tenantId, spans);
  const unknown = await countUnknown(client, tenantId, spans, counted);
  const judged: (ImplausibleDay & { isMarked: boolean })[] = [];
  for (const { schoolId } of spans) {
    const own = counted.get(schoolId) ?? [];
    const counts = own.map(({ date, isInSession, enrolledCount, absentCount, rowCount }) => {
      const unknownStudentCount = unknown.get(`${schoolId} ${date}`) ?? 0;
      const rows = { rowCount: rowCount + unknownStudentCount, unknownStudentCount };
      return { date, isInSession, enrolledCount, absentCount, ...rows };
    });
    for (const [at, { date, doubts, facts }] of judgeDays(counts).entries()) {
      const day = own[at];
      if (day?.isJudged && (doubts.length > 0 || day.isMarked))
        judged.push({ schoolId, date, because: doubts, facts, isMarked: day.isMarked });
    }
  }
  await writeMarks(client, tenantId, judged);
  return judged
    .filter(({ because }) => because.length > 0)
    .map(({ isMarked: _marked, ...day }) => day);
}

/** By school and oldest first. */
async function loadDays(
  client: Client,
  tenantId: number,
  spans: readonly Span[],
): Promise<Map<string, CountedDay[]>> {
  const own = `SELECT * FROM attendance_school_day WHERE tenant_id = $1 AND school_id = k.school_id`;
  const { rows } = await client.query<CountedDay>(
    `SELECT k.school_id AS "schoolId", t.date, t.is_in_session AS "isInSession", t.enrolled AS "enrolledCount",
            ${CATEGORY_SQL.absent('t')} AS "absentCount",
            ${CATEGORY_SQL.events('t')} AS "rowCount",
            t.implausible_because <> '{}' AS "isMarked", t.date >= k.first AS "isJudged"
     FROM unnest($2::text[], $3::date[], $4::date[]) AS k(school_id, first, last)
     CROSS JOIN LATERAL (
       (${own} AND date < k.first AND is_in_session ORDER BY date DESC LIMIT ${DAY_LIMITS.medianDays})
       UNION ALL (${own} AND date BETWEEN k.first AND k.last)
       UNION ALL (${own} AND date > k.last AND is_in_session ORDER BY date LIMIT ${DAY_LIMITS.medianDays})
     ) t
     ORDER BY k.school_id, t.date`,
    [
      tenantId,
      spans.map(({ schoolId }) => schoolId),
      spans.map(({ first }) => first),
      spans.map(({ last }) => last),
    ],
  );
  const bySchool = new Map<string, CountedDay[]>();
  for (const row of rows) {
    const own = bySchool.get(row.schoolId);
    if (own) own.push(row);
    else bySchool.set(row.schoolId, [row]);
  }
  return bySchool;
}

/** Rows that wait for a roster that knows their student, by school and day. */
async function countUnknown(
  client: Client,
  tenantId: number,
  spans: readonly Span[],
  counted: ReadonlyMap<string, readonly CountedDay[]>,
): Promise<Map<string, number>> {
  const dates = [...counted.values()].flatMap((days) => [days[0], days.at(-1)]);
  const known = dates.flatMap((day) => (day ? [day.date] : [])).toSorted();
  if (known.length === 0) return new Map();
  const { rows } = await client.query<SchoolDate & { unknown: number }>(
    `SELECT school_id AS "schoolId", date, count(*) AS unknown FROM attendance_kept_row
     WHERE tenant_id = $1 AND school_id = ANY($2::text[]) AND date BETWEEN $3 AND $4
       AND ${WAITS_FOR_STUDENT}
     GROUP BY 1, 2`,
    [tenantId, spans.map(({ schoolId }) => schoolId), known[0], known.at(-1)],
  );
  return new Map(rows.map(({ schoolId, date, unknown }) => [`${schoolId} ${date}`, unknown]));
}

async function writeMarks(
  client: Client,
  tenantId: number,
  days: readonly ImplausibleDay[],
): Promise<void> {
  if (days.length === 0) return;
  const marks = days.map(({ schoolId, date, because, facts }) => ({
    schoolId,
    date,
    because,
    facts: because.length > 0 ? facts : null,
  }));
  await client.query(
    `UPDATE attendance_school_day t SET implausible_because = n.because, implausible_facts = n.facts
     FROM jsonb_to_recordset($2::jsonb) AS n("schoolId" text, date date, because text[], facts jsonb)
     WHERE t.tenant_id = $1 AND t.school_id = n."schoolId" AND t.date = n.date
       AND (t.implausible_because, t.implausible_facts) IS DISTINCT FROM (n.because, n.facts)`,
    [tenantId, JSON.stringify(marks)],
  );
}
