// What the SFTP server asks about a password or a key: whether it lets in, and whether an open session may go on.
import { isAllowedFrom } from '../address-list';
import type { AppContext } from '../app-context';
import { stoppedSinceSql } from '../policy/find-pauses';
import { hashPassword, isSameHash } from './secrets';
import { isValidAt, validAt } from './valid-credentials';

export type SignInCheck =
  | {
      ok: true;
      tenantId: number;
      connectionId: number;
      credentialId: number;
      /** From where the account may be used; empty is from anywhere. */
      allowedAddresses: readonly string[];
    }
  /**
   * `connectionId` says whose evidence this is, `isOld` that it let in once: it was replaced or revoked. The client is
   * told nothing of either.
   */
  | { ok: false; connectionId: number | null; isOld: boolean };

/** Somebody finds the job with last year's password: the summer and some time. */
const OLD_ONES_KNOWN_MS = 400 * 24 * 3600_000;

const KNOWN_SHAPE = /^[\x21-\x7e]{1,64}$/;

/** One query and the same comparisons whether or not the user name exists. */
export async function checkPassword(
  ctx: AppContext,
  userName: string,
  password: string,
): Promise<SignInCheck> {
  const given = hashPassword(ctx.settings.secret, password);
  return checkCredentials(ctx, userName, 'PASSWORD', ({ hash }) =>
    isSameHash(hash ?? hashPassword('', ''), given),
  );
}

/** Whether the account has the key, by its bytes in base64. That the client holds the other half is for the server to check. */
export async function checkKey(
  ctx: AppContext,
  userName: string,
  blob: string,
): Promise<SignInCheck> {
  return checkCredentials(ctx, userName, 'PUBLIC_KEY', ({ publicKey }) => publicKey === blob);
}

async function checkCredentials(
  ctx: AppContext,
  userName: string,
  kind: 'PASSWORD' | 'PUBLIC_KEY',
  isGiven: (credential: { hash: string | null; publicKey: string | null }) => boolean,
): Promise<SignInCheck> {
  const now = ctx.clock.now();
  const lately = new Date(now.getTime() - OLD_ONES_KNOWN_MS);
  const account = await ctx.db.prisma.sftpAccount.findUnique({
    where: { userName: KNOWN_SHAPE.test(userName) ? userName : '' },
    select: {
      connectionId: true,
      tenantId: true,
      allowedAddresses: true,
      credentials: {
        // Those of before are told apart from wrong ones, for a while.
        where: {
          kind,
          OR: [validAt(now), { revokedAt: { gt: lately } }, { expiresAt: { gt: lately } }],
        },
        select: { id: true, hash: true, publicKey: true, revokedAt: true, expiresAt: true },
      },
    },
  });
  let found: { id: number; isValid: boolean } | null = null;
  for (const credential of [...(account?.credentials ?? []), NOBODYS]) {
    const isValid = isValidAt(credential, now);
    if (isGiven(credential) && credential.id !== NOBODYS.id && !found?.isValid)
      found = { id: credential.id, isValid };
  }
  if (!account || !found?.isValid)
    return { ok: false, connectionId: account?.connectionId ?? null, isOld: found !== null };
  const { tenantId, connectionId, allowedAddresses } = account;
  return { ok: true, tenantId, connectionId, credentialId: found.id, allowedAddresses };
}

/** What is compared where there is nothing else: a try takes as long. */
const NOBODYS = { id: 0, hash: null, publicKey: null, revokedAt: null, expiresAt: null };

export async function recordCredentialUse(
  ctx: AppContext,
  { tenantId, credentialId, from }: { tenantId: number; credentialId: number; from: string },
): Promise<void> {
  await ctx.db.prisma.sftpCredential.updateMany({
    where: { id: credentialId, tenantId },
    data: { lastUsedAt: ctx.clock.now(), lastUsedFrom: from },
  });
}

export interface OpenSession {
  credentialId: number;
  signedInAt: Date;
  /** Where it came from. */
  address: string;
}

/** Of these open sessions, the ones that may go on: credential valid, address allowed, connection there and not paused since. */
export async function findSessionsStillAllowed<S extends OpenSession>(
  ctx: AppContext,
  sessions: readonly S[],
): Promise<Set<S>> {
  const credentialIds = sessions.map((session) => session.credentialId);
  const { rows } = await ctx.db.pool.query<{
    id: number;
    allowedAddresses: string[];
    stoppedSince: Date | null;
  }>(
    `SELECT p.id, a.allowed_addresses AS "allowedAddresses", ${stoppedSinceSql('SFTP_SESSIONS', { tenant: 'p.tenant_id', connection: 'p.connection_id' }, '$2')} AS "stoppedSince"
     FROM sftp_credential p JOIN sftp_account a USING (tenant_id, connection_id)
     WHERE p.id = ANY($1) AND p.revoked_at IS NULL AND (p.expires_at IS NULL OR p.expires_at > $2)`,
    [credentialIds, ctx.clock.now()],
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  return new Set(
    sessions.filter((session) => {
      const row = found.get(session.credentialId);
      if (!row || !isAllowedFrom(session.address, row.allowedAddresses)) return false;
      // Paused later than the sign-in ends the session; files sent during a pause are kept and wait.
      return row.stoppedSince === null || row.stoppedSince <= session.signedInAt;
    }),
  );
}
