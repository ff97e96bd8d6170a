import type { AppContext } from '../../app-context';
import { STAFF_ROLES } from '../../auth/permissions';
import type { Role } from '../../db';

export interface PersonRow {
  id: number;
  name: string;
  email: string;
  role: Role;
  createdAt: Date;
  lastSignInAt: Date | null;
  disabledAt: Date | null;
}

const COLUMNS = {
  id: true,
  name: true,
  email: true,
  role: true,
  createdAt: true,
  lastSignInAt: true,
  disabledAt: true,
} as const;

const BY_NAME = [{ name: 'asc' }, { id: 'asc' }] as const;

export async function listStaff(ctx: AppContext): Promise<PersonRow[]> {
  return ctx.db.prisma.user.findMany({
    where: { role: { in: [...STAFF_ROLES] } },
    select: COLUMNS,
    orderBy: [...BY_NAME],
  });
}

/** The people of one district. */
export async function listContacts(ctx: AppContext, tenantId: number): Promise<PersonRow[]> {
  return ctx.db.prisma.user.findMany({
    where: { memberships: { some: { tenantId } } },
    select: COLUMNS,
    orderBy: [...BY_NAME],
  });
}
