import { readViewQuery } from '@/lib/core/lists/view-query';
import type { ListName } from '@/lib/core/lists/lists';
import type { AppContext } from '../app-context';

export interface SavedView {
  id: number;
  name: string;
  /** Read again by what the list knows today. */
  query: string;
  isDefault: boolean;
}

/**
 * A person's own views of a list, by name: those that hold everywhere, and those of the open district. Of two that the list may
 * open with, the district's own comes first.
 */
export async function listSavedViews(
  ctx: AppContext,
  userId: number,
  list: ListName,
  tenantId: number | null,
): Promise<{ views: SavedView[]; opensWith: SavedView | null }> {
  const rows = await ctx.db.prisma.savedView.findMany({
    where: { userId, list, OR: [{ tenantId: null }, ...(tenantId === null ? [] : [{ tenantId }])] },
    orderBy: { name: 'asc' },
    select: { id: true, name: true, query: true, isDefault: true, tenantId: true },
  });
  const views = rows.map(({ tenantId: _tenantId, query, ...view }) => ({
    ...view,
    query: readViewQuery(list, query).query,
  }));
  const defaultOf = (of: number | null) =>
    rows.findIndex((row) => row.isDefault && row.tenantId === of);
  const own = tenantId === null ? -1 : defaultOf(tenantId);
  return { views, opensWith: views[own >= 0 ? own : defaultOf(null)] ?? null };
}
