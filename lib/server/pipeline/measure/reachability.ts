// Who could still be reached: worked out for the students the plan touches, never for everybody, unless
// their number could make the share fall far enough to matter.
import type { Measured } from '@/lib/core/circuit-break/evaluate';
import { REACHED_FIELDS } from '@/lib/core/oneroster';
import { isReachable } from '../../db/reachable';
import { rosterTable, stagingTable } from '../../db/roster-tables';
import { isOf, type MeasureInput } from './measured-run';
import { isContactRole } from '../../db/contact-roles';

export interface Reach {
  /** Students of today whose last contact with phone or mail would go. */
  losing: number;
  /** Contacts per student: students who would have six or more, among those whose contacts change. */
  withManyContacts: number;
  measured: Measured;
}

/** Below this share of the students the fall cannot reach any sensible limit. */
const WORTH_COUNTING = 0.01;

export async function measureReach(input: MeasureInput, students: number): Promise<Reach> {
  const delta = await touchedStudents(input);
  const after = students + delta.added - delta.removed;
  const more = delta.losing - delta.gaining + delta.addedUnreachable - delta.removedUnreachable;
  const measured = { measure: 'reachability', entity: 'students', baseline: students } as const;
  const { losing, withManyContacts } = delta;
  // Even if nobody had been reachable before, so few could not make a difference.
  const atMost = more + Math.max(0, students - after);
  if (students === 0 || after <= 0 || atMost < Math.max(3, after * WORTH_COUNTING)) {
    const count = Math.max(0, more);
    return { losing, withManyContacts, measured: { ...measured, count } };
  }
  const unreachable = students - (await countReachable(input));
  const unreachableAfter = unreachable + more;
  const fall = unreachableAfter * students - unreachable * after;
  return {
    losing,
    withManyContacts,
    measured: {
      ...measured,
      count: Math.max(0, Math.round(fall / students)),
      percent: Math.max(0, (fall * 100) / (students * after)),
    },
  };
}

interface Delta {
  losing: number;
  gaining: number;
  added: number;
  removed: number;
  addedUnreachable: number;
  removedUnreachable: number;
  withManyContacts: number;
}

const NOTHING: Delta = {
  losing: 0,
  gaining: 0,
  added: 0,
  removed: 0,
  addedUnreachable: 0,
  removedUnreachable: 0,
  withManyContacts: 0,
};

async function touchedStudents({ client, run }: MeasureInput): Promise<Delta> {
  const users = stagingTable(run, 'user');
  const live = rosterTable('user', run);
  await client.query(
    `CREATE TEMP TABLE changed_link ON COMMIT DROP AS
     SELECT split_part(c.sourced_id, E'\\n', 1) COLLATE "C" AS student, split_part(c.sourced_id, E'\\n', 2) COLLATE "C" AS contact, c.action
     FROM change c WHERE ${isOf(run)} AND c.entity = 'link'`,
  );
  await client.query('ANALYZE changed_link');
  // Tables with statistics, not common expressions: joined blindly, ten thousand changes take minutes.
  await client.query(
    `CREATE TEMP TABLE changed_person ON COMMIT DROP AS
     SELECT sourced_id, counted_as, action, changed_fields FROM change c WHERE ${isOf(run)} AND c.entity = 'user'`,
  );
  await client.query('CREATE INDEX ON changed_person (sourced_id)');
  await client.query('ANALYZE changed_person');
  await client.query(
    `CREATE TEMP TABLE flipped_person ON COMMIT DROP AS
     SELECT p.sourced_id FROM changed_person p JOIN ${users} s USING (sourced_id)
     JOIN ${live} l ON l.tenant_id = $1 AND l.sourced_id = p.sourced_id
     WHERE p.action = 'UPDATE' AND p.changed_fields && '{${REACHED_FIELDS.join(',')}}' AND (${isReachable('s')}) <> (${isReachable('l')})`,
    [run.tenantId],
  );
  await client.query('ANALYZE flipped_person');
  await client.query(
    `CREATE TEMP TABLE touched_id ON COMMIT DROP AS
     SELECT sourced_id FROM changed_person WHERE counted_as = 'students' AND action <> 'UPDATE'
     UNION SELECT student FROM changed_link
     UNION SELECT k.student_sourced_id FROM ${rosterTable('link', run)} k JOIN flipped_person f ON f.sourced_id = k.contact_sourced_id
     WHERE k.tenant_id = $1 AND k.removed_at IS NULL`,
    [run.tenantId],
  );
  await client.query('ANALYZE touched_id');
  await client.query(
    `CREATE TEMP TABLE touched_student ON COMMIT DROP AS
     SELECT t.sourced_id, (l.sourced_id IS NOT NULL) AS was, coalesce(p.action <> 'REMOVE', l.sourced_id IS NOT NULL) AS will
     FROM touched_id t LEFT JOIN ${live} l ON l.tenant_id = $1 AND l.sourced_id = t.sourced_id AND l.removed_at IS NULL
     LEFT JOIN changed_person p ON p.sourced_id = t.sourced_id`,
    [run.tenantId],
  );
  await client.query('ANALYZE touched_student');
  const { rows: size } = await client.query<{ count: number }>(
    'SELECT count(*) AS count FROM touched_student',
  );
  if ((size[0]?.count ?? 0) === 0) return NOTHING;
  const { rows } = await client.query<Delta>(
    `WITH pair AS (
       SELECT k.student_sourced_id AS student, k.contact_sourced_id AS contact, true AS was,
         NOT EXISTS (SELECT 1 FROM changed_link c WHERE c.student = k.student_sourced_id AND c.contact = k.contact_sourced_id AND c.action = 'REMOVE') AS will
       FROM ${rosterTable('link', run)} k JOIN touched_student t ON t.sourced_id = k.student_sourced_id
       WHERE k.tenant_id = $1 AND k.removed_at IS NULL
       UNION ALL SELECT student, contact, false, true FROM changed_link WHERE action <> 'REMOVE'),
     reach AS (
       SELECT p.student, bool_or(p.was AND l.sourced_id IS NOT NULL AND ${isReachable('l')}) AS was,
         bool_or(p.will AND CASE WHEN s.sourced_id IS NOT NULL THEN ${isReachable('s')} ELSE l.sourced_id IS NOT NULL AND ${isReachable('l')} END) AS will,
         count(*) FILTER (WHERE p.will) AS contacts
       FROM pair p LEFT JOIN ${live} l ON l.tenant_id = $1 AND l.sourced_id = p.contact AND l.removed_at IS NULL
       LEFT JOIN ${users} s ON s.sourced_id = p.contact GROUP BY p.student)
     SELECT count(*) FILTER (WHERE t.was AND t.will AND coalesce(r.was, false) AND NOT coalesce(r.will, false)) AS losing,
       count(*) FILTER (WHERE t.was AND t.will AND NOT coalesce(r.was, false) AND coalesce(r.will, false)) AS gaining,
       count(*) FILTER (WHERE NOT t.was AND t.will) AS added, count(*) FILTER (WHERE t.was AND NOT t.will) AS removed,
       count(*) FILTER (WHERE NOT t.was AND t.will AND NOT coalesce(r.will, false)) AS "addedUnreachable",
       count(*) FILTER (WHERE t.was AND NOT t.will AND NOT coalesce(r.was, false)) AS "removedUnreachable",
       count(*) FILTER (WHERE t.will AND r.contacts >= 6) AS "withManyContacts"
     FROM touched_student t LEFT JOIN reach r ON r.student = t.sourced_id`,
    [run.tenantId],
  );
  return rows[0] ?? NOTHING;
}

/**
 * Students of whom a contact is added, removed or changed, or is somebody else than before. Reads what `measureReach` laid out, in its
 * transaction: each changed link and person once, whatever else the plan has.
 */
export async function countFamilies({ client, run }: MeasureInput): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*) AS count FROM (
       SELECT student FROM changed_link
       UNION SELECT k.student_sourced_id FROM changed_person p
       JOIN ${rosterTable('link', run)} k ON k.contact_sourced_id = p.sourced_id AND k.tenant_id = $1 AND k.removed_at IS NULL
       WHERE p.counted_as = 'contacts' AND p.action = 'UPDATE') family`,
    [run.tenantId],
  );
  return rows[0]?.count ?? 0;
}

async function countReachable({ client, run }: MeasureInput): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*) AS count FROM ${rosterTable('user', run)} u
     WHERE u.tenant_id = $1 AND u.removed_at IS NULL AND u.role = 'student' AND EXISTS (
       SELECT 1 FROM ${rosterTable('link', run)} k JOIN ${rosterTable('user', run)} x ON x.tenant_id = $1 AND x.sourced_id = k.contact_sourced_id
       WHERE k.tenant_id = $1 AND k.removed_at IS NULL AND k.student_sourced_id = u.sourced_id
         AND x.removed_at IS NULL AND ${isContactRole('x.role')} AND ${isReachable('x')})`,
    [run.tenantId],
  );
  return rows[0]?.count ?? 0;
}
