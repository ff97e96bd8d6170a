// Rows that tests start from, with believable defaults: pass only what the test is about.
import { randomBytes } from 'node:crypto';
import type { AppContext } from '@/lib/server/app-context';
import { sftpConnection, type NewSftpAccount } from '@/lib/server/connections/sftp-account';
import type { Prisma } from '@/lib/server/db';

type Context = Pick<AppContext, 'db' | 'clock'>;

const unique = (): string => randomBytes(4).toString('hex');

export function createTenant(
  ctx: Context,
  values: Partial<Prisma.TenantUncheckedCreateInput> = {},
) {
  const id = unique();
  return ctx.db.prisma.tenant.create({
    data: {
      slug: `maple-grove-${id}`,
      name: `Maple Grove ${id}`,
      state: 'CA',
      timeZone: 'America/Los_Angeles',
      createdAt: ctx.clock.now(),
      ...values,
    },
  });
}

export type NewTestConnection = Partial<
  Pick<Prisma.ConnectionUncheckedCreateInput, 'applySlot' | 'applyAt' | 'pausedAt'> & NewSftpAccount
>;

/** A connection of the tenant that brings everything; short quiet period, applies on arrival. */
export async function createConnection(
  ctx: Context,
  tenant: { id: number },
  values: NewTestConnection = {},
) {
  const { userName, quietSeconds, settledSeconds, manifestRequired, ...columns } = values;
  const account = {
    userName: userName ?? `maple-${unique()}`,
    quietSeconds: quietSeconds ?? 600,
    settledSeconds,
    manifestRequired,
  };
  const { sftp, ...connection } = await ctx.db.prisma.connection.create({
    data: {
      tenantId: tenant.id,
      ...sftpConnection(account),
      applySlot: 'ON_ARRIVAL',
      createdAt: ctx.clock.now(),
      ...columns,
    },
    include: { sftp: true },
  });
  if (!sftp) throw new Error('a connection by SFTP has an account');
  return { ...connection, sftp };
}

/** Somebody who may sign in; a district contact becomes a member of `tenants`. */
export function createPerson(
  ctx: Context,
  values: Partial<Prisma.UserUncheckedCreateInput> & { tenants?: readonly { id: number }[] } = {},
) {
  const { tenants = [], ...columns } = values;
  const id = unique();
  return ctx.db.prisma.user.create({
    data: {
      email: `person-${id}@example.org`,
      name: `Person ${id}`,
      role: tenants.length > 0 ? 'DISTRICT_CONTACT' : 'IMPLEMENTATION',
      createdAt: ctx.clock.now(),
      memberships: { create: tenants.map((tenant) => ({ tenantId: tenant.id })) },
      ...columns,
    },
  });
}
