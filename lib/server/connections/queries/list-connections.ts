import type { Feed } from '@/lib/core/feeds/feeds';
import type { SetRules } from '@/lib/core/sync-run/completeness';
import type { AppContext } from '../../app-context';
import { bringsFeed } from '../../db/connection-of-feed';
import type { ApiAccount, ApplySlot } from '../../db/generated/client';

export interface SftpAccountRow extends SetRules {
  userName: string;
  /** Empty lets in from anywhere. */
  allowedAddresses: string[];
}

export type ApiAccountRow = Omit<
  ApiAccount,
  'tenantId' | 'connectionId' | 'secretKeyName' | 'secretSealed'
>;

export interface ConnectionRow {
  id: number;
  tenantId: number;
  kind: string;
  feeds: { feed: Feed }[];
  /** Null of other kinds. */
  sftp: SftpAccountRow | null;
  /** Null of kinds that are not fetched from. Never its secret. */
  api: ApiAccountRow | null;
  applySlot: ApplySlot;
  applyAt: string;
  pausedAt: Date | null;
  createdAt: Date;
  baselineRunId: number | null;
}

const columns = {
  id: true,
  tenantId: true,
  kind: true,
  feeds: { select: { feed: true }, orderBy: { feed: 'asc' } },
  sftp: {
    select: {
      userName: true,
      allowedAddresses: true,
      quietSeconds: true,
      settledSeconds: true,
      incompleteAfterSeconds: true,
      manifestRequired: true,
    },
  },
  api: {
    omit: { tenantId: true, connectionId: true, secretKeyName: true, secretSealed: true },
  },
  applySlot: true,
  applyAt: true,
  pausedAt: true,
  createdAt: true,
  baselineRunId: true,
} as const;

/** What brings the tenant's roster; null before there is such a connection. */
export async function findRosterConnection(
  ctx: AppContext,
  tenantId: number,
): Promise<ConnectionRow | null> {
  return ctx.db.prisma.connection.findFirst({
    where: { tenantId, ...bringsFeed('ROSTER') },
    select: columns,
  });
}

/** All of a tenant, whatever they bring. */
export async function listConnections(ctx: AppContext, tenantId: number): Promise<ConnectionRow[]> {
  return ctx.db.prisma.connection.findMany({
    where: { tenantId },
    select: columns,
    orderBy: { id: 'asc' },
  });
}
