import {
  entityOfCollection,
  ONEROSTER_COLLECTIONS,
  type OneRosterCollection,
} from '@/lib/core/oneroster-json/collections';
import type { AppContext } from '../../../app-context';
import { liveTable } from '../../../db/roster-tables';

/** Whether the live roster of a tenant has rows of a collection of OneRoster; of others nothing is known. */
export async function hadLiveRows(
  ctx: AppContext,
  { tenantId }: { tenantId: number },
  collection: string,
): Promise<boolean> {
  const name = ONEROSTER_COLLECTIONS.find((each) => each === collection);
  return name === undefined ? false : hasLiveRows(ctx, tenantId, name);
}

async function hasLiveRows(
  ctx: AppContext,
  tenantId: number,
  collection: OneRosterCollection,
): Promise<boolean> {
  const { rows } = await ctx.db.pool.query<{ found: boolean }>(
    `SELECT EXISTS (SELECT FROM ${liveTable(entityOfCollection(collection))} WHERE tenant_id = $1) AS found`,
    [tenantId],
  );
  return rows[0]?.found === true;
}
