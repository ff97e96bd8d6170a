import type { AppContext } from '../../app-context';
import type { DeliveryState } from '../../db';

export interface FileArrival {
  fileName: string;
  state: DeliveryState;
  byteCount: number;
  receivedAt: Date | null;
}

/** The newest upload of each name, whichever set it went into. Files the client removed are left out. */
export async function latestArrivals(
  ctx: AppContext,
  tenantId: number,
  connectionId: number,
): Promise<FileArrival[]> {
  const rows = await ctx.db.prisma.delivery.findMany({
    where: { tenantId, connectionId, state: { not: 'REMOVED' } },
    distinct: ['fileName'],
    orderBy: [{ fileName: 'asc' }, { id: 'desc' }],
    select: { fileName: true, state: true, byteCount: true, receivedAt: true },
  });
  return rows.map((row) => ({ ...row, byteCount: Number(row.byteCount) }));
}
