// Rows in a temporary table of the transaction, with the ids of the roster in force found for them. What becomes of
// each row is written beside it (`outcome`), so that rows read = accepted + rejected + ignored by construction.
import { escapeText, openCopy } from '../../db/copy';
import type { CategoryMeaning } from '@/lib/core/attendance/categories';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import type { Client } from '../types';

export interface RowToStage {
  line: number;
  keptId: number | null;
  schoolText: string;
  studentText: string;
  date: PlainDate;
  categoryText: string;
  categoryKey: string;
  meaning: CategoryMeaning | null;
  percentOfDay: number | null;
  reason: string | null;
  description: string | null;
  /** Stands for what the columns say that are not read; null where they say nothing. */
  otherCells: string | null;
  /** Rejected already: only says that this student's row did not vanish. */
  isSetAside: boolean;
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

/** Whole days for absences that say nothing of their length; a tardy without one has none. */
const WHOLE_DAY = 100;

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
      school_id text COLLATE "C", student_id text COLLATE "C", student_school_id text COLLATE "C",
      grade text COLLATE "C", language_code text COLLATE "C", outcome text, later_line int, other_file text
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
  const isAbsence = row.meaning === 'EXCUSED_ABSENCE' || row.meaning === 'UNEXCUSED_ABSENCE';
  const percent = row.percentOfDay ?? (isAbsence ? WHOLE_DAY : null);
  const values = [
    row.line,
    row.keptId,
    row.schoolText,
    row.studentText,
    row.date,
    row.categoryText,
    row.categoryKey,
    row.meaning,
    percent,
    row.reason,
    row.description,
    row.otherCells,
    row.isSetAside,
  ];
  return `${values.map((value) => (value === null ? '\\N' : escapeText(String(value)))).join('\t')}\n`;
}

/** Finds schools and students of the roster: by sourcedId, else by an identifier that only one of them has. */
export async function resolveIds(client: Client, tenantId: number): Promise<void> {
  // School and student in one pass: each writes every row of the file again.
  await client.query(
    `UPDATE attendance_staged s SET school_id = f.school_id, student_id = f.student_id,
       student_school_id = f.student_school_id, grade = f.grade, language_code = f.language_code
     FROM (
       SELECT t.place, m.sourced_id AS school_id, u.sourced_id AS student_id, u.school_sourced_id AS student_school_id,
              u.grades[1] AS grade, u.language_code
       FROM attendance_staged t
       LEFT JOIN (
         SELECT k.school_text, coalesce(
           (SELECT o.sourced_id FROM roster_org o
            WHERE o.tenant_id = $1 AND o.sourced_id = k.school_text AND o.removed_at IS NULL),
           (SELECT min(o.sourced_id) FROM roster_org o
            WHERE o.tenant_id = $1 AND o.identifier = k.school_text AND o.removed_at IS NULL
            HAVING count(*) = 1)) AS sourced_id
         FROM (SELECT DISTINCT school_text FROM attendance_staged) k
       ) m ON m.school_text = t.school_text
       LEFT JOIN roster_user u
         ON u.tenant_id = $1 AND u.sourced_id = t.student_text AND u.role = 'student' AND u.removed_at IS NULL
     ) f
     WHERE f.place = s.place`,
    [tenantId],
  );
  await client.query(
    `UPDATE attendance_staged s SET student_id = u.sourced_id, student_school_id = u.school_sourced_id,
       grade = u.grades[1], language_code = u.language_code
     FROM (
       SELECT u.identifier, min(u.sourced_id) AS sourced_id, min(u.school_sourced_id) AS school_sourced_id,
              min(u.grades) AS grades, min(u.language_code) AS language_code
       FROM roster_user u
       WHERE u.tenant_id = $1 AND u.role = 'student' AND u.removed_at IS NULL
         AND u.identifier IN (SELECT student_text FROM attendance_staged WHERE student_id IS NULL)
       GROUP BY u.identifier HAVING count(*) = 1
     ) u
     WHERE s.student_id IS NULL AND u.identifier = s.student_text`,
    [tenantId],
  );
}

/**
 * Decides about each row, in the order in which a person would want to hear of it. Rows that keep their `outcome` null
 * are the events of the file.
 */
export async function decideOutcomes(
  client: Client,
  tenantId: number,
  fileNameId: number,
): Promise<void> {
  await client.query(`UPDATE attendance_staged SET outcome = 'SET_ASIDE' WHERE is_set_aside`);
  // The last row about a student and day is the one that counts, whatever it says.
  await client.query(`
    WITH ranked AS (
      SELECT place, last_value(place) OVER everything AS last_place,
             last_value(line) OVER everything AS last_line,
             row(school_text, category_key, percent_of_day, reason, description)
               IS NOT DISTINCT FROM last_value(row(school_text, category_key, percent_of_day, reason, description)) OVER everything
               AS is_same
      FROM attendance_staged
      -- Few are twice there: only those are compared.
      WHERE outcome IS NULL AND (coalesce(student_id, student_text), student_id IS NULL, date) IN (
        SELECT coalesce(student_id, student_text), student_id IS NULL, date FROM attendance_staged
        WHERE outcome IS NULL GROUP BY 1, 2, 3 HAVING count(*) > 1)
      WINDOW everything AS (PARTITION BY coalesce(student_id, student_text), student_id IS NULL, date
                            ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
    )
    UPDATE attendance_staged s SET outcome = CASE WHEN r.is_same THEN 'SAME_ROW' ELSE 'DUPLICATE' END,
      later_line = r.last_line
    FROM ranked r WHERE r.place = s.place AND r.place <> r.last_place`);
  await client.query(`
    UPDATE attendance_staged SET outcome = CASE
      WHEN meaning = 'NO_EVENT' THEN 'NO_EVENT'
      WHEN school_id IS NULL THEN 'UNKNOWN_SCHOOL'
      WHEN student_id IS NULL THEN 'UNKNOWN_STUDENT'
      ELSE 'UNMAPPED_CATEGORY' END
    WHERE outcome IS NULL AND (meaning IS NULL OR meaning = 'NO_EVENT' OR school_id IS NULL OR student_id IS NULL)`);
  // By date, once: looking each student up in a year of events reads a page per student.
  await client.query(
    `CREATE TEMP TABLE attendance_there ON COMMIT DROP AS
     SELECT e.* FROM attendance_event e
     WHERE e.tenant_id = $1 AND e.date = ANY (ARRAY(SELECT DISTINCT date FROM attendance_staged))`,
    [tenantId],
  );
  await client.query('ANALYZE attendance_there');
  await client.query(
    `UPDATE attendance_staged s SET outcome = 'OTHER_FILE', other_file = n.file_name
     FROM attendance_there e JOIN attendance_file_name n ON n.id = e.file_name_id
     WHERE s.outcome IS NULL AND e.student_id = s.student_id AND e.date = s.date
       AND e.file_name_id <> $1`,
    [fileNameId],
  );
}
