// What a person does to their own views of lists. Nobody else sees them and nothing depends on them, so the audit log is not
// told. Another person's view answers as one that is not there.
import type { ListName } from '@/lib/core/lists/lists';
import { mostViewsOfList } from '@/lib/core/lists/view-limits';
import { readViewQuery } from '@/lib/core/lists/view-query';
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { AppContext } from '../app-context';
import type { Transaction } from '../db';

type Done = { ok: true };

/** Where a view is kept; `tenantId` is the open district. */
interface ViewPlace {
  list: ListName;
  tenantId: number | null;
}

export async function saveView(
  ctx: AppContext,
  userId: number,
  { list, tenantId, name, query, isDefault }: ViewPlace & NewView,
): Promise<
  { ok: true; id: number } | Refused<'VIEW_NAME_TAKEN' | 'VIEW_TOO_LONG' | 'TOO_MANY_VIEWS'>
> {
  const kept = keep(ctx, { list, tenantId }, query);
  if (!kept) return { ok: false, code: 'VIEW_TOO_LONG' };
  return oneAtATime(ctx, userId, async (tx) => {
    const ofList = { userId, list };
    if ((await tx.savedView.count({ where: ofList })) >= mostViewsOfList)
      return { ok: false, code: 'TOO_MANY_VIEWS' } as const;
    if ((await tx.savedView.count({ where: { ...ofList, name } })) > 0)
      return { ok: false, code: 'VIEW_NAME_TAKEN' } as const;
    if (isDefault) await clearDefault(tx, { ...ofList, tenantId: kept.tenantId });
    const { id } = await tx.savedView.create({
      data: { ...ofList, ...kept, name, isDefault, createdAt: kept.updatedAt },
    });
    return { ok: true, id } as const;
  });
}

interface NewView {
  name: string;
  /** The address of what the list shows. */
  query: string;
  isDefault: boolean;
}

export async function renameView(
  ctx: AppContext,
  userId: number,
  id: number,
  name: string,
): Promise<Done | Refused<'VIEW_NOT_FOUND' | 'VIEW_NAME_TAKEN'>> {
  return changeOwn(ctx, userId, id, async (tx, view) => {
    const same = { userId, list: view.list, name, id: { not: id } };
    if ((await tx.savedView.count({ where: same })) > 0)
      return { ok: false, code: 'VIEW_NAME_TAKEN' } as const;
    await tx.savedView.update({ where: { id }, data: { name, updatedAt: ctx.clock.now() } });
    return { ok: true } as const;
  });
}

/** From now on the view is what the list shows now. */
export async function updateView(
  ctx: AppContext,
  userId: number,
  id: number,
  { list, tenantId, query }: ViewPlace & { query: string },
): Promise<Done | Refused<'VIEW_NOT_FOUND' | 'VIEW_TOO_LONG'>> {
  const kept = keep(ctx, { list, tenantId }, query);
  return changeOwn(ctx, userId, id, async (tx, view) => {
    if (view.list !== list) return { ok: false, code: 'VIEW_NOT_FOUND' } as const;
    if (!kept) return { ok: false, code: 'VIEW_TOO_LONG' } as const;
    if (view.isDefault && kept.tenantId !== view.tenantId)
      await clearDefault(tx, { userId, list, tenantId: kept.tenantId });
    await tx.savedView.update({ where: { id }, data: kept });
    return { ok: true } as const;
  });
}

export async function setDefaultView(
  ctx: AppContext,
  userId: number,
  id: number,
  isDefault: boolean,
): Promise<Done | Refused<'VIEW_NOT_FOUND'>> {
  return changeOwn(ctx, userId, id, async (tx, { list, tenantId }) => {
    if (isDefault) await clearDefault(tx, { userId, list, tenantId });
    await tx.savedView.update({ where: { id }, data: { isDefault, updatedAt: ctx.clock.now() } });
    return { ok: true } as const;
  });
}

export async function deleteView(
  ctx: AppContext,
  userId: number,
  id: number,
): Promise<Done | Refused<'VIEW_NOT_FOUND'>> {
  const { count } = await ctx.db.prisma.savedView.deleteMany({ where: { id, userId } });
  return count === 0 ? { ok: false, code: 'VIEW_NOT_FOUND' } : { ok: true };
}

/** Null where it is more than a view holds. */
function keep(ctx: AppContext, { list, tenantId }: ViewPlace, address: string) {
  const { query, isOfDistrict, isTooLong } = readViewQuery(list, address);
  if (isTooLong) return null;
  return { query, tenantId: isOfDistrict ? tenantId : null, updatedAt: ctx.clock.now() };
}

function clearDefault(
  tx: Transaction,
  where: { userId: number; list: string; tenantId: number | null },
) {
  return tx.savedView.updateMany({
    where: { ...where, isDefault: true },
    data: { isDefault: false },
  });
}

interface StoredView {
  list: string;
  tenantId: number | null;
  isDefault: boolean;
}

function changeOwn<R>(
  ctx: AppContext,
  userId: number,
  id: number,
  change: (tx: Transaction, view: StoredView) => Promise<R>,
): Promise<R | Refused<'VIEW_NOT_FOUND'>> {
  return oneAtATime<R | Refused<'VIEW_NOT_FOUND'>>(ctx, userId, async (tx) => {
    const view = await tx.savedView.findFirst({ where: { id, userId } });
    return view ? change(tx, view) : ({ ok: false, code: 'VIEW_NOT_FOUND' } as const);
  });
}

/** Of one person: two at once would count the same views, or both become the one the list opens with. */
function oneAtATime<R>(
  ctx: AppContext,
  userId: number,
  work: (tx: Transaction) => Promise<R>,
): Promise<R> {
  return ctx.db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM user_account WHERE id = ${userId} FOR NO KEY UPDATE`;
    return work(tx);
  });
}
