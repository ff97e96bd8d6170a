// A connection that is fetched from, as the set-up leaves it.
import type { AppContext } from '@/lib/server/app-context';
import { sealSecret } from '@/lib/server/connections/sealed-secrets';
import type { Prisma } from '@/lib/server/db';
import { createTenant } from './builders';

export interface TestApiConnection {
  tenantId: number;
  connectionId: number;
}

export async function createApiConnection(
  ctx: AppContext,
  secret: string,
  account: Partial<Prisma.ApiAccountUncheckedCreateWithoutConnectionInput> = {},
): Promise<TestApiConnection> {
  const { id: tenantId } = await createTenant(ctx);
  const { id: connectionId } = await ctx.db.prisma.connection.create({
    data: { tenantId, kind: 'FETCHED' },
  });
  const sealed = sealSecret(ctx, secret, { tenantId, connectionId, purpose: 'api-secret' });
  await ctx.db.prisma.apiAccount.create({
    data: {
      baseUrl: 'https://sis.example.org/ims/oneroster/v1p1',
      clientId: 'district-key',
      secretKeyName: sealed.keyName,
      secretSealed: sealed.bytes,
      secretChangedAt: ctx.clock.now(),
      ...account,
      tenantId,
      connectionId,
    },
  });
  return { tenantId, connectionId };
}
