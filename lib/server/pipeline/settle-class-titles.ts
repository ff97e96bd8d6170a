// The titles of classes that have none of their own: they are those of their courses, also when only the course is renamed
// and the line of the class stays as it was. Everybody else costs nothing here.
import type pg from 'pg';
import { isNoTitle, storedColumns } from '@/lib/core/oneroster';
import { rosterTable, stagingTable, type RunKey } from '../db/roster-tables';
import { planAgain } from './parts/plan-staged';

/** Against a live roster, in a transaction of the caller, once courses and classes are planned. */
export async function settleClassTitles(client: pg.ClientBase, run: RunKey): Promise<void> {
  const renamed = (await findRenamed(client, run)).filter(({ title }) => !isNoTitle(title));
  if (renamed.length > 0) {
    await client.query(
      `CREATE TEMP TABLE renamed_course ON COMMIT DROP AS
       SELECT DISTINCT ON (c.id) c.id COLLATE "C" AS id, c.title COLLATE "C" AS title FROM unnest($1::text[], $2::text[]) AS c(id, title)`,
      [renamed.map(({ id }) => id), renamed.map(({ title }) => title)],
    );
    await follow(client, run);
  }
  await markFollowing(client, run);
  await markOwnSetting(client, run);
}

interface CourseTitle {
  id: string;
  title: string;
}

/** Courses after the plan whose title is another than that of classes that show it. */
async function findRenamed(client: pg.ClientBase, run: RunKey): Promise<CourseTitle[]> {
  const [courses, classes, plan] = [
    stagingTable(run, 'course'),
    stagingTable(run, 'class'),
    stagingTable(run, 'plan'),
  ];
  const { rows } = await client.query<CourseTitle>(
    `SELECT c.sourced_id AS id, c.title FROM ${courses} c JOIN ${plan} p ON p.entity = 'course' AND p.sourced_id = c.sourced_id
     WHERE (p.action = 'REACTIVATE' OR 'title' = ANY(p.changed_fields))
       AND EXISTS (SELECT 1 FROM ${rosterTable('class', run)} l WHERE l.tenant_id = $1 AND l.course_sourced_id = c.sourced_id
         AND l.has_course_title AND l.removed_at IS NULL AND l.title <> c.title)
     UNION
     SELECT s.course_sourced_id, coalesce(c.title, l.title) FROM ${classes} s
     LEFT JOIN ${courses} c ON c.sourced_id = s.course_sourced_id
     LEFT JOIN ${rosterTable('course', run)} l ON l.tenant_id = $1 AND l.sourced_id = s.course_sourced_id
     WHERE s.has_course_title AND coalesce(c.title, l.title) <> s.title`,
    [run.tenantId],
  );
  return rows;
}

/** A class whose line was not read again is staged as in force, with the title that is now right. */
async function follow(client: pg.ClientBase, run: RunKey): Promise<void> {
  const [classes, plan] = [stagingTable(run, 'class'), stagingTable(run, 'plan')];
  const columns = [...storedColumns('class').map(({ field }) => field), 'line_hash', 'line_number'];
  const values = columns.map((column) => (column === 'title' ? 'c.title' : `l.${column}`));
  await client.query(
    `INSERT INTO ${classes} (${columns.join(', ')}) SELECT ${values.join(', ')}
     FROM renamed_course c JOIN ${rosterTable('class', run)} l ON l.tenant_id = $1 AND l.course_sourced_id = c.id
     WHERE l.has_course_title AND l.removed_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM ${classes} s WHERE s.sourced_id = l.sourced_id)
       AND NOT EXISTS (SELECT 1 FROM ${plan} q WHERE q.entity = 'class' AND q.action = 'REMOVE' AND q.sourced_id = l.sourced_id)`,
    [run.tenantId],
  );
  await client.query(
    `UPDATE ${classes} s SET title = c.title FROM renamed_course c WHERE s.has_course_title AND s.course_sourced_id = c.id`,
  );
  await planAgain(
    client,
    run,
    'class',
    `SELECT s.sourced_id FROM ${classes} s JOIN renamed_course c ON c.id = s.course_sourced_id WHERE s.has_course_title`,
  );
}

const ONLY_TITLE = `p.entity = 'class' AND p.action = 'UPDATE' AND p.changed_fields <@ ARRAY['title', 'has_course_title']`;

/** That the course has another title is counted at the course. */
async function markFollowing(client: pg.ClientBase, run: RunKey): Promise<void> {
  await client.query(
    `UPDATE ${stagingTable(run, 'plan')} p SET is_cascade = true FROM ${stagingTable(run, 'class')} s
     WHERE ${ONLY_TITLE} AND NOT 'has_course_title' = ANY(p.changed_fields) AND s.sourced_id = p.sourced_id AND s.has_course_title`,
  );
}

/** That another title is shown for the same cell is what staff asked for: no rule counts it. */
async function markOwnSetting(client: pg.ClientBase, run: RunKey): Promise<void> {
  const plan = stagingTable(run, 'plan');
  const { rows } = await client.query<{ id: string; own: string | null }>(
    `SELECT p.sourced_id AS id, CASE WHEN (p.after->>'has_course_title')::boolean THEN p.before->>'title' ELSE p.after->>'title' END AS own
     FROM ${plan} p WHERE ${ONLY_TITLE} AND 'has_course_title' = ANY(p.changed_fields)`,
  );
  const ids = rows.filter(({ own }) => own === null || isNoTitle(own)).map(({ id }) => id);
  if (ids.length === 0) return;
  await client.query(
    `UPDATE ${plan} p SET is_cascade = true WHERE ${ONLY_TITLE} AND p.sourced_id = ANY($1)`,
    [ids],
  );
}
