import type pg from 'pg';
import { rosterTable, stagingTable } from '../../db/roster-tables';
import type { CheckInput } from './check-input';
import { transactionOn } from '../../db/transaction';

/** Who names whom in the staged rows, with the role of the one named; null where there is nobody. */
export async function pairPeople(
  client: pg.ClientBase,
  { run, isInitial }: Pick<CheckInput, 'run' | 'isInitial'>,
): Promise<void> {
  const users = stagingTable(run, 'user');
  await transactionOn(client, async () => {
    // Two million pairs of a first roster are joined at once; row estimates of unnested lists would have
    // them looked up one by one.
    if (isInitial) await client.query('SET LOCAL enable_nestloop = off');
    await client.query(
      `CREATE UNLOGGED TABLE ${stagingTable(run, 'pair')} AS
       SELECT u.line_number, u.sourced_id, u.role, u.school_sourced_id, u.agent, ${isInitial ? 's.role' : 'coalesce(s.role, l.role)'} AS agent_role
       FROM (SELECT line_number, sourced_id, role, school_sourced_id, unnest(agent_sourced_ids) AS agent FROM ${users}) u
       LEFT JOIN ${users} s ON s.sourced_id = u.agent
       ${isInitial ? '' : `LEFT JOIN ${rosterTable('user', run)} l ON l.tenant_id = ${run.tenantId} AND l.sourced_id = u.agent AND l.removed_at IS NULL`}`,
    );
  });
}
