// What became of the staged rows, as counts and as problems with their lines.
import { ATTENDANCE_CATEGORIES, CATEGORY_TRAITS } from '@/lib/core/attendance/categories';
import { kindParams } from '@/lib/core/attendance/id-kinds';
import { shownValue, STORED_PER_GROUP, type IssueCode } from '@/lib/core/issues';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { hasFewRows } from '@/lib/core/attendance/notice-breaker';
import { loadFeedKinds, type FeedKinds } from '../ids/feed-kinds';
import { SCHOOL_CODES, STUDENT_CODES } from '../ids/problem-codes';
import type { DailyIssues } from '@/lib/core/attendance-file/daily-issues';
import { loadSessionDefaults, SESSION_SQL } from '../session-days';
import type { Client } from '../types';
import type { EventSource } from './apply-events';
import { CATEGORY_SQL } from '../category-sql';

type Outcome =
  | 'SET_ASIDE'
  | 'DUPLICATE'
  | 'SAME_ROW'
  | 'NO_EVENT'
  | 'UNKNOWN_SCHOOL'
  | 'TWO_SCHOOLS'
  | 'SHARED_SCHOOL'
  | 'OTHER_KIND_SCHOOL'
  | 'UNKNOWN_STUDENT'
  | 'TWO_STUDENTS'
  | 'SHARED_STUDENT'
  | 'OTHER_KIND_STUDENT'
  | 'UNMAPPED_CATEGORY'
  | 'OUTRANKED';

const UNFOUND_CODES = {
  UNKNOWN_SCHOOL: SCHOOL_CODES.UNKNOWN,
  TWO_SCHOOLS: SCHOOL_CODES.TWO,
  SHARED_SCHOOL: SCHOOL_CODES.SHARED,
  OTHER_KIND_SCHOOL: SCHOOL_CODES.OTHER_KIND,
  UNKNOWN_STUDENT: STUDENT_CODES.UNKNOWN,
  TWO_STUDENTS: STUDENT_CODES.TWO,
  SHARED_STUDENT: STUDENT_CODES.SHARED,
  OTHER_KIND_STUDENT: STUDENT_CODES.OTHER_KIND,
} as const satisfies Partial<Record<Outcome, IssueCode>>;

interface StagedRow {
  outcome: Outcome;
  line: number;
  schoolText: string;
  studentText: string;
  categoryText: string;
  laterLine: number | null;
  otherFile: string | null;
  winnerText: string | null;
}

export interface OutcomeCounts {
  accepted: number;
  rejected: number;
  ignored: number;
  /** Understood, and nothing to write down. */
  understood: number;
}

export async function readOutcomes(
  client: Client,
  source: EventSource,
  issues: DailyIssues,
): Promise<OutcomeCounts> {
  const { rows } = await client.query<{ outcome: Outcome | null; count: number }>(
    `SELECT outcome, count(*) AS count FROM attendance_staged WHERE outcome IS DISTINCT FROM 'SET_ASIDE' GROUP BY 1`,
  );
  const count = (...outcomes: (Outcome | null)[]): number =>
    rows.reduce((sum, row) => sum + (outcomes.includes(row.outcome) ? row.count : 0), 0);
  const kinds = await loadFeedKinds(client, source);
  await addRowIssues(client, issues, kinds);
  await addKindIssues(client, issues, kinds);
  addCount(issues, 'ATTENDANCE_SAME_ROW', count('SAME_ROW'));
  addCount(issues, 'ATTENDANCE_NO_EVENT', count('NO_EVENT'));
  await addDayIssues(client, source, issues);
  return {
    accepted: count(null),
    rejected: rows.reduce((sum, row) => sum + (isRejected(row.outcome) ? row.count : 0), 0),
    ignored: count('SAME_ROW', 'NO_EVENT'),
    understood: count('NO_EVENT', 'OUTRANKED'),
  };
}

const NOT_REJECTED: readonly (Outcome | null)[] = [null, 'SET_ASIDE', 'SAME_ROW', 'NO_EVENT'];

function isRejected(outcome: Outcome | null): boolean {
  return !NOT_REJECTED.includes(outcome);
}

async function addRowIssues(client: Client, issues: DailyIssues, kinds: FeedKinds): Promise<void> {
  // As many as are stored: a file in which every row is refused would not fit into memory.
  const { rows } = await client.query<StagedRow & { place: number; count: number }>(
    `SELECT * FROM (
       SELECT outcome, line, school_text AS "schoolText", student_text AS "studentText",
              category_text AS "categoryText", later_line AS "laterLine", other_file AS "otherFile",
              winner_text AS "winnerText",
              row_number() OVER (PARTITION BY outcome, winner_text IS NULL ORDER BY line) AS place,
              count(*) OVER (PARTITION BY outcome, winner_text IS NULL) AS count
       FROM attendance_staged
       WHERE outcome <> ALL($1::text[])
     ) s
     WHERE place <= $2
     ORDER BY line`,
    [NOT_REJECTED.filter((outcome) => outcome !== null), STORED_PER_GROUP],
  );
  for (const row of rows) {
    const { code, column, value, params } = issueOf(row, kinds);
    // The first stands for all that are not among them.
    const notThere = row.place === 1 ? Math.max(0, row.count - STORED_PER_GROUP) : 0;
    issues.add({ code, line: row.line, column, value, params }, 1 + notThere);
  }
}

function issueOf(
  row: StagedRow,
  kinds: FeedKinds,
): {
  code: IssueCode;
  column: string | null;
  value: string | null;
  params?: Record<string, string | number>;
} {
  switch (row.outcome) {
    case 'UNKNOWN_SCHOOL':
    case 'TWO_SCHOOLS':
    case 'SHARED_SCHOOL':
    case 'OTHER_KIND_SCHOOL':
      return {
        code: UNFOUND_CODES[row.outcome],
        column: 'school_id',
        value: shownValue(row.schoolText),
        params: kindParams(kinds.school),
      };
    case 'UNKNOWN_STUDENT':
    case 'TWO_STUDENTS':
    case 'SHARED_STUDENT':
    case 'OTHER_KIND_STUDENT':
      return {
        code: UNFOUND_CODES[row.outcome],
        column: 'student_id',
        value: shownValue(row.studentText),
        params: kindParams(kinds.student),
      };
    case 'UNMAPPED_CATEGORY':
      if (row.winnerText !== null)
        return {
          code: 'ATTENDANCE_DUPLICATE_DAY',
          column: null,
          value: null,
          params: {
            later: row.laterLine ?? 0,
            own: shownValue(row.categoryText),
            used: usedWord(row),
            kept: 'yes',
          },
        };
      return {
        code: 'ATTENDANCE_CATEGORY_UNMAPPED',
        column: 'attendance_event_category',
        value: shownValue(row.categoryText),
      };
    case 'OUTRANKED':
      return {
        code: 'ATTENDANCE_OTHER_FILE_HAS_DAY',
        column: null,
        value: null,
        params: {
          other: row.otherFile ?? '',
          own: shownValue(row.categoryText),
          used: usedWord(row),
        },
      };
    default:
      return {
        code: 'ATTENDANCE_DUPLICATE_DAY',
        column: null,
        value: null,
        params: {
          later: row.laterLine ?? 0,
          own: shownValue(row.categoryText),
          used: usedWord(row),
        },
      };
  }
}

/** What the row that counts says: a word of this file, or the category of another one. */
function usedWord({ winnerText }: StagedRow): string {
  const category = ATTENDANCE_CATEGORIES.find((each) => each === winnerText);
  return category ? CATEGORY_TRAITS[category].label : shownValue(winnerText ?? '');
}

/** A file of which not one id fits its kind, and some fit the other: its kind is the wrong one, or the export changed. */
async function addKindIssues(client: Client, issues: DailyIssues, kinds: FeedKinds): Promise<void> {
  for (const who of ['school', 'student'] as const) {
    const { rows } = await client.query<{ found: number; other: number }>(
      `SELECT count(*) FILTER (WHERE ${who}_id IS NOT NULL) AS found,
              count(DISTINCT ${who}_text) FILTER (WHERE ${who}_problem = 'OTHER_KIND') AS other FROM attendance_staged`,
    );
    const { found = 0, other = 0 } = rows[0] ?? {};
    if (found === 0 && other > 0)
      issues.add({
        code: 'ATTENDANCE_OTHER_ID_KIND',
        line: null,
        column: `${who}_id`,
        value: null,
        params: { ...kindParams(kinds[who]), count: other },
      });
  }
}

/** Warnings about a school's day; `attendance_reported` says how many rows each has. */
async function addDayIssues(
  client: Client,
  { tenantId }: EventSource,
  issues: DailyIssues,
): Promise<void> {
  const { rows: others } = await client.query<{ count: number }>(
    `SELECT count(*) AS count FROM attendance_staged
     WHERE outcome IS NULL AND student_school_id IS DISTINCT FROM school_id
       AND NOT EXISTS (SELECT 1 FROM roster_user u WHERE u.tenant_id = $1 AND u.sourced_id = student_id
                       AND school_id = ANY(u.org_sourced_ids))
       AND NOT EXISTS (SELECT 1 FROM roster_enrollment m WHERE m.tenant_id = $1 AND m.user_sourced_id = student_id
                       AND m.school_sourced_id = school_id AND m.removed_at IS NULL)`,
    [tenantId],
  );
  addCount(issues, 'ATTENDANCE_OTHER_SCHOOL', others[0]?.count ?? 0);
  const { rows: spans } = await client.query<{ first: PlainDate | null; last: PlainDate | null }>(
    'SELECT min(date) AS first, max(date) AS last FROM attendance_reported',
  );
  const { first, last } = spans[0] ?? {};
  if (!first || !last) return;
  const defaults = await loadSessionDefaults(client, tenantId, first, last);
  const { rows } = await client.query<{
    schoolId: string;
    date: PlainDate;
    rowCount: number;
    isInSession: boolean;
    saidBy: 'calendar' | 'staff' | 'terms';
    median: number | null;
  }>(
    `SELECT s.school_id AS "schoolId", s.date, s.row_count AS "rowCount", ${SESSION_SQL.isInSession} AS "isInSession",
       ${SESSION_SQL.saidBy} AS "saidBy",
       (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY ${CATEGORY_SQL.events('p')})
        FROM (SELECT * FROM attendance_school_day p
              WHERE p.tenant_id = $1 AND p.school_id = s.school_id AND p.date < s.date AND p.is_in_session
              ORDER BY p.date DESC LIMIT 20) p) AS median
     FROM attendance_reported s JOIN ${SESSION_SQL.days(2)} ON d.date = s.date
     ${SESSION_SQL.joins}
     ORDER BY s.date, s.school_id`,
    [tenantId, defaults.dates, defaults.inSession, defaults.known],
  );
  for (const { schoolId, date, rowCount, isInSession, saidBy, median } of rows) {
    if (!isInSession && rowCount > 0)
      issues.add({
        code: 'ATTENDANCE_NOT_IN_SESSION',
        line: null,
        column: 'attendance_event_date',
        value: date,
        params: { count: rowCount, because: saidBy },
      });
    if (isInSession && hasFewRows(rowCount, median))
      issues.add({
        code: 'ATTENDANCE_FEW_ROWS',
        line: null,
        column: 'school_id',
        value: schoolId,
        params: { date, count: rowCount, usual: Math.round(median ?? 0) },
      });
  }
}

function addCount(issues: DailyIssues, code: IssueCode, count: number): void {
  if (count > 0)
    issues.add({ code, line: null, column: null, value: null, params: { count } }, count);
}
