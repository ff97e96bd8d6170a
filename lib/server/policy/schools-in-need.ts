// "Action needed": schools in force that the district's newest usable files leave out. Their people are kept.
import type { AppContext } from '../app-context';

type Context = Pick<AppContext, 'db'>;

/** The run of the newest files that were checked; 0 where there is none. */
export async function newestCheckedRun(ctx: Context, tenantId: number): Promise<number> {
  const { rows } = await ctx.db.pool.query<{ id: number }>(
    `SELECT r.id FROM sync_run r WHERE r.tenant_id = $1
       AND r.state IN ('HELD', 'DEFERRED', 'APPLYING', 'APPLIED', 'NO_CHANGE', 'REJECTED', 'EXPIRED')
     ORDER BY r.id DESC LIMIT 1`,
    [tenantId],
  );
  return rows[0]?.id ?? 0;
}

/**
 * The schools in force that the newest checked files of `$1` would remove, with that run: also when somebody
 * turned the update down, left the removal out or undid it, for the files still do not have them. The run is named in
 * the query, so that PostgreSQL looks at no other plan.
 */
export const missingSchools = (runId: number): string => `
  SELECT o.sourced_id, o.name, r.number
  FROM change c
  JOIN sync_run r ON r.tenant_id = c.tenant_id AND r.id = c.run_id
  JOIN roster_org o ON o.tenant_id = $1 AND o.sourced_id = c.sourced_id AND o.removed_at IS NULL AND o.type = 'school'
  WHERE c.tenant_id = $1 AND c.run_id = ${runId} AND c.counted_as = 'orgs' AND c.action = 'REMOVE'`;

type SchoolInNeed = {
  schoolSourcedId: string;
  schoolName: string;
  runNumber: number;
};

/** Missing schools, and those whose students are nearly all gone from files that wait for a decision. */
export async function listSchoolsInNeed(ctx: Context, tenantId: number): Promise<SchoolInNeed[]> {
  const newest = await newestCheckedRun(ctx, tenantId);
  const { rows } = await ctx.db.pool.query<SchoolInNeed>(
    `SELECT s.sourced_id AS "schoolSourcedId", s.name AS "schoolName", s.number AS "runNumber" FROM (
       ${missingSchools(newest)}
       UNION
       SELECT o.sourced_id, o.name, r.number FROM sync_run r
       JOIN run_finding f ON f.tenant_id = r.tenant_id AND f.run_id = r.id AND f.kind = 'schoolEmptied'
       JOIN roster_org o ON o.tenant_id = f.tenant_id AND o.sourced_id = f.school_sourced_id AND o.removed_at IS NULL
       WHERE r.tenant_id = $1 AND r.state = 'HELD') s
     ORDER BY s.name, s.sourced_id`,
    [tenantId],
  );
  return rows;
}
