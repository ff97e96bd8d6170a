// Schools and students of the staged rows, in the roster as it is now. The kind of id is decided once per feed; the
// row's school is a witness for who its student is.
import type { IdKind } from '@/lib/core/attendance/id-kinds';
import type { Client } from '../types';
import { decideFeedKind, loadFeedKinds, type FeedKey } from './feed-kinds';
import { giveRowsToFormer } from './former-students';
import { dropSchools, resolveSchools, SCHOOLS_FOUND, SCHOOLS_MEANT } from './resolve-schools';
import { createCandidates, judgeCandidates, readEvidence } from './verdict';

const NAMED = 'attendance_student_named';
const CANDIDATES = 'attendance_student_candidate';
const FOUND = 'attendance_student_found';
/** Everybody whom the id of a row without a student could mean, whatever the kind. */
const MEANT = 'attendance_student_meant';

/** Returns whether these rows decided a kind of id that was not decided before: rows that wait can be tried again. */
export async function resolveIds(client: Client, feed: FeedKey): Promise<{ hasDecided: boolean }> {
  const kinds = await loadFeedKinds(client, feed);
  await keepSettled(client, feed);
  const { rows } = await client.query<{ text: string }>(
    'SELECT DISTINCT school_text AS text FROM attendance_staged',
  );
  const texts = rows.map(({ text }) => text);
  const school = await resolveSchools(client, feed, kinds, texts, { hasRows: true });
  let { student } = kinds;
  await client.query(
    `CREATE TEMP TABLE ${MEANT} (text text COLLATE "C", id text COLLATE "C") ON COMMIT DROP`,
  );
  if (student === null) {
    await writeSchools(client);
    student = await resolveStudents(client, feed, null);
  } else {
    await writeSchoolsAndStudents(client, feed.tenantId, student);
    if (await hasUnknown(client)) await resolveStudents(client, feed, student);
  }
  await keepSettledSchools(client, feed);
  await dropSchools(client);
  await giveRowsToFormer(client, feed.tenantId);
  return { hasDecided: school !== kinds.school || student !== kinds.student };
}

/**
 * A row of the same name, day and id that made an event is that student's, also once the roster has removed the student or
 * given the number to somebody else: what a file said of a day does not become another child's.
 */
async function keepSettled(client: Client, { tenantId, fileNameId }: FeedKey): Promise<void> {
  await client.query(
    `UPDATE attendance_staged s SET student_id = e.student_id, is_settled = true,
       student_school_id = u.school_sourced_id, grade = coalesce(u.grades[1], e.grade),
       language_code = coalesce(u.language_code, e.language_code)
     FROM attendance_there e
     JOIN attendance_file_name n ON n.id = e.file_name_id
     LEFT JOIN roster_user u ON u.tenant_id = $1 AND u.sourced_id = e.student_id
     WHERE e.file_name_id = $2 AND e.date = s.date AND coalesce(e.student_text, e.student_id) = s.student_text
       AND (n.student_ids_read_since IS NULL OR e.changed_at >= n.student_ids_read_since)`,
    [tenantId, fileNameId],
  );
  await client.query(
    `UPDATE attendance_staged s SET student_id = k.student_id, is_settled = true,
       student_school_id = u.school_sourced_id, grade = u.grades[1], language_code = u.language_code
     FROM attendance_kept_row k
     JOIN attendance_file_name n ON n.id = k.file_name_id
     LEFT JOIN roster_user u ON u.tenant_id = $1 AND u.sourced_id = k.student_id
     WHERE k.tenant_id = $1 AND k.file_name_id = $2 AND k.because = 'OUTRANKED' AND s.student_id IS NULL
       AND k.date = s.date AND k.student_text = s.student_text
       AND (n.student_ids_read_since IS NULL OR k.received_at >= n.student_ids_read_since)`,
    [tenantId, fileNameId],
  );
}

/** The same for a school that the roster has no longer. */
async function keepSettledSchools(client: Client, { fileNameId }: FeedKey): Promise<void> {
  await client.query(
    `UPDATE attendance_staged s SET school_id = e.school_id, school_problem = NULL
     FROM attendance_there e
     WHERE s.school_id IS NULL AND s.is_settled AND e.file_name_id = $1 AND e.student_id = s.student_id
       AND e.date = s.date AND coalesce(e.school_text, e.school_id) = s.school_text`,
    [fileNameId],
  );
}

async function writeSchools(client: Client): Promise<void> {
  await client.query(
    `UPDATE attendance_staged s SET school_id = f.id, school_problem = f.problem
     FROM ${SCHOOLS_FOUND} f WHERE f.text = s.school_text`,
  );
}

/** The usual case, in one pass: each pass writes every row of the file again. */
async function writeSchoolsAndStudents(
  client: Client,
  tenantId: number,
  kind: IdKind,
): Promise<void> {
  const students =
    kind === 'SOURCED_ID'
      ? `SELECT sourced_id AS text, sourced_id, school_sourced_id, grades, language_code FROM roster_user
         WHERE tenant_id = $1 AND role = 'student' AND removed_at IS NULL`
      : `SELECT identifier AS text, min(sourced_id) AS sourced_id, min(school_sourced_id) AS school_sourced_id,
                min(grades) AS grades, min(language_code) AS language_code
         FROM roster_user
         WHERE tenant_id = $1 AND role = 'student' AND removed_at IS NULL
           AND identifier IN (SELECT student_text FROM attendance_staged)
         GROUP BY identifier HAVING count(*) = 1`;
  await client.query(
    `UPDATE attendance_staged s SET school_id = f.school_id, school_problem = f.problem,
       student_id = coalesce(s.student_id, f.student_id),
       student_school_id = CASE WHEN s.is_settled THEN s.student_school_id ELSE f.student_school_id END,
       grade = CASE WHEN s.is_settled THEN s.grade ELSE f.grade END,
       language_code = CASE WHEN s.is_settled THEN s.language_code ELSE f.language_code END
     FROM (
       SELECT t.place, m.id AS school_id, m.problem, u.sourced_id AS student_id,
              u.school_sourced_id AS student_school_id, u.grades[1] AS grade, u.language_code
       FROM attendance_staged t
       LEFT JOIN ${SCHOOLS_FOUND} m ON m.text = t.school_text
       LEFT JOIN (${students}) u ON u.text = t.student_text
     ) f
     WHERE f.place = s.place`,
    [tenantId],
  );
}

async function hasUnknown(client: Client): Promise<boolean> {
  const { rows } = await client.query(
    'SELECT 1 FROM attendance_staged WHERE student_id IS NULL LIMIT 1',
  );
  return rows.length > 0;
}

/** Everybody whom the ids of rows without a student could name is looked at. Returns the kind, if it is decided. */
async function resolveStudents(
  client: Client,
  feed: FeedKey,
  decided: IdKind | null,
): Promise<IdKind | null> {
  const { tenantId } = feed;
  await client.query(
    `CREATE TEMP TABLE ${NAMED} ON COMMIT DROP AS
     WITH texts AS MATERIALIZED (SELECT DISTINCT student_text AS text FROM attendance_staged WHERE student_id IS NULL)
     SELECT t.text, 'SOURCED_ID' AS kind, u.sourced_id AS id, u.removed_at IS NOT NULL AS is_removed, u.org_sourced_ids
     FROM texts t JOIN roster_user u ON u.tenant_id = $1 AND u.sourced_id = t.text AND u.role = 'student'
     UNION ALL
     SELECT text, 'IDENTIFIER', sourced_id, is_removed, org_sourced_ids
     FROM (
       SELECT u.identifier AS text, u.sourced_id, u.removed_at IS NOT NULL AS is_removed, u.org_sourced_ids,
              rank() OVER (PARTITION BY u.identifier ORDER BY u.removed_at IS NOT NULL) AS place
       FROM roster_user u
       WHERE u.tenant_id = $1 AND u.role = 'student' AND u.identifier IN (SELECT text FROM texts)
     ) f
     WHERE place = 1`,
    [tenantId],
  );
  await client.query(`ANALYZE ${NAMED}`);
  await createCandidates(client, CANDIDATES);
  await client.query(
    `INSERT INTO ${CANDIDATES} (text, at, kind, id, is_removed, is_there)
     SELECT p.student_text, p.school_text, n.kind, n.id, n.is_removed, coalesce(bool_or(
       m.id = ANY(n.org_sourced_ids) OR EXISTS (
         SELECT 1 FROM roster_enrollment e
         WHERE e.tenant_id = $1 AND e.user_sourced_id = n.id AND e.school_sourced_id = m.id AND e.removed_at IS NULL)), false)
     FROM (SELECT DISTINCT student_text, school_text FROM attendance_staged WHERE student_id IS NULL) p
     JOIN ${NAMED} n ON n.text = p.student_text
     LEFT JOIN ${SCHOOLS_MEANT} m ON m.text = p.school_text
     GROUP BY 1, 2, 3, 4, 5`,
    [tenantId],
  );
  const kind =
    decided ??
    (await decideFeedKind(client, feed, 'student', await readEvidence(client, CANDIDATES)));
  await judgeCandidates(client, CANDIDATES, FOUND, kind);
  await client.query(
    `UPDATE attendance_staged s SET student_id = u.sourced_id, student_problem = f.problem,
       student_school_id = u.school_sourced_id, grade = u.grades[1], language_code = u.language_code
     FROM ${FOUND} f LEFT JOIN roster_user u ON u.tenant_id = $1 AND u.sourced_id = f.id
     WHERE s.student_id IS NULL AND s.student_text = f.text AND s.school_text = f.at`,
    [tenantId],
  );
  await client.query(
    `INSERT INTO ${MEANT} (text, id)
     SELECT DISTINCT n.text, n.id FROM ${NAMED} n JOIN ${FOUND} f ON f.text = n.text WHERE f.problem IS NOT NULL`,
  );
  await client.query(`DROP TABLE ${NAMED}, ${CANDIDATES}, ${FOUND}`);
  return kind;
}
