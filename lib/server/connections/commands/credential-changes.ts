// What every change of a connection's passwords and keys shares: one at a time, and the contacts are told.
import type { Actor, AppContext } from '../../app-context';
import type { Transaction } from '../../db';
import { lockById } from '../../db/advisory-lock';
import { credentialsMail } from '../../mail/credentials-message';
import { queueMailToContacts } from '../../mail/recipients';
import { validAt } from '../valid-credentials';

/**
 * One at a time may change them: two at once would both think they replace the same password. Null, or why there is nothing to lock.
 */
export async function lockAccount(
  tx: Transaction,
  tenantId: number,
  connectionId: number,
): Promise<'NO_SUCH_CONNECTION' | 'NO_SFTP_ACCOUNT' | null> {
  await lockById(tx, 'passwords', connectionId);
  const connection = await tx.connection.findFirst({
    where: { id: connectionId, tenantId },
    select: { sftp: { select: { connectionId: true } } },
  });
  if (!connection) return 'NO_SUCH_CONNECTION';
  return connection.sftp ? null : 'NO_SFTP_ACCOUNT';
}

export type CredentialChange = Pick<
  Parameters<typeof credentialsMail>[1],
  'change' | 'addressCount' | 'keyName' | 'oldWorksUntil' | 'stillWorks'
>;

/** Nobody should learn from a failing upload that somebody changed how it signs in. */
export async function notifyContacts(
  ctx: AppContext,
  tx: Transaction,
  actor: Actor,
  tenantId: number,
  change: CredentialChange,
): Promise<void> {
  const person =
    actor.userId === null
      ? null
      : await tx.user.findUnique({ where: { id: actor.userId }, select: { name: true } });
  const actorName = person?.name ?? 'TalkingPoints';
  await queueMailToContacts(tx, tenantId, (reader) =>
    credentialsMail(ctx, { ...reader, ...change, actorName }),
  );
}

/** What a client can sign in with now, after one was revoked. */
export async function findStillWorking(
  ctx: AppContext,
  tx: Transaction,
  { id, tenantId, connectionId }: { id: number; tenantId: number; connectionId: number },
): Promise<NonNullable<CredentialChange['stillWorks']>> {
  const others = await tx.sftpCredential.findMany({
    where: { tenantId, connectionId, ...validAt(ctx.clock.now()) },
    orderBy: { id: 'desc' },
    select: { id: true, kind: true, name: true, expiresAt: true },
  });
  const password = others.find(({ kind }) => kind === 'PASSWORD');
  return {
    password: password ? { isNewer: password.id > id, until: password.expiresAt } : null,
    keyNames: others.flatMap(({ name }) => (name === null ? [] : [name])),
  };
}
