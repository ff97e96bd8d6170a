import type { AppContext } from '../../app-context';
import { validAt } from '../valid-credentials';

export interface KnownToFormer {
  /** Contacts of before who made a password that still works: they have seen it. */
  makers: string[];
  /** When the last contact was removed, where a password from before still works; null where none was within a month. */
  removedAt: Date | null;
}

const ASKED_FOR_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Whether somebody who left may know a password. What ends by itself within days, because a newer one replaced it, is not counted.
 * Staff who made one, and what the command line made, have not left the district.
 */
export async function findKnownToFormer(
  ctx: Pick<AppContext, 'db' | 'clock'>,
  tenantId: number,
): Promise<KnownToFormer> {
  const { prisma } = ctx.db;
  const now = ctx.clock.now();
  const passwords = await prisma.sftpCredential.findMany({
    where: { tenantId, kind: 'PASSWORD', ...validAt(now), expiresAt: null },
    select: { createdById: true, createdAt: true },
  });
  const [oldest] = passwords
    .map(({ createdAt }) => createdAt)
    .sort((a, b) => Number(a) - Number(b));
  if (!oldest) return { makers: [], removedAt: null };
  const [people, removal] = await Promise.all([
    prisma.user.findMany({
      where: {
        id: { in: passwords.flatMap(({ createdById }) => createdById ?? []) },
        role: 'DISTRICT_CONTACT',
        OR: [{ disabledAt: { not: null } }, { memberships: { none: { tenantId } } }],
      },
      select: { name: true },
      orderBy: { name: 'asc' },
    }),
    prisma.auditEvent.findFirst({
      where: {
        tenantId,
        action: 'contact.removed',
        at: { gt: new Date(Math.max(Number(oldest), now.getTime() - ASKED_FOR_MS)) },
      },
      orderBy: { at: 'desc' },
      select: { at: true },
    }),
  ]);
  return { makers: people.map(({ name }) => name), removedAt: removal?.at ?? null };
}
