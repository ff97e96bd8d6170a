// SSH public keys of a connection: given by the district, each under a name, revoked one by one. Beside a password or instead.
import { longestKeyName, mostKeysOfConnection } from '@/lib/core/connections/credential-limits';
import { readPublicKey, type PublicKeyRefusal } from '@/lib/core/sftp/public-key';
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { recordAudit } from '../../audit/record';
import type { Transaction } from '../../db';
import { fingerprintOfBlob, isUsableKey } from '../openssh-key';
import { validAt } from '../valid-credentials';
import { findStillWorking, lockAccount, notifyContacts } from './credential-changes';

export type AddKeyResult =
  | { ok: true; keyId: number; name: string; fingerprint: string }
  | Refused<
      | 'NO_SUCH_CONNECTION'
      | 'NO_SFTP_ACCOUNT'
      | PublicKeyRefusal
      | 'KEY_NAME_NEEDED'
      | 'KEY_NAME_TOO_LONG'
      | 'KEY_EXISTS'
      | 'TOO_MANY_KEYS'
    >;

/**
 * Lets in whoever holds the other half, from now on. `text` is what was pasted or uploaded; nothing of it is kept unless it
 * is a public key. Without a name, the key's own comment is its name.
 */
export async function addPublicKey(
  ctx: AppContext,
  actor: Actor,
  { tenantId, connectionId }: { tenantId: number; connectionId: number },
  { name, text }: { name: string; text: string },
): Promise<AddKeyResult> {
  const read = readPublicKey(text);
  if (!read.ok) return read;
  const { blob, comment } = read.key;
  const bytes = Buffer.from(blob, 'base64');
  if (!isUsableKey(bytes)) return { ok: false, code: 'NOT_A_PUBLIC_KEY' };
  const named = (name.trim() || comment).replace(/\s+/g, ' ');
  if (named === '') return { ok: false, code: 'KEY_NAME_NEEDED' };
  if (name.trim().length > longestKeyName) return { ok: false, code: 'KEY_NAME_TOO_LONG' };
  const key = {
    name: named.slice(0, longestKeyName),
    publicKey: bytes.toString('base64'),
    fingerprint: fingerprintOfBlob(bytes),
  };
  return ctx.db.prisma.$transaction(async (tx): Promise<AddKeyResult> => {
    const noAccount = await lockAccount(tx, tenantId, connectionId);
    if (noAccount) return { ok: false, code: noAccount };
    const now = ctx.clock.now();
    const others = await tx.sftpCredential.findMany({
      where: { tenantId, connectionId, kind: 'PUBLIC_KEY', ...validAt(now) },
      select: { name: true, fingerprint: true },
    });
    const same = others.find(({ fingerprint }) => fingerprint === key.fingerprint);
    if (same) return { ok: false, code: 'KEY_EXISTS', name: same.name ?? '' };
    if (others.length >= mostKeysOfConnection) return { ok: false, code: 'TOO_MANY_KEYS' };
    const { id } = await tx.sftpCredential.create({
      data: {
        ...{ tenantId, connectionId, kind: 'PUBLIC_KEY', ...key },
        ...{ createdById: actor.userId, createdAt: now },
      },
    });
    await recordAudit(tx, actor, {
      action: 'sftp-key.added',
      tenantId,
      objectType: 'sftp-key',
      objectId: id,
      detail: { connectionId, fingerprint: key.fingerprint },
    });
    await notifyContacts(ctx, tx, actor, tenantId, { change: 'key-added', keyName: key.name });
    return { ok: true, keyId: id, name: key.name, fingerprint: key.fingerprint };
  });
}

type RevokeKeyResult = { ok: true; wasValid: boolean } | Refused<'NO_SUCH_KEY'>;

/** No sign-in from now on; the SFTP server cuts open sessions within a minute. */
export async function revokePublicKey(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  keyId: number,
): Promise<RevokeKeyResult> {
  return ctx.db.prisma.$transaction(async (tx): Promise<RevokeKeyResult> => {
    const key = await tx.sftpCredential.findFirst({
      where: { id: keyId, tenantId, kind: 'PUBLIC_KEY' },
    });
    if (!key) return { ok: false, code: 'NO_SUCH_KEY' };
    return { ok: true, wasValid: await revokeInside(ctx, actor, tx, key) };
  });
}

/** Those that one person added, where that person leaves: as part of it. Answers how many still worked. */
export async function revokeKeysOf(
  ctx: AppContext,
  actor: Actor,
  tx: Transaction,
  { tenantId, userId }: { tenantId: number; userId: number },
): Promise<number> {
  const keys = await tx.sftpCredential.findMany({
    where: {
      ...{ tenantId, createdById: userId, kind: 'PUBLIC_KEY' },
      ...validAt(ctx.clock.now()),
    },
    orderBy: { id: 'asc' },
  });
  let count = 0;
  for (const key of keys) if (await revokeInside(ctx, actor, tx, key)) count += 1;
  return count;
}

/** Answers whether it worked until then. */
async function revokeInside(
  ctx: AppContext,
  actor: Actor,
  tx: Transaction,
  key: {
    id: number;
    tenantId: number;
    connectionId: number;
    name: string | null;
    fingerprint: string | null;
  },
): Promise<boolean> {
  const { tenantId } = key;
  const now = ctx.clock.now();
  const { count } = await tx.sftpCredential.updateMany({
    where: { id: key.id, tenantId, ...validAt(now) },
    data: { revokedAt: now },
  });
  if (count === 0) return false;
  await recordAudit(tx, actor, {
    action: 'sftp-key.revoked',
    tenantId,
    objectType: 'sftp-key',
    objectId: key.id,
    detail: { connectionId: key.connectionId, fingerprint: key.fingerprint },
  });
  await notifyContacts(ctx, tx, actor, tenantId, {
    change: 'key-revoked',
    keyName: key.name ?? '',
    stillWorks: await findStillWorking(ctx, tx, key),
  });
  return true;
}
