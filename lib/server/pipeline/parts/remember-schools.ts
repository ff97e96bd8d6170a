import type pg from 'pg';
import { stagingTable, type RunKey } from '../../db/roster-tables';

/**
 * Keeps what a run's own files call their schools and districts. What was staged goes once the run is over, and what
 * never became the roster has its names nowhere else.
 */
export async function rememberSchools(client: pg.ClientBase | pg.Pool, run: RunKey): Promise<void> {
  await client.query(
    `INSERT INTO run_school (tenant_id, run_id, sourced_id, name)
     SELECT DISTINCT ON (sourced_id) $1::int, $2::int, sourced_id, name FROM ${stagingTable(run, 'org')} ORDER BY sourced_id, line_number
     ON CONFLICT (tenant_id, run_id, sourced_id) DO UPDATE SET name = EXCLUDED.name`,
    [run.tenantId, run.id],
  );
}
