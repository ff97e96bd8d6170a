import type { Transaction } from '../db';

/** Whether the roster of the tenant comes through another connection: what this one fetches would be kept, and not read. */
export async function isBroughtElsewhere(
  db: Pick<Transaction, 'connectionFeed'>,
  { tenantId, id }: { tenantId: number; id: number },
): Promise<boolean> {
  const brings = await db.connectionFeed.findUnique({
    where: { tenantId_feed: { tenantId, feed: 'ROSTER' } },
    select: { connectionId: true },
  });
  return brings !== null && brings.connectionId !== id;
}
