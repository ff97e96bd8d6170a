// What a plan is a share of: the roster in force, by the counts kept with it, and its schools.
import { countedEntities, type CountedEntity } from '@/lib/core/change/change';
import type { BaselineCount } from '@/lib/core/circuit-break/plan-counts';
import { liveTable, stagingTable } from '../parts/tables';
import { isOf, type MeasureInput } from './measured-run';

export async function baselineCounts({ client, run }: MeasureInput): Promise<BaselineCount[]> {
  const { rows } = await client.query<BaselineCount>(
    `SELECT entity, value AS "schoolSourcedId", count FROM roster_count
     WHERE tenant_id = $1 AND facet IN ('', 'school') AND entity = ANY($2)`,
    [run.tenantId, countedEntities],
  );
  return rows;
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
