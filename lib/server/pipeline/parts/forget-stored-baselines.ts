import type pg from 'pg';
import type { RunKey } from '../../db/roster-tables';

/** Where what is stored of one table is not what stands there: whatever moved its rows may have moved those of the others. */
export async function forgetStoredBaselines(
  client: pg.ClientBase,
  { tenantId }: Pick<RunKey, 'tenantId'>,
): Promise<void> {
  await client.query('DELETE FROM stored_baseline WHERE tenant_id = $1', [tenantId]);
}
