// Passwords of a connection: generated, shown once, rotated with an overlap, revoked at once.
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { recordAudit } from '../../audit/record';
import type { Transaction } from '../../db';
import { hashPassword, makePassword } from '../secrets';
import { validAt } from '../valid-credentials';
import { findStillWorking, lockAccount, notifyContacts } from './credential-changes';

const DEFAULT_OVERLAP_HOURS = 72;
const MAX_OVERLAP_HOURS = 30 * 24;

export type GenerateResult =
  | {
      ok: true;
      passwordId: number;
      password: string;
      replacedCount: number;
      oldValidUntil: Date | null;
    }
  | Refused<'NO_SUCH_CONNECTION' | 'NO_SFTP_ACCOUNT' | 'PASSWORD_EXISTS' | 'INVALID_OVERLAP'>;

/** The first password of a connection. The text is in the answer and nowhere else. */
export async function generatePassword(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  connectionId: number,
): Promise<GenerateResult> {
  return ctx.db.prisma.$transaction(async (tx): Promise<GenerateResult> => {
    const noAccount = await lockAccount(tx, tenantId, connectionId);
    if (noAccount) return { ok: false, code: noAccount };
    const valid = await tx.sftpCredential.count({
      where: { tenantId, connectionId, kind: 'PASSWORD', ...validAt(ctx.clock.now()) },
    });
    if (valid > 0) return { ok: false, code: 'PASSWORD_EXISTS' };
    const made = await addPassword(ctx, tx, actor, tenantId, connectionId);
    await recordAudit(tx, actor, {
      action: 'sftp-password.generated',
      tenantId,
      objectType: 'sftp-password',
      objectId: made.passwordId,
      detail: { connectionId },
    });
    await notifyContacts(ctx, tx, actor, tenantId, { change: 'created' });
    return { ok: true, ...made, replacedCount: 0, oldValidUntil: null };
  });
}

/** A new password; the old ones keep working for the overlap, 0 hours ends them now. */
export async function rotatePassword(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  connectionId: number,
  { overlapHours = DEFAULT_OVERLAP_HOURS }: { overlapHours?: number } = {},
): Promise<GenerateResult> {
  if (!(overlapHours >= 0 && overlapHours <= MAX_OVERLAP_HOURS))
    return { ok: false, code: 'INVALID_OVERLAP' };
  return ctx.db.prisma.$transaction(async (tx): Promise<GenerateResult> => {
    const noAccount = await lockAccount(tx, tenantId, connectionId);
    if (noAccount) return { ok: false, code: noAccount };
    const now = ctx.clock.now();
    const until = new Date(now.getTime() + overlapHours * 3600_000);
    const valid = { tenantId, connectionId, kind: 'PASSWORD' as const, ...validAt(now) };
    const replacedCount = await tx.sftpCredential.count({ where: valid });
    // An earlier rotation may have promised an earlier end: that promise stands.
    await tx.sftpCredential.updateMany({
      where: { AND: [valid, { OR: [{ expiresAt: null }, { expiresAt: { gt: until } }] }] },
      data: { expiresAt: until },
    });
    const made = await addPassword(ctx, tx, actor, tenantId, connectionId);
    await recordAudit(tx, actor, {
      action: 'sftp-password.rotated',
      tenantId,
      objectType: 'sftp-password',
      objectId: made.passwordId,
      detail: { connectionId, overlapHours, replacedCount },
    });
    const oldValidUntil = replacedCount > 0 && until > now ? until : null;
    await notifyContacts(ctx, tx, actor, tenantId, {
      change: 'rotated',
      oldWorksUntil: oldValidUntil,
    });
    return { ok: true, ...made, replacedCount, oldValidUntil };
  });
}

type RevokeResult = { ok: true; wasValid: boolean } | Refused<'NO_SUCH_PASSWORD'>;

/** No sign-in from now on; the SFTP server cuts open sessions within a minute. */
export async function revokePassword(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  passwordId: number,
): Promise<RevokeResult> {
  return ctx.db.prisma.$transaction(async (tx): Promise<RevokeResult> => {
    const password = await tx.sftpCredential.findFirst({
      where: { id: passwordId, tenantId, kind: 'PASSWORD' },
    });
    if (!password) return { ok: false, code: 'NO_SUCH_PASSWORD' };
    const now = ctx.clock.now();
    const { count } = await tx.sftpCredential.updateMany({
      where: { id: passwordId, tenantId, ...validAt(now) },
      data: { revokedAt: now },
    });
    if (count === 0) return { ok: true, wasValid: false };
    await recordAudit(tx, actor, {
      action: 'sftp-password.revoked',
      tenantId,
      objectType: 'sftp-password',
      objectId: passwordId,
      detail: { connectionId: password.connectionId },
    });
    await notifyContacts(ctx, tx, actor, tenantId, {
      change: 'revoked',
      stillWorks: await findStillWorking(ctx, tx, password),
    });
    return { ok: true, wasValid: true };
  });
}

async function addPassword(
  ctx: AppContext,
  tx: Transaction,
  actor: Actor,
  tenantId: number,
  connectionId: number,
): Promise<{ passwordId: number; password: string }> {
  const password = makePassword();
  const { id } = await tx.sftpCredential.create({
    data: {
      tenantId,
      connectionId,
      kind: 'PASSWORD',
      hash: hashPassword(ctx.settings.secret, password),
      createdById: actor.userId,
      createdAt: ctx.clock.now(),
    },
  });
  return { passwordId: id, password };
}
