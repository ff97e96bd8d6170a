// "Action needed": schools in force that the district's newest usable files leave out. Their people are kept.
import type { AppContext } from '../app-context';

/**
 * The schools in force that the newest checked files of `$1` would remove, with that run: also when somebody
 * turned the update down, left the removal out or undid it, for the files still do not have them.
 */
export const MISSING_SCHOOLS = `
  SELECT o.sourced_id, o.name, latest.id AS run_id
  FROM (SELECT r.id FROM sync_run r WHERE r.tenant_id = $1
          AND r.state IN ('HELD', 'DEFERRED', 'APPLYING', 'APPLIED', 'NO_CHANGE', 'REJECTED', 'EXPIRED')
        ORDER BY r.id DESC LIMIT 1) latest
  JOIN change c ON c.tenant_id = $1 AND c.run_id = latest.id AND c.counted_as = 'orgs' AND c.action = 'REMOVE'
  JOIN roster_org o ON o.tenant_id = $1 AND o.sourced_id = c.sourced_id AND o.removed_at IS NULL AND o.type = 'school'`;

type SchoolInNeed = {
  schoolSourcedId: string;
  schoolName: string;
  runId: number;
};

/** Missing schools, and those whose students are nearly all gone from files that wait for a decision. */
export async function listSchoolsInNeed(
  ctx: Pick<AppContext, 'db'>,
  tenantId: number,
): Promise<SchoolInNeed[]> {
  const { rows } = await ctx.db.pool.query<SchoolInNeed>(
    `SELECT s.sourced_id AS "schoolSourcedId", s.name AS "schoolName", s.run_id AS "runId" FROM (
       ${MISSING_SCHOOLS}
       UNION
       SELECT o.sourced_id, o.name, r.id FROM sync_run r
       JOIN run_finding f ON f.tenant_id = r.tenant_id AND f.run_id = r.id AND f.kind = 'schoolEmptied'
       JOIN roster_org o ON o.tenant_id = f.tenant_id AND o.sourced_id = f.school_sourced_id AND o.removed_at IS NULL
       WHERE r.tenant_id = $1 AND r.state = 'HELD') s
     ORDER BY s.name, s.sourced_id`,
    [tenantId],
  );
  return rows;
}
