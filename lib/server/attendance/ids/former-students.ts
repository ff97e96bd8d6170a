// Ids that were another student's before a day: rows about such days are theirs, and the new student's count from it.
import { reachOf } from '../school-spans';
import type { Client, RollYears } from '../types';
import { recountStudents } from '../apply/recount';

/** After ids are found: year-to-date files go on naming days that the one before was there for. */
export async function giveRowsToFormer(client: Client, tenantId: number): Promise<void> {
  const { rows } = await client.query<{ found: boolean }>(
    'SELECT EXISTS (SELECT 1 FROM former_person WHERE tenant_id = $1) AS found',
    [tenantId],
  );
  if (!rows[0]?.found) return;
  // Of several who had the id, the one whose time it was.
  await client.query(
    `UPDATE attendance_staged s SET student_id = f.former_id
     FROM (
       SELECT t.place, p.former_id FROM attendance_staged t CROSS JOIN LATERAL (
         SELECT former_id FROM former_person
         WHERE tenant_id = $1 AND sourced_id = t.student_id AND t.date < since_date
         ORDER BY since_date LIMIT 1) p
     ) f
     WHERE f.place = s.place`,
    [tenantId],
  );
}

/**
 * With a new roll: who has another's id is enrolled since their own first membership; where none says so, since the files
 * came that brought them, for nobody was there in between. Both are counted by their own days.
 */
export async function beginAnew(client: Client, tenantId: number, year: RollYears): Promise<void> {
  const { from, to } = reachOf(year);
  const { rows } = await client.query<{ sourcedId: string; formerId: string }>(
    `SELECT sourced_id AS "sourcedId", former_id AS "formerId" FROM former_person
     WHERE tenant_id = $1 AND since_date BETWEEN $2 AND $3`,
    [tenantId, from, to],
  );
  if (rows.length === 0) return;
  await client.query(
    `UPDATE attendance_student a SET begin_date = f.came_date
     FROM (SELECT DISTINCT ON (p.sourced_id) p.sourced_id, p.since_date,
             greatest((r.last_arrival_at AT TIME ZONE t.time_zone)::date, p.since_date) AS came_date
           FROM former_person p JOIN sync_run r ON r.tenant_id = p.tenant_id AND r.id = p.run_id JOIN tenant t ON t.id = p.tenant_id
           WHERE p.tenant_id = $1 AND p.since_date BETWEEN $3 AND $4 ORDER BY p.sourced_id, p.run_id DESC) f
     WHERE a.tenant_id = $1 AND a.school_year = $2 AND a.student_id = f.sourced_id
       AND coalesce(a.begin_date <= f.since_date, true)`,
    [tenantId, year.schoolYear, from, to],
  );
  const students = [...new Set(rows.flatMap(({ sourcedId, formerId }) => [sourcedId, formerId]))];
  await recountStudents(client, tenantId, year, { students });
}
