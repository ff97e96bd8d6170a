import type { AppContext } from '../../app-context';

export interface Freshness {
  receivedAt: Date;
  fileName: string;
  /** "2nd today": files of this name on its day so far. */
  fileOfDay: number;
}

/** The last file that reached the dashboard; with a school, the last one that spoke for it. */
export async function findFreshness(
  ctx: AppContext,
  tenantId: number,
  schoolId: string | null = null,
): Promise<Freshness | null> {
  const last =
    schoolId === null
      ? `SELECT id FROM attendance_run WHERE tenant_id = $1 AND kind = 'ATTENDANCE'
           AND state IN ('APPLIED', 'NO_CHANGE') AND $2::text IS NULL ORDER BY received_at DESC, id DESC LIMIT 1`
      : `SELECT run_id FROM attendance_school_day WHERE tenant_id = $1 AND school_id = $2
           ORDER BY date DESC LIMIT 1`;
  const { rows } = await ctx.db.pool.query<Freshness>(
    `SELECT r.received_at AS "receivedAt", r.file_name AS "fileName",
            (SELECT count(*) FROM attendance_run o
             WHERE o.tenant_id = r.tenant_id AND o.file_name_id = r.file_name_id AND o.received_date = r.received_date
               AND o.state IN ('APPLIED', 'NO_CHANGE') AND o.received_at <= r.received_at) AS "fileOfDay"
     FROM attendance_run r WHERE r.id = (${last}) AND r.tenant_id = $1`,
    [tenantId, schoolId],
  );
  return rows[0] ?? null;
}
