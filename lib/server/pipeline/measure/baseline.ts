// What a plan is a share of: the live roster, by the counts kept with it, and its schools.
import { countedEntities, type CountedEntity } from '@/lib/core/change/change';
import type { BaselineCount } from '@/lib/core/circuit-break/plan-counts';
import type { PlanGroup } from '../parts/plan';
import { liveTable, stagingTable } from '../../db/roster-tables';
import { isOf, type MeasureInput } from './measured-run';

export async function baselineCounts({ client, run }: MeasureInput): Promise<BaselineCount[]> {
  const { rows } = await client.query<BaselineCount>(
    `SELECT entity, value AS "schoolSourcedId", count FROM roster_count
     WHERE tenant_id = $1 AND facet IN ('', 'school') AND entity = ANY($2)`,
    [run.tenantId, countedEntities],
  );
  return rows;
}

/** Fewer changed links than this say nothing about a school that its people do not say. */
const LINKS_WORTH_COUNTING = 20;

/**
 * Links are not counted per school with the roster, so they are counted for the schools where many change;
 * elsewhere they count for the district alone.
 */
export async function countLinksOfSchools(
  { client, run }: MeasureInput,
  groups: readonly PlanGroup[],
): Promise<{ groups: readonly PlanGroup[]; baseline: BaselineCount[] }> {
  const changed = new Map<string, number>();
  for (const { entity, schoolSourcedId: id, count, cascadeCount } of groups) {
    if (entity === 'links') changed.set(id, (changed.get(id) ?? 0) + count - cascadeCount);
  }
  const schools = [...changed].filter(([, count]) => count >= LINKS_WORTH_COUNTING);
  const isCounted = new Set(schools.map(([id]) => id));
  const { rows } = await client.query<{ id: string; count: number }>(
    `SELECT u.school_sourced_id AS id, count(*) AS count
     FROM ${liveTable('user')} u JOIN ${liveTable('link')} k ON k.tenant_id = $1 AND k.student_sourced_id = u.sourced_id AND k.removed_at IS NULL
     WHERE u.tenant_id = $1 AND u.removed_at IS NULL AND u.role = 'student' AND u.school_sourced_id = ANY($2) GROUP BY 1`,
    [run.tenantId, [...isCounted]],
  );
  return {
    groups: groups.map((group) =>
      group.entity === 'links' && !isCounted.has(group.schoolSourcedId)
        ? { ...group, schoolSourcedId: '' }
        : group,
    ),
    baseline: rows.map(({ id, count }) => ({ entity: 'links', schoolSourcedId: id, count })),
  };
}

/** Orgs that are schools, in force or on their way; and those that this plan brings. */
export async function listSchools({
  client,
  run,
}: MeasureInput): Promise<{ schools: Set<string>; newSchools: Set<string> }> {
  const { rows } = await client.query<{ id: string; isNew: boolean }>(
    `SELECT sourced_id AS id, false AS "isNew" FROM ${liveTable('org')}
     WHERE tenant_id = $1 AND removed_at IS NULL AND type = 'school'
     UNION ALL
     SELECT c.sourced_id, true FROM change c JOIN ${stagingTable(run, 'org')} s USING (sourced_id)
     WHERE ${isOf(run)} AND c.entity = 'org' AND c.action IN ('ADD', 'REACTIVATE') AND s.type = 'school'`,
    [run.tenantId],
  );
  return {
    schools: new Set(rows.map(({ id }) => id)),
    newSchools: new Set(rows.filter(({ isNew }) => isNew).map(({ id }) => id)),
  };
}

export const totalOf = (baseline: readonly BaselineCount[], entity: CountedEntity): number =>
  baseline.find((row) => row.entity === entity && row.schoolSourcedId === '')?.count ?? 0;
