import { vendorProfile, type VendorProfile } from '@/lib/core/pulls/vendor-profiles';
import type { AppContext } from '../../app-context';
import type { ApiAccount } from '../../db/generated/client';

/** An account at a source, with what depends on its vendor. Its secret stays sealed until a request needs it. */
export interface LoadedAccount extends ApiAccount {
  kind: string;
  timeZone: string;
  profile: VendorProfile;
  /** As the manifest of its files names the source. */
  systemName: string;
}

export async function loadAccount(
  ctx: AppContext,
  { tenantId, connectionId }: { tenantId: number; connectionId: number },
): Promise<LoadedAccount> {
  const { connection, ...account } = await ctx.db.prisma.apiAccount.findUniqueOrThrow({
    where: { tenantId_connectionId: { tenantId, connectionId } },
    include: { connection: { select: { kind: true, tenant: { select: { timeZone: true } } } } },
  });
  const profile = vendorProfile(account.vendor);
  return {
    ...account,
    kind: connection.kind,
    timeZone: connection.tenant.timeZone,
    profile,
    systemName: profile.name,
  };
}
