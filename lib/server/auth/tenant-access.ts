import type { AppContext } from '../app-context';
import type { Prisma } from '../db';
import { isStaff, type PersonWithRole } from './permissions';

export interface TenantRef {
  id: number;
  slug: string;
  name: string;
  state: string;
  timeZone: string;
}

type Known = PersonWithRole & { userId: number };

/** Districts by id; null for all of them. */
export type TenantScope = readonly number[] | null;

/**
 * Which districts somebody may know of, said here and nowhere else: a contact their own, a Partner Success Manager those
 * they are named at unless the installation lets them see all, everybody else of staff all.
 */
function knownTenants(ctx: AppContext, person: Known): Prisma.TenantWhereInput | null {
  if (!isStaff(person)) return { members: { some: { userId: person.userId } } };
  const isLimited = person.role === 'PSM' && ctx.settings.isPsmLimited;
  return isLimited ? { psmId: person.userId } : null;
}

/** For lists that go over districts. */
export async function tenantScopeOf(ctx: AppContext, person: Known): Promise<TenantScope> {
  const where = knownTenants(ctx, person);
  if (!where) return null;
  const rows = await ctx.db.prisma.tenant.findMany({ where, select: { id: true } });
  return rows.map(({ id }) => id);
}

/** Whether there is another one to go to from a district. */
export async function mayKnowSeveralTenants(ctx: AppContext, person: Known): Promise<boolean> {
  const found = await ctx.db.prisma.tenant.findMany({
    where: knownTenants(ctx, person) ?? {},
    select: { id: true },
    take: 2,
  });
  return found.length > 1;
}

/** For what names its district by id. */
export async function mayKnowTenant(
  ctx: AppContext,
  person: Known,
  tenantId: number,
): Promise<boolean> {
  const where = knownTenants(ctx, person);
  return !where || (await ctx.db.prisma.tenant.count({ where: { ...where, id: tenantId } })) > 0;
}

/**
 * The district of this slug if the person may know of it. Another district's slug and one that does not exist give the
 * same answer.
 */
export async function findTenantFor(
  ctx: AppContext,
  person: Known,
  slug: string,
): Promise<TenantRef | null> {
  return ctx.db.prisma.tenant.findFirst({
    where: { ...knownTenants(ctx, person), slug },
    select: { id: true, slug: true, name: true, state: true, timeZone: true },
  });
}
