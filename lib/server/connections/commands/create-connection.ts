// How a tenant sends. Each feed comes through one connection; the database enforces it.
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { recordAudit } from '../../audit/record';
import type { ApplySlot } from '../../db/generated/client';
import { isUniqueViolation } from '../../db/unique-violation';
import { SFTP_FEEDS, sftpConnection, type NewSftpAccount } from '../sftp-account';

export interface NewConnection {
  /** "tpc-" and the tenant's slug unless given. */
  sftpUserName?: string;
  applySlot?: ApplySlot;
  /** Local time, "HH:MM". */
  applyAt?: string;
  quietSeconds?: number;
  settledSeconds?: number;
  incompleteAfterSeconds?: number;
  manifestRequired?: boolean;
}

export type CreateConnectionResult =
  | { ok: true; connectionId: number; sftpUserName: string }
  | Refused<
      | 'TENANT_NOT_FOUND'
      | 'CONNECTION_EXISTS'
      | 'USER_NAME_TAKEN'
      | 'INVALID_USER_NAME'
      | 'INVALID_APPLY_AT'
    >;

const USER_NAME = /^[a-z][a-z0-9-]{2,47}$/;
const APPLY_AT = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Brings what no other connection of the tenant brings. */
export async function createConnection(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  values: NewConnection = {},
): Promise<CreateConnectionResult> {
  const tenant = await ctx.db.prisma.tenant.findUnique({
    where: { id: tenantId },
    select: { slug: true, feeds: { select: { feed: true } } },
  });
  if (!tenant) return { ok: false, code: 'TENANT_NOT_FOUND' };
  const taken = tenant.feeds.map(({ feed }) => feed);
  const feeds = SFTP_FEEDS.filter((feed) => !taken.includes(feed));
  if (feeds.length === 0) return { ok: false, code: 'CONNECTION_EXISTS' };
  const sftpUserName = values.sftpUserName ?? `tpc-${tenant.slug}`.slice(0, 48).replace(/-+$/, '');
  if (!USER_NAME.test(sftpUserName)) return { ok: false, code: 'INVALID_USER_NAME' };
  if (values.applyAt !== undefined && !APPLY_AT.test(values.applyAt))
    return { ok: false, code: 'INVALID_APPLY_AT' };
  const { settings } = ctx;
  const account: NewSftpAccount = {
    userName: sftpUserName,
    quietSeconds: values.quietSeconds ?? settings.quietSeconds,
    settledSeconds: values.settledSeconds ?? settings.settledSeconds,
    incompleteAfterSeconds: values.incompleteAfterSeconds ?? settings.incompleteAfterSeconds,
    manifestRequired: values.manifestRequired ?? true,
  };

  try {
    return await ctx.db.prisma.$transaction(async (tx): Promise<CreateConnectionResult> => {
      const { id } = await tx.connection.create({
        data: {
          tenantId,
          ...sftpConnection(account, feeds),
          applySlot: values.applySlot ?? 'OVERNIGHT',
          applyAt: values.applyAt ?? '02:00',
          createdAt: ctx.clock.now(),
        },
        select: { id: true },
      });
      await recordAudit(tx, actor, {
        action: 'connection.created',
        tenantId,
        objectType: 'connection',
        objectId: id,
        detail: { sftpUserName },
      });
      return { ok: true, connectionId: id, sftpUserName };
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    // Somebody was quicker: with what was to come through it, or with the user name.
    const existing = await ctx.db.prisma.connectionFeed.count({
      where: { tenantId, feed: { in: feeds } },
    });
    return { ok: false, code: existing > 0 ? 'CONNECTION_EXISTS' : 'USER_NAME_TAKEN' };
  }
}
