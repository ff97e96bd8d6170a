// A student of two schools, or in two files, has one status a day. Rows of other files are ranked with this one's, in
// whatever order the files came; a row that is outranked is kept, and returns when the other one goes.
import { dayStrengthSql } from '@/lib/core/attendance/rank';
import { CATEGORY_TRAITS, ATTENDANCE_CATEGORIES } from '@/lib/core/attendance/categories';
import type { FeedKey } from '../ids/feed-kinds';
import type { Client } from '../types';

/** What counts more first; the rest only makes the answer the same in any order. */
export const BEST_FIRST = `strength DESC, is_own_school DESC, school_id, coalesce(reason, ''), coalesce(description, ''), file_name, source`;

const FIELDS = `student_id, date, source, ref, strength, is_own_school, school_id, category, percent_of_day, reason,
  description, grade, language_code, file_name, file_name_id, run_id, line, student_text, school_text`;

/** Rows that another file outranks, as contenders. */
export const OUTRANKED_ROWS = `
  SELECT k.student_id, k.date, 'KEPT' AS source, k.id AS ref, ${dayStrengthSql('k.category', 'k.percent_of_day')} AS strength,
         u.school_sourced_id IS NOT DISTINCT FROM k.school_id AS is_own_school, k.school_id, k.category,
         coalesce(k.percent_of_day, 0)::smallint AS percent_of_day, k.reason, k.description, u.grades[1] AS grade,
         u.language_code, n.file_name, k.file_name_id, k.run_id, k.line, k.student_text, k.school_text
  FROM attendance_kept_row k
  JOIN attendance_file_name n ON n.id = k.file_name_id
  LEFT JOIN roster_user u ON u.tenant_id = k.tenant_id AND u.sourced_id = k.student_id
  WHERE k.tenant_id = $1 AND k.because = 'OUTRANKED' AND k.file_name_id <> $2 AND k.category IS NOT NULL`;

/**
 * Sets `outcome` of the rows that lose and leaves two tables: everybody who speaks of these days (`attendance_contender`)
 * and the kept rows that win (`attendance_returning`).
 */
export async function rankAgainstOthers(
  client: Client,
  { tenantId, fileNameId }: FeedKey,
): Promise<void> {
  const { rowCount } = await client.query(
    `CREATE TEMP TABLE attendance_contender ON COMMIT DROP AS
     SELECT e.student_id, e.date, 'EVENT' AS source, NULL::bigint AS ref,
            ${dayStrengthSql('e.category', 'e.percent_of_day')} AS strength,
            s.student_school_id IS NOT DISTINCT FROM e.school_id AS is_own_school, e.school_id, e.category,
            e.percent_of_day, e.reason, e.description, e.grade, e.language_code, n.file_name, e.file_name_id, e.run_id,
            e.line, e.student_text, e.school_text
     FROM attendance_staged s
     JOIN attendance_there e ON e.student_id = s.student_id AND e.date = s.date
     JOIN attendance_file_name n ON n.id = e.file_name_id
     WHERE s.outcome IS NULL
       -- A later file of the same name replaces; a row of the same file that can be read only now is ranked.
       AND (e.file_name_id <> $2 OR s.shares_day OR e.run_id = s.run_id)
     UNION ALL
     SELECT * FROM (${OUTRANKED_ROWS}) o
     WHERE (o.student_id, o.date) IN (SELECT student_id, date FROM attendance_staged WHERE outcome IS NULL)`,
    [tenantId, fileNameId],
  );
  await client.query(
    'CREATE TEMP TABLE attendance_returning ON COMMIT DROP AS SELECT * FROM attendance_contender WHERE false',
  );
  if (!rowCount) return;
  await client.query('ANALYZE attendance_contender');
  await client.query(
    `INSERT INTO attendance_contender (${FIELDS})
     SELECT s.student_id, s.date, 'ROW', s.place, ${dayStrengthSql('s.meaning', 's.percent_of_day')},
            s.student_school_id IS NOT DISTINCT FROM s.school_id, s.school_id, s.meaning::"AttendanceCategory",
            coalesce(s.percent_of_day, 0), s.reason, s.description, s.grade, s.language_code, n.file_name, $1, s.run_id,
            s.line, s.student_text, s.school_text
     FROM attendance_staged s JOIN attendance_file_name n ON n.id = $1
     WHERE s.outcome IS NULL AND (s.student_id, s.date) IN (SELECT student_id, date FROM attendance_contender)`,
    [fileNameId],
  );
  await client.query(
    `UPDATE attendance_staged s SET winner_text = w.category::text,
       outcome = CASE WHEN w.file_name_id = $1 THEN 'DUPLICATE' ELSE 'OUTRANKED' END,
       later_line = w.line, other_file = w.file_name
     FROM (SELECT DISTINCT ON (student_id, date) * FROM attendance_contender ORDER BY student_id, date, ${BEST_FIRST}) w
     WHERE s.outcome IS NULL AND w.student_id = s.student_id AND w.date = s.date AND w.source <> 'ROW'`,
    [fileNameId],
  );
  await client.query(
    `INSERT INTO attendance_returning (${FIELDS})
     SELECT ${FIELDS} FROM (
       SELECT DISTINCT ON (student_id, date) * FROM attendance_contender ORDER BY student_id, date, ${BEST_FIRST}) w
     WHERE source = 'KEPT'`,
  );
}

/** Kept rows for the days that lost their event in this file. */
export async function findReturning(
  client: Client,
  { tenantId, fileNameId }: FeedKey,
): Promise<void> {
  await client.query(
    `INSERT INTO attendance_returning (${FIELDS})
     SELECT DISTINCT ON (student_id, date) ${FIELDS} FROM (${OUTRANKED_ROWS}) o
     WHERE (o.student_id, o.date) IN (SELECT student_id, date FROM attendance_vanished)
     ORDER BY student_id, date, ${BEST_FIRST}`,
    [tenantId, fileNameId],
  );
}

/** Events of other files that this file's rows outrank are kept as rows of their files; rows that return wait no longer. */
export async function exchangeOutranked(
  client: Client,
  { tenantId, fileNameId }: FeedKey,
  receivedAt: Date,
): Promise<void> {
  const labels = ATTENDANCE_CATEGORIES.map(
    (category) => `WHEN '${category}' THEN '${CATEGORY_TRAITS[category].label}'`,
  ).join(' ');
  await client.query(
    'DELETE FROM attendance_kept_row WHERE tenant_id = $1 AND id IN (SELECT ref FROM attendance_returning)',
    [tenantId],
  );
  await client.query(
    `INSERT INTO attendance_kept_row (tenant_id, run_id, file_name_id, because, received_at, expires_at, line, school_text,
       student_text, date, category_text, category_key, percent_of_day, reason, description, school_id, student_id, category)
     SELECT $1, c.run_id, c.file_name_id, 'OUTRANKED', $3::timestamptz, $3::timestamptz + ${OUTRANKED_FOR}, c.line,
            coalesce(nullif(c.school_text, ''), c.school_id), coalesce(nullif(c.student_text, ''), c.student_id), c.date,
            CASE c.category::text ${labels} END, lower(CASE c.category::text ${labels} END), c.percent_of_day, c.reason,
            c.description, c.school_id, c.student_id, c.category
     FROM attendance_contender c
     WHERE c.source = 'EVENT' AND c.file_name_id <> $2
       AND EXISTS (SELECT 1 FROM attendance_difference f
                   WHERE f.student_id = c.student_id AND f.date = c.date AND f.file_name_id <> c.file_name_id)`,
    [tenantId, fileNameId, receivedAt],
  );
}

/** Longer than a school year: what another file says of a day can go as long as days are corrected. */
export const OUTRANKED_FOR = `interval '400 days'`;
