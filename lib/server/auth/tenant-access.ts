import type { AppContext } from '../app-context';
import { isStaff, type PersonWithRole } from './permissions';

export interface TenantRef {
  id: number;
  slug: string;
  name: string;
  state: string;
  timeZone: string;
}

/**
 * The district of this slug if the person may know of it: staff know all, a contact their own. Another
 * district's slug and one that does not exist give the same answer.
 */
export async function findTenantFor(
  ctx: AppContext,
  person: PersonWithRole & { userId: number },
  slug: string,
): Promise<TenantRef | null> {
  return ctx.db.prisma.tenant.findFirst({
    where: {
      slug,
      ...(isStaff(person) ? {} : { members: { some: { userId: person.userId } } }),
    },
    select: { id: true, slug: true, name: true, state: true, timeZone: true },
  });
}
