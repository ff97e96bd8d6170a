import type { SearchParams } from '@/components/data-table/table-state';
import type { AppContext } from '@/lib/server/app-context';
import {
  listConnections,
  type ConnectionRow,
} from '@/lib/server/connections/queries/list-connections';

/** As `?connection=` names one; other people's ids and no ids name none. */
export interface Connections {
  shown: ConnectionRow | null;
  others: ConnectionRow[];
}

/** Of an address without an id, the one that brings the roster. */
export async function loadConnections(
  ctx: AppContext,
  tenantId: number,
  { connection }: SearchParams,
): Promise<Connections> {
  const all = await listConnections(ctx, tenantId);
  const shown =
    all.find(({ id }) => String(id) === connection) ?? all.find(bringsRoster) ?? all[0] ?? null;
  return { shown, others: all.filter((each) => each !== shown) };
}

/** The one whose account or settings are changed: that of the address, else the first that is fetched from. */
export async function loadApiConnection(
  ctx: AppContext,
  tenantId: number,
  params: SearchParams,
): Promise<(ConnectionRow & { api: NonNullable<ConnectionRow['api']> }) | null> {
  const { shown, others } = await loadConnections(ctx, tenantId, params);
  const found = [shown, ...others].find((each) => each?.api);
  return found?.api ? { ...found, api: found.api } : null;
}

/** The one that the roster may be switched to: that of the address, else the first that does not bring it. */
export async function loadOtherConnection(
  ctx: AppContext,
  tenantId: number,
  params: SearchParams,
): Promise<ConnectionRow | null> {
  const { shown, others } = await loadConnections(ctx, tenantId, params);
  return [shown, ...others].find((each) => each && !bringsRoster(each)) ?? null;
}

export const bringsRoster = ({ feeds }: Pick<ConnectionRow, 'feeds'>): boolean =>
  feeds.some(({ feed }) => feed === 'ROSTER');
