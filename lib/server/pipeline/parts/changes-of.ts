import type { PlannedEntity, RunKey } from '../../db/roster-tables';

/**
 * A condition on the rows `c` of the change table: one entity's changes of a run. What an approval in part
 * left out is neither applied nor undone.
 */
export const changesOf = (run: RunKey, entity: PlannedEntity, ...actions: string[]): string =>
  `NOT c.is_held_back AND c.tenant_id = ${run.tenantId} AND c.run_id = ${run.id} AND c.entity = '${entity}' AND c.action IN (${actions.map((action) => `'${action}'`).join(', ')})`;
