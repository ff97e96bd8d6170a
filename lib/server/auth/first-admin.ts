import type { AppContext } from '../app-context';
import { recordAudit } from '../audit/record';
import { isLoopback } from '../loopback';
import { parseEmailAddress } from './email-address';

export const LOCAL_ADMIN_ADDRESS = 'admin@connector.localhost';

/** The first administrator's address: from the environment, or a fixed one on a start that only this machine can reach. */
export function firstAdminAddress(ctx: Pick<AppContext, 'settings'>): string | null {
  const { adminEmail, publicUrl } = ctx.settings;
  if (adminEmail) {
    const parsed = parseEmailAddress(adminEmail);
    if (!parsed.ok) throw new Error('CONNECTOR_ADMIN_EMAIL is not an address that can sign in');
    return parsed.address;
  }
  const { hostname } = new URL(publicUrl);
  return isLoopback(hostname) ? LOCAL_ADMIN_ADDRESS : null;
}

/** Makes the first administrator if nobody has that address; safe to call from every process at every start. */
export async function ensureFirstAdmin(
  ctx: AppContext,
): Promise<{ address: string; isNew: boolean } | null> {
  const address = firstAdminAddress(ctx);
  if (address === null) return null;
  const now = ctx.clock.now();
  return ctx.db.prisma.$transaction(async (tx) => {
    const made = await tx.user.createManyAndReturn({
      data: [{ email: address, name: 'Administrator', role: 'ADMIN', createdAt: now }],
      skipDuplicates: true,
      select: { id: true },
    });
    const [admin] = made;
    if (!admin) return { address, isNew: false };
    await recordAudit(
      tx,
      { kind: 'worker', userId: null, sourceAddress: null },
      {
        action: 'staff.created',
        tenantId: null,
        objectType: 'person',
        objectId: admin.id,
        detail: { role: 'ADMIN', isFirst: true },
      },
    );
    return { address, isNew: true };
  });
}
