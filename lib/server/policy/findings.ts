// What a held run looks like, as stored with it.
import { explainFinding, findingTitles } from '@/lib/core/circuit-break/explain-finding';
import type { SchoolName } from '@/lib/core/circuit-break/explain';
import type { Finding } from '@/lib/core/circuit-break/patterns';
import type { AppContext } from '../app-context';

/** In the same table, and no pattern: the students whose family is affected. */
export const FAMILIES_ROW = 'families';

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
     WHERE tenant_id = $1 AND run_id = $2 AND kind <> $3 ORDER BY position`,
    [tenantId, runId, FAMILIES_ROW],
  );
  return rows.map((finding) => ({
    ...finding,
    title: findingTitles[finding.kind],
    sentence: explainFinding(finding, schoolName),
  }));
}

/** Students whose contacts would be others than now; null where they were not counted. */
export async function findFamilyCount(
  ctx: Pick<AppContext, 'db'>,
  tenantId: number,
  runId: number,
): Promise<number | null> {
  const { rows } = await ctx.db.pool.query<{ count: number }>(
    `SELECT (params->>'count')::int AS count FROM run_finding
     WHERE tenant_id = $1 AND run_id = $2 AND kind = $3`,
    [tenantId, runId, FAMILIES_ROW],
  );
  return rows[0]?.count ?? null;
}
