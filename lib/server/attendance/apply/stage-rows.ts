// Rows in a temporary table of the transaction, with a place for the ids found for them. What becomes of each
// row is written beside it (`outcome`), so that rows read = accepted + rejected + ignored by construction.
import { escapeText, openCopy } from '../../db/copy';
import { dayStrengthSql, EVENT_STRENGTH, percentToCount } from '@/lib/core/attendance/rank';
import type { AttendanceFileRow } from '@/lib/core/attendance-file/read-attendance';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import type { FeedKey } from '../ids/feed-kinds';
import type { Client } from '../types';
import { rankAgainstOthers } from './rank-days';

export interface RowToStage extends AttendanceFileRow {
  /** Of a row that waited. */
  keptId?: number | null;
}

const COLUMNS = [
  'line',
  'kept_id',
  'school_text',
  'student_text',
  'date',
  'category_text',
  'category_key',
  'meaning',
  'percent_of_day',
  'reason',
  'description',
  'other_cells',
  'is_set_aside',
] as const;

/** Takes the rows in batches, as they are read: no more than one is held here. */
export async function stageRows(
  client: Client,
  batches: AsyncIterable<readonly RowToStage[]> | Iterable<readonly RowToStage[]>,
): Promise<void> {
  await client.query(`
    CREATE TEMP TABLE attendance_staged (
      place int GENERATED ALWAYS AS IDENTITY, line int NOT NULL, kept_id bigint, school_text text COLLATE "C" NOT NULL, student_text text COLLATE "C" NOT NULL,
      date date NOT NULL, category_text text NOT NULL, category_key text COLLATE "C" NOT NULL, meaning text,
      percent_of_day smallint, reason text, description text, other_cells text, is_set_aside boolean NOT NULL,
      school_id text COLLATE "C", school_problem text, student_id text COLLATE "C", student_problem text, is_settled boolean NOT NULL DEFAULT false,
      student_school_id text COLLATE "C", grade text COLLATE "C", language_code text COLLATE "C", outcome text, later_line int, other_file text,
      winner_text text, run_id int, shares_day boolean NOT NULL DEFAULT false
    ) ON COMMIT DROP`);
  const copy = openCopy(client, 'attendance_staged', COLUMNS);
  try {
    for await (const rows of batches) {
      for (const row of rows) copy.add(encode(row));
      await copy.drain();
    }
  } finally {
    await copy.end();
  }
  await client.query('ANALYZE attendance_staged');
}

function encode(row: RowToStage): string {
  const values = [
    row.line,
    row.keptId ?? null,
    row.schoolText,
    row.studentText,
    row.date,
    row.categoryText,
    row.categoryKey,
    row.meaning,
    percentToCount(row),
    row.reason,
    row.description,
    row.otherCells,
    row.isSetAside,
  ];
  return `${values.map((value) => (value === null ? '\\N' : escapeText(String(value)))).join('\t')}\n`;
}

/** The events of the days the rows are about, and of `alsoDate`: what is there, before anything is decided. */
export async function loadEventsThere(
  client: Client,
  tenantId: number,
  alsoDate: PlainDate | null,
): Promise<void> {
  // By date, once: looking each student up in a year of events reads a page per student.
  await client.query(
    `CREATE TEMP TABLE attendance_there ON COMMIT DROP AS
     SELECT e.* FROM attendance_event e
     WHERE e.tenant_id = $1 AND e.date = ANY (ARRAY(SELECT DISTINCT date FROM attendance_staged UNION SELECT $2::date))`,
    [tenantId, alsoDate],
  );
  await client.query('ANALYZE attendance_there');
}

const outcomes = (who: 'school' | 'student', noun: 'SCHOOL' | 'STUDENT'): string =>
  `CASE ${who}_problem WHEN 'TWO' THEN 'TWO_${noun}S' WHEN 'SHARED' THEN 'SHARED_${noun}'
     WHEN 'OTHER_KIND' THEN 'OTHER_KIND_${noun}' ELSE 'UNKNOWN_${noun}' END`;

/** Why nobody was found for an id, as what becomes of the row. */
const PROBLEM_OUTCOMES = {
  school: outcomes('school', 'SCHOOL'),
  student: outcomes('student', 'STUDENT'),
} as const;

const WHO = 'coalesce(student_id, student_text), student_id IS NULL, date';

/** Of the days that several rows speak of. */
const IS_TWICE = `(${WHO}) IN (SELECT who, is_unknown, date FROM attendance_twice)`;

/**
 * `attendance_twice`: whose days several rows speak of; few, so only those are compared. Whether there are any. Asked for
 * once and counted: the database would otherwise guess how many, and look for them again for each row of a year.
 */
async function findTwice(client: Client): Promise<boolean> {
  const { rowCount } = await client.query(
    `CREATE TEMP TABLE attendance_twice (who, is_unknown, date) ON COMMIT DROP AS
     SELECT ${WHO} FROM attendance_staged WHERE NOT is_set_aside GROUP BY 1, 2, 3 HAVING count(*) > 1`,
  );
  await client.query('ANALYZE attendance_twice');
  return (rowCount ?? 0) > 0;
}

/**
 * Decides about each row, in the order in which a person would want to hear of it. Rows that keep their `outcome` null
 * are the events of the file.
 */
export async function decideOutcomes(client: Client, source: FeedKey): Promise<void> {
  // Counted again: who is meant was found since.
  await client.query('ANALYZE attendance_staged');
  await client.query(`UPDATE attendance_staged SET outcome = 'SET_ASIDE' WHERE is_set_aside`);
  const areSomeTwice = await findTwice(client);
  if (areSomeTwice) await leaveOutCopies(client);
  await client.query(`
    UPDATE attendance_staged SET outcome = CASE
      WHEN meaning = 'NO_EVENT' THEN 'NO_EVENT'
      WHEN school_id IS NULL THEN ${PROBLEM_OUTCOMES.school}
      WHEN student_id IS NULL THEN ${PROBLEM_OUTCOMES.student}
      ELSE 'UNMAPPED_CATEGORY' END
    WHERE outcome IS NULL AND (meaning IS NULL OR meaning = 'NO_EVENT' OR school_id IS NULL OR student_id IS NULL)`);
  if (areSomeTwice) await rankOwnRows(client);
  await rankAgainstOthers(client, source);
}

async function leaveOutCopies(client: Client): Promise<void> {
  await client.query(`
    WITH copies AS (
      SELECT place, first_value(place) OVER same AS first_place
      FROM attendance_staged WHERE outcome IS NULL AND ${IS_TWICE}
      WINDOW same AS (PARTITION BY coalesce(student_id, student_text), student_id IS NULL, date,
        coalesce(school_id, school_text), category_key, percent_of_day, reason, description ORDER BY line, place)
    )
    UPDATE attendance_staged s SET outcome = 'SAME_ROW' FROM copies c WHERE c.place = s.place AND c.place <> c.first_place`);
}

/** One row counts, whatever their order. What cannot be read yet waits beside it and is ranked once it can. */
async function rankOwnRows(client: Client): Promise<void> {
  await client.query(`
    WITH read AS (
      SELECT *, CASE WHEN outcome IS NULL OR outcome IN ('NO_EVENT', 'UNMAPPED_CATEGORY')
                     THEN ${dayStrengthSql('meaning', 'percent_of_day')} ELSE -1 END AS strength
      FROM attendance_staged
      WHERE student_id IS NOT NULL AND coalesce(outcome, '') NOT IN ('SET_ASIDE', 'SAME_ROW') AND ${IS_TWICE}
    ), ranked AS (
      SELECT place, strength, first_value(place) OVER day AS best_place, first_value(line) OVER day AS best_line,
             first_value(category_text) OVER day AS best_text, first_value(strength) OVER day AS best_strength
      FROM read
      WINDOW day AS (PARTITION BY student_id, date ORDER BY strength DESC, student_school_id IS DISTINCT FROM school_id,
        school_id, coalesce(reason, ''), coalesce(description, ''), category_key, line)
    )
    UPDATE attendance_staged s SET later_line = r.best_line, winner_text = r.best_text, shares_day = true,
      outcome = CASE WHEN s.outcome IS NULL OR (s.outcome = 'NO_EVENT' AND r.best_strength >= ${EVENT_STRENGTH})
                     THEN 'DUPLICATE' ELSE s.outcome END
    FROM ranked r WHERE r.place = s.place AND r.place <> r.best_place AND r.best_strength > 0`);
}

/** Another set of rows can be staged in the same transaction. */
export async function dropStaged(client: Client): Promise<void> {
  await client.query('DROP TABLE attendance_reported');
  await dropRanked(client);
}

export async function dropRanked(client: Client): Promise<void> {
  await client.query(
    'DROP TABLE IF EXISTS attendance_staged, attendance_twice, attendance_there, attendance_difference, attendance_student_meant, attendance_contender, attendance_returning',
  );
}
