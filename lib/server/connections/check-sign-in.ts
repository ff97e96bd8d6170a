// What the SFTP server asks about a password: whether it lets in, and whether an open session may go on.
import type { AppContext } from '../app-context';
import { stoppedSinceSql } from '../policy/find-pauses';
import { hashPassword, isSameHash } from './secrets';
import { validAt } from './valid-passwords';

export type SignInCheck =
  | { ok: true; tenantId: number; connectionId: number; passwordId: number }
  /** `connectionId` says whose evidence this is; the client is told nothing of it. */
  | { ok: false; connectionId: number | null };

const KNOWN_SHAPE = /^[\x21-\x7e]{1,64}$/;

/** One query and the same comparisons whether or not the user name exists. */
export async function checkSignIn(
  ctx: AppContext,
  userName: string,
  password: string,
): Promise<SignInCheck> {
  const given = hashPassword(ctx.settings.secret, password);
  const account = await ctx.db.prisma.sftpAccount.findUnique({
    where: { userName: KNOWN_SHAPE.test(userName) ? userName : '' },
    select: {
      connectionId: true,
      tenantId: true,
      passwords: { where: validAt(ctx.clock.now()), select: { id: true, hash: true } },
    },
  });
  const candidates = account?.passwords ?? [];
  let passwordId: number | null = null;
  for (const candidate of [...candidates, { id: null, hash: hashPassword('', '') }])
    if (isSameHash(candidate.hash, given) && candidate.id !== null) passwordId = candidate.id;
  if (!account || passwordId === null)
    return { ok: false, connectionId: account?.connectionId ?? null };
  const { tenantId, connectionId } = account;
  return { ok: true, tenantId, connectionId, passwordId };
}

export async function recordPasswordUse(
  ctx: AppContext,
  tenantId: number,
  passwordId: number,
): Promise<void> {
  await ctx.db.prisma.sftpPassword.updateMany({
    where: { id: passwordId, tenantId },
    data: { lastUsedAt: ctx.clock.now() },
  });
}

/** Of these open sessions, the ones that may go on: password valid, connection there and not paused since. */
export async function findSessionsStillAllowed(
  ctx: AppContext,
  sessions: readonly { passwordId: number; signedInAt: Date }[],
): Promise<Set<{ passwordId: number; signedInAt: Date }>> {
  const passwordIds = sessions.map((session) => session.passwordId);
  const { rows } = await ctx.db.pool.query<{ id: number; stoppedSince: Date | null }>(
    `SELECT p.id, ${stoppedSinceSql('SFTP_SESSIONS', { tenant: 'p.tenant_id', connection: 'p.connection_id' }, '$2')} AS "stoppedSince"
     FROM sftp_password p
     WHERE p.id = ANY($1) AND p.revoked_at IS NULL AND (p.expires_at IS NULL OR p.expires_at > $2)`,
    [passwordIds, ctx.clock.now()],
  );
  const stoppedSince = new Map(rows.map((row) => [row.id, row.stoppedSince]));
  return new Set(
    sessions.filter((session) => {
      const stopped = stoppedSince.get(session.passwordId);
      // Paused later than the sign-in ends the session; files sent during a pause are kept and wait.
      return stopped === null || (stopped !== undefined && stopped <= session.signedInAt);
    }),
  );
}
