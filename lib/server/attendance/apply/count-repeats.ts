import type { Client } from '../types';

/** Staged rows that are about a student and day an earlier row is about, and say something else. */
export async function countRepeats(client: Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*) AS count FROM (
       SELECT row(school_text, category_text, percent_of_day, reason, description, other_cells)
         IS DISTINCT FROM first_value(row(school_text, category_text, percent_of_day, reason, description, other_cells))
           OVER (PARTITION BY student_text, date, school_text ORDER BY place) AS is_other
       FROM attendance_staged
       -- Few are twice there: only those are compared. What could not be read repeats nothing.
       WHERE NOT is_set_aside AND (student_text, date, school_text) IN (
         SELECT student_text, date, school_text FROM attendance_staged WHERE NOT is_set_aside
         GROUP BY 1, 2, 3 HAVING count(*) > 1)
     ) s WHERE is_other`,
  );
  return rows[0]?.count ?? 0;
}
