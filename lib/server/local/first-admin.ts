import { recordAudit } from '../audit';
import type { AppContext } from '../app-context';

/** Makes the account named by CONNECTOR_ADMIN_EMAIL where nobody has that address. */
export async function ensureFirstAdmin(ctx: AppContext): Promise<void> {
  const email = ctx.settings.adminEmail?.toLowerCase();
  if (!email) return;
  await ctx.db.prisma.$transaction(async (tx) => {
    if (await tx.user.findUnique({ where: { email } })) return;
    const user = await tx.user.create({
      data: { email, name: 'First administrator', role: 'ADMIN', createdAt: ctx.clock.now() },
    });
    await recordAudit(
      tx,
      { kind: 'command-line', userId: null, sourceAddress: null },
      { action: 'person.first-admin', tenantId: null, objectType: 'user', objectId: user.id },
    );
  });
}
