// Rows that wait for their student count in what makes a day implausible. Whoever writes, moves or deletes waiting rows learns
// here which days are to be judged again.
import type { Client, SchoolDate } from '../types';

/** Of waiting rows, as `because`: those whose student is not known. An index has them by school and day. */
export const WAITS_FOR_STUDENT = `because IN ('UNKNOWN_STUDENT', 'TWO_STUDENTS', 'SHARED_STUDENT', 'OTHER_KIND_STUDENT')`;

/**
 * Runs a statement: a list of CTEs, of which `changed` gives `school_id`, `date` and `because` of every waiting row, as it was
 * and as it is. Returns the days for which a file came and whose rows without a student are others now.
 */
export async function changeKeptRows(
  client: Client,
  tenantId: number,
  ctes: string,
  params: readonly unknown[],
): Promise<SchoolDate[]> {
  const { rows } = await client.query<SchoolDate>(
    `WITH ${ctes}
     SELECT d.school_id AS "schoolId", d.date
     FROM (SELECT DISTINCT school_id, date FROM changed WHERE ${WAITS_FOR_STUDENT}) c
     JOIN attendance_school_day d ON d.tenant_id = $1 AND d.school_id = c.school_id AND d.date = c.date`,
    [tenantId, ...params],
  );
  return rows;
}
