// What a held run looks like, as stored with it; and the schools somebody has to look after.
import { explainFinding, findingTitles } from '@/lib/core/circuit-break/explain-finding';
import type { SchoolName } from '@/lib/core/circuit-break/explain';
import type { Finding } from '@/lib/core/circuit-break/patterns';
import type { AppContext } from '../app-context';

export interface FindingRow extends Finding {
  title: string;
  sentence: string;
}

/** The one that explains most first. `schoolName` as the page that shows them knows it. */
export async function listFindings(
  ctx: Pick<AppContext, 'db'>,
  tenantId: number,
  runId: number,
  schoolName: SchoolName,
): Promise<FindingRow[]> {
  const { rows } = await ctx.db.pool.query<Finding>(
    `SELECT kind, subject, school_sourced_id AS "schoolSourcedId", params FROM run_finding
     WHERE tenant_id = $1 AND run_id = $2 ORDER BY position`,
    [tenantId, runId],
  );
  return rows.map((finding) => ({
    ...finding,
    title: findingTitles[finding.kind],
    sentence: explainFinding(finding, schoolName),
  }));
}

/** "Action needed": schools that held files leave out, while those files wait for a decision. */
export async function listSchoolsInNeed(
  ctx: Pick<AppContext, 'db'>,
  tenantId: number,
): Promise<{ schoolSourcedId: string; schoolName: string; runId: number }[]> {
  const { rows } = await ctx.db.pool.query<{
    schoolSourcedId: string;
    schoolName: string;
    runId: number;
  }>(
    `SELECT f.school_sourced_id AS "schoolSourcedId", o.name AS "schoolName", f.run_id AS "runId"
     FROM sync_run r JOIN run_finding f ON f.tenant_id = r.tenant_id AND f.run_id = r.id
     JOIN roster_org o ON o.tenant_id = f.tenant_id AND o.sourced_id = f.school_sourced_id
     WHERE r.tenant_id = $1 AND r.state = 'HELD' AND f.kind IN ('schoolMissing', 'schoolClosed', 'schoolEmptied')
     ORDER BY o.name, f.school_sourced_id`,
    [tenantId],
  );
  return rows;
}
