import type { AppContext } from '../../app-context';

export interface KnownSchool {
  id: string;
  name: string;
}

const MOST = 1_000;

/** Schools that a person can choose: of the live roster, of the last test, and those that are chosen already. By name. */
export async function listKnownSchools(
  ctx: AppContext,
  tenantId: number,
  { sampled, chosen }: { sampled: readonly KnownSchool[]; chosen: readonly string[] },
): Promise<KnownSchool[]> {
  const live = await ctx.db.prisma.rosterOrg.findMany({
    where: { tenantId, type: 'school', removedAt: null },
    select: { sourcedId: true, name: true },
    orderBy: { sourcedId: 'asc' },
    take: MOST,
  });
  const byId = new Map(chosen.map((id) => [id, id]));
  for (const { id, name } of sampled) byId.set(id, name);
  for (const { sourcedId, name } of live) byId.set(sourcedId, name);
  return [...byId]
    .map(([id, name]) => ({ id, name }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1));
}
