// What the SFTP server saw of one connection, as a log to watch.
import type { AppContext } from '../../app-context';

export interface SftpEventRow {
  id: number;
  at: Date;
  kind: string;
  code: string | null;
  fileName: string | null;
  sourceAddress: string;
}

/** Newest first. Null where the tenant has no such connection. */
export async function listSftpEvents(
  ctx: AppContext,
  tenantId: number,
  connectionId: number,
  { limit = 100, afterId = 0 }: { limit?: number; afterId?: number } = {},
): Promise<SftpEventRow[] | null> {
  if (!(await hasConnection(ctx, tenantId, connectionId))) return null;
  return ctx.db.prisma.sftpEvent.findMany({
    where: { connectionId, id: { gt: afterId } },
    orderBy: { id: 'desc' },
    take: limit,
    omit: { connectionId: true },
  });
}

async function hasConnection(
  ctx: AppContext,
  tenantId: number,
  connectionId: number,
): Promise<boolean> {
  return (await ctx.db.prisma.connection.count({ where: { id: connectionId, tenantId } })) > 0;
}
