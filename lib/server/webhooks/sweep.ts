import { EVENT_DAYS } from '@/lib/core/events/events';
import type { AppContext } from '../app-context';

/** Deletes what was delivered long ago. What failed for good stays: people look at it. */
export async function sweepWebhooks(ctx: Pick<AppContext, 'db' | 'clock'>): Promise<number> {
  const before = new Date(ctx.clock.now().getTime() - EVENT_DAYS * 86_400_000);
  const { count } = await ctx.db.prisma.webhookDelivery.deleteMany({
    where: { deliveredAt: { lt: before } },
  });
  return count;
}
