// Schools by the ids a file writes: the one way for attendance and calendar files.
import type { IdKind } from '@/lib/core/attendance/id-kinds';
import type { Client } from '../types';
import { decideFeedKind, type FeedKey, type FeedKinds } from './feed-kinds';
import { createCandidates, judgeCandidates, readEvidence } from './verdict';

const CANDIDATES = 'attendance_school_candidate';
/** One row per id: `text`, `id`, `problem`. Ids the roster does not know are not in it. */
export const SCHOOLS_FOUND = 'attendance_school_found';
/** Every school an id may mean: the one found, or each of those that come into question. */
export const SCHOOLS_MEANT = 'attendance_school_meant';

/**
 * Leaves both tables behind. `hasRows`: the rows are staged, and their students tell where two schools come into
 * question. Returns the kind, decided by these ids if it was not before.
 */
export async function resolveSchools(
  client: Client,
  feed: FeedKey,
  kinds: FeedKinds,
  texts: readonly string[],
  { hasRows }: { hasRows: boolean },
): Promise<IdKind | null> {
  await createCandidates(client, CANDIDATES);
  await client.query(
    `INSERT INTO ${CANDIDATES} (text, at, kind, id, is_removed, is_there)
     WITH texts AS (SELECT DISTINCT t.text FROM unnest($2::text[]) AS t(text)), found AS (
       SELECT t.text, 'SOURCED_ID' AS kind, o.sourced_id, o.removed_at IS NOT NULL AS is_removed, o.type
       FROM texts t JOIN roster_org o ON o.tenant_id = $1 AND o.sourced_id = t.text
       UNION ALL
       SELECT t.text, 'IDENTIFIER', o.sourced_id, o.removed_at IS NOT NULL, o.type
       FROM texts t JOIN roster_org o ON o.tenant_id = $1 AND o.identifier = t.text
     )
     SELECT text, '', kind, sourced_id, is_removed, true
     FROM (SELECT *, rank() OVER (
             -- A district that shares its number with a school is not the school.
             PARTITION BY text, kind ORDER BY is_removed, type IS DISTINCT FROM 'school') AS place FROM found) f
     WHERE place = 1`,
    [feed.tenantId, texts],
  );
  let { school: kind } = kinds;
  if (kind === null) {
    if (hasRows) await askStudents(client, feed.tenantId, kinds.student);
    kind = await decideFeedKind(client, feed, 'school', await readEvidence(client, CANDIDATES));
  }
  await judgeCandidates(client, CANDIDATES, SCHOOLS_FOUND, kind);
  await client.query(
    `CREATE TEMP TABLE ${SCHOOLS_MEANT} ON COMMIT DROP AS
     SELECT DISTINCT c.text, c.id FROM ${CANDIDATES} c JOIN ${SCHOOLS_FOUND} f ON f.text = c.text
     WHERE ($1::text IS NULL OR c.kind = $1) AND (f.problem IN ('TWO', 'SHARED') OR c.id = f.id)`,
    [kind],
  );
  await client.query(`ANALYZE ${SCHOOLS_MEANT}`);
  await client.query(`DROP TABLE ${CANDIDATES}`);
  return kind;
}

export async function dropSchools(client: Client): Promise<void> {
  await client.query(`DROP TABLE ${SCHOOLS_FOUND}, ${SCHOOLS_MEANT}`);
}

/** Where an id could mean two schools, the one that none of the students in its rows attends loses. */
async function askStudents(
  client: Client,
  tenantId: number,
  studentKind: IdKind | null,
): Promise<void> {
  const { rows } = await client.query<{ text: string }>(
    `SELECT text FROM ${CANDIDATES} GROUP BY text HAVING count(DISTINCT id) > 1`,
  );
  if (rows.length === 0) return;
  const named = (column: 'sourced_id' | 'identifier') =>
    `SELECT DISTINCT s.school_text, u.sourced_id, u.org_sourced_ids
     FROM (SELECT DISTINCT school_text, student_text FROM attendance_staged WHERE school_text = ANY($2::text[])) s
     JOIN roster_user u ON u.tenant_id = $1 AND u.${column} = s.student_text AND u.role = 'student' AND u.removed_at IS NULL
     WHERE $3::text IS NULL OR $3 = '${column === 'sourced_id' ? 'SOURCED_ID' : 'IDENTIFIER'}'`;
  await client.query(
    `WITH named AS MATERIALIZED (${named('sourced_id')} UNION ${named('identifier')})
     UPDATE ${CANDIDATES} c SET is_there = EXISTS (
       SELECT 1 FROM named n WHERE n.school_text = c.text AND (c.id = ANY(n.org_sourced_ids) OR EXISTS (
         SELECT 1 FROM roster_enrollment e
         WHERE e.tenant_id = $1 AND e.user_sourced_id = n.sourced_id AND e.school_sourced_id = c.id AND e.removed_at IS NULL)))
     WHERE c.text = ANY($2::text[])`,
    [tenantId, rows.map(({ text }) => text), studentKind],
  );
}
