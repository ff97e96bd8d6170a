import type { AppContext } from '../../app-context';
import { validAt } from '../valid-credentials';

/**
 * Who made a password that still works and is a contact of the district no more: they have seen it. Staff who made one for a district
 * are not counted, nor what the command line made.
 */
export async function findFormerPasswordMakers(
  ctx: Pick<AppContext, 'db' | 'clock'>,
  tenantId: number,
): Promise<string[]> {
  const passwords = await ctx.db.prisma.sftpCredential.findMany({
    where: { tenantId, kind: 'PASSWORD', createdById: { not: null }, ...validAt(ctx.clock.now()) },
    select: { createdById: true },
  });
  const people = await ctx.db.prisma.user.findMany({
    where: {
      id: { in: passwords.flatMap(({ createdById }) => createdById ?? []) },
      role: 'DISTRICT_CONTACT',
      OR: [{ disabledAt: { not: null } }, { memberships: { none: { tenantId } } }],
    },
    select: { name: true },
    orderBy: { name: 'asc' },
  });
  return people.map(({ name }) => name);
}
