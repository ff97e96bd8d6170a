// What the filters of a school's grid offer.
import type { AppContext } from '../../app-context';

export interface GridOptions {
  grades: { grade: string; students: number }[];
  classes: { classId: string; title: string }[];
}

/** Classes are many in a large school; the chooser stays usable. */
const MAX_CLASSES = 500;

export async function listGridOptions(
  ctx: AppContext,
  tenantId: number,
  schoolId: string,
): Promise<GridOptions> {
  const [grades, classes] = await Promise.all([
    ctx.db.pool.query<GridOptions['grades'][number]>(
      `SELECT grade, sum(students) AS students FROM attendance_enrolled
       WHERE tenant_id = $1 AND school_id = $2 AND grade <> '' GROUP BY grade ORDER BY grade`,
      [tenantId, schoolId],
    ),
    ctx.db.pool.query<GridOptions['classes'][number]>(
      `SELECT sourced_id AS "classId", coalesce(title, sourced_id) AS title FROM roster_class
       WHERE tenant_id = $1 AND school_sourced_id = $2 AND removed_at IS NULL
       ORDER BY 2, 1 LIMIT ${MAX_CLASSES}`,
      [tenantId, schoolId],
    ),
  ]);
  return { grades: grades.rows, classes: classes.rows };
}
