import type { AppContext } from '../../app-context';

interface SftpPasswordRow {
  id: number;
  createdAt: Date;
  createdByName: string | null;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
  isValid: boolean;
}

/** When each was made, last used and until when it works; never the hash. */
export async function listPasswords(
  ctx: AppContext,
  tenantId: number,
  connectionId: number,
): Promise<SftpPasswordRow[]> {
  const rows = await ctx.db.prisma.sftpPassword.findMany({
    where: { tenantId, connectionId },
    orderBy: { id: 'desc' },
    omit: { hash: true },
  });
  const makers = rows.flatMap((row) => (row.createdById === null ? [] : [row.createdById]));
  const people = await ctx.db.prisma.user.findMany({
    where: { id: { in: makers } },
    select: { id: true, name: true },
  });
  const now = ctx.clock.now();
  return rows.map((row) => ({
    id: row.id,
    createdAt: row.createdAt,
    createdByName: people.find((person) => person.id === row.createdById)?.name ?? null,
    lastUsedAt: row.lastUsedAt,
    expiresAt: row.expiresAt,
    revokedAt: row.revokedAt,
    isValid: row.revokedAt === null && (row.expiresAt === null || row.expiresAt > now),
  }));
}
