// What the SFTP server asks about a password or a key: whether it lets in, and whether an open session may go on.
import { isAllowedFrom } from '../address-list';
import type { AppContext } from '../app-context';
import { stoppedSinceSql } from '../policy/find-pauses';
import { hashPassword, isSameHash } from './secrets';

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

/** The same work whether or not the user name exists. */
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

/**
 * The connection whose user name this one was probably meant to be: in other capitals, with blanks around it, with a domain
 * before or behind it. The name itself is kept nowhere.
 */
export async function findNearUserName(ctx: AppContext, given: string): Promise<number | null> {
  const name = given.trim().replace(/^.*\\/, '').replace(/@.*$/, '').trim().toLowerCase();
  if (!KNOWN_SHAPE.test(name)) return null;
  const { rows } = await ctx.db.pool.query<{ connectionId: number }>(
    `SELECT connection_id AS "connectionId" FROM sftp_account WHERE lower(user_name) = $1 LIMIT 2`,
    [name],
  );
  const [only, another] = rows;
  return only && !another ? only.connectionId : null;
}

/** Whether the account takes the key, by its bytes in base64. Whoever asks has not shown yet that it holds the private half. */
export async function checkKey(
  ctx: AppContext,
  userName: string,
  blob: string,
): Promise<SignInCheck> {
  return checkCredentials(ctx, userName, 'PUBLIC_KEY', ({ publicKey }) => publicKey === blob);
}

interface CredentialOfAccount {
  tenantId: number | null;
  connectionId: number | null;
  allowedAddresses: string[] | null;
  /** Null where the account has none of the kind. */
  id: number | null;
  hash: string | null;
  publicKey: string | null;
  isValid: boolean | null;
}

/** One statement, which answers a row also where there is no account: two would tell by their time which names exist. */
async function checkCredentials(
  ctx: AppContext,
  userName: string,
  kind: 'PASSWORD' | 'PUBLIC_KEY',
  isGiven: (credential: { hash: string | null; publicKey: string | null }) => boolean,
): Promise<SignInCheck> {
  const now = ctx.clock.now();
  const lately = new Date(now.getTime() - OLD_ONES_KNOWN_MS);
  const { rows } = await ctx.db.pool.query<CredentialOfAccount>(
    `SELECT a.tenant_id AS "tenantId", a.connection_id AS "connectionId", a.allowed_addresses AS "allowedAddresses",
       c.id, c.hash, c.public_key AS "publicKey", c.revoked_at IS NULL AND (c.expires_at IS NULL OR c.expires_at > $3) AS "isValid"
     FROM (VALUES ($1::text)) AS given (user_name)
     LEFT JOIN sftp_account a ON a.user_name = given.user_name
     LEFT JOIN sftp_credential c ON c.connection_id = a.connection_id AND c.kind = $2::"SftpCredentialKind"
       AND (c.revoked_at IS NULL OR c.revoked_at > $4) AND (c.expires_at IS NULL OR c.expires_at > $4)`,
    [KNOWN_SHAPE.test(userName) ? userName : '', kind, now, lately],
  );
  const [account] = rows;
  let found: { id: number; isValid: boolean } | null = null;
  for (const { id, isValid, ...credential } of rows)
    // Compared also where there is none, so that it takes as long.
    if (isGiven(credential) && id !== null && !found?.isValid)
      found = { id, isValid: isValid === true };
  if (!account || account.tenantId === null || account.connectionId === null)
    return { ok: false, connectionId: null, isOld: false };
  const { tenantId, connectionId, allowedAddresses } = account;
  if (!found?.isValid) return { ok: false, connectionId, isOld: found !== null };
  return {
    ...{ ok: true, tenantId, connectionId, credentialId: found.id },
    allowedAddresses: allowedAddresses ?? [],
  };
}

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

/**
 * Why each of these open sessions must end; those that may go on are not in it. A session may go on while its credential is
 * valid, its address allowed, its connection there and not paused since.
 */
export async function findSessionsToEnd<S extends OpenSession>(
  ctx: AppContext,
  sessions: readonly S[],
): Promise<Map<S, 'ACCESS_ENDED' | 'ADDRESS_NOT_ALLOWED'>> {
  const credentialIds = sessions.map((session) => session.credentialId);
  const { rows } = await ctx.db.pool.query<{
    id: number;
    allowedAddresses: string[];
    stoppedSince: Date | null;
  }>(
    `SELECT p.id, a.allowed_addresses AS "allowedAddresses",
       ${stoppedSinceSql('SFTP_SESSIONS', { tenant: 'p.tenant_id', connection: 'p.connection_id' }, '$2')} AS "stoppedSince"
     FROM sftp_credential p JOIN sftp_account a USING (tenant_id, connection_id)
     WHERE p.id = ANY($1) AND p.revoked_at IS NULL AND (p.expires_at IS NULL OR p.expires_at > $2)`,
    [credentialIds, ctx.clock.now()],
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  const ending = new Map<S, 'ACCESS_ENDED' | 'ADDRESS_NOT_ALLOWED'>();
  for (const session of sessions) {
    const row = found.get(session.credentialId);
    // Paused later than the sign-in ends the session; files sent during a pause are kept and wait.
    const isStopped = row?.stoppedSince && row.stoppedSince > session.signedInAt;
    if (!row || isStopped) ending.set(session, 'ACCESS_ENDED');
    else if (!isAllowedFrom(session.address, row.allowedAddresses))
      ending.set(session, 'ADDRESS_NOT_ALLOWED');
  }
  return ending;
}
