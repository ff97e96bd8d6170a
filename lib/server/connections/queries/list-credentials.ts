import type { AppContext } from '../../app-context';
import { isValidAt, validAt } from '../valid-credentials';

interface CredentialRow {
  id: number;
  createdAt: Date;
  createdByName: string | null;
  lastUsedAt: Date | null;
  /** The address; null also of one last used before this was kept. */
  lastUsedFrom: string | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
  isValid: boolean;
}

export interface KeyRow extends CredentialRow {
  name: string;
  /** "SHA256:…", as OpenSSH prints it. */
  fingerprint: string;
}

/** What a client signs in with: when each was made and last used, until when it works; newest first. Never the hash. */
export async function listCredentials(
  ctx: AppContext,
  tenantId: number,
  connectionId: number,
): Promise<{ passwords: CredentialRow[]; keys: KeyRow[] }> {
  const rows = await ctx.db.prisma.sftpCredential.findMany({
    where: { tenantId, connectionId },
    orderBy: { id: 'desc' },
    omit: { hash: true, publicKey: true },
  });
  const makers = rows.flatMap((row) => (row.createdById === null ? [] : [row.createdById]));
  const people = await ctx.db.prisma.user.findMany({
    where: { id: { in: makers } },
    select: { id: true, name: true },
  });
  const now = ctx.clock.now();
  const passwords: CredentialRow[] = [];
  const keys: KeyRow[] = [];
  for (const row of rows) {
    const { id, createdAt, lastUsedAt, lastUsedFrom, expiresAt, revokedAt, name, fingerprint } =
      row;
    const shared = {
      ...{ id, createdAt, lastUsedAt, lastUsedFrom, expiresAt, revokedAt },
      createdByName: people.find((person) => person.id === row.createdById)?.name ?? null,
      isValid: isValidAt(row, now),
    };
    if (name === null || fingerprint === null) passwords.push(shared);
    else keys.push({ ...shared, name, fingerprint });
  }
  return { passwords, keys };
}

/** The SSH keys of a district that work, by who added them. */
export async function listKeyNamesByPerson(
  ctx: Pick<AppContext, 'db' | 'clock'>,
  tenantId: number,
): Promise<Map<number, string[]>> {
  const keys = await ctx.db.prisma.sftpCredential.findMany({
    where: {
      ...{ tenantId, kind: 'PUBLIC_KEY', createdById: { not: null } },
      ...validAt(ctx.clock.now()),
    },
    orderBy: { id: 'asc' },
    select: { createdById: true, name: true },
  });
  const names = new Map<number, string[]>();
  for (const { createdById, name } of keys)
    if (createdById !== null)
      names.set(createdById, [...(names.get(createdById) ?? []), name ?? '']);
  return names;
}
