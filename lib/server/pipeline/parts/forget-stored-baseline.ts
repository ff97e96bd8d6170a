import type pg from 'pg';
import type { RosterEntity } from '@/lib/core/oneroster/files';
import { liveTable, type RunKey } from '../../db/roster-tables';

/** Before another is stored, or where what is stored turns out not to be what stands in the table. */
export async function forgetStoredBaseline(
  client: pg.ClientBase,
  entity: RosterEntity,
  { tenantId }: Pick<RunKey, 'tenantId'>,
): Promise<void> {
  await client.query('DELETE FROM stored_baseline WHERE tenant_id = $1 AND live_table = $2', [
    tenantId,
    liveTable(entity),
  ]);
}
