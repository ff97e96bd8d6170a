// Until when an open review keeps its update: the one date that its pages and mails tell.
import { stopsOfExpiryAlone } from '@/lib/core/pause/pauses';
import { holdEndsAt } from '@/lib/core/review/review-clock';
import type { Transaction } from '../../db';
import { listPauses } from '../../policy/find-pauses';

export interface HoldEnd {
  lastCameAt: Date;
  endsAt: Date;
}

/** When the review ends unapplied if no newer files come. */
export async function findHoldEnd(
  db: Pick<Transaction, '$queryRawUnsafe' | 'syncRun' | 'circuitBreakStop'>,
  held: { tenantId: number; id: number; connectionId: number; openedAt: Date },
  now: Date,
): Promise<HoldEnd> {
  const { tenantId, id: breakId, connectionId, openedAt } = held;
  const newest = await db.syncRun.aggregate({
    where: { tenantId, connectionId },
    _max: { lastArrivalAt: true },
  });
  const stops = await db.circuitBreakStop.findMany({
    where: { tenantId, breakId },
    orderBy: { id: 'asc' },
  });
  const pauses = await listPauses(db, { id: connectionId, tenantId });
  const lastCameAt = newest._max.lastArrivalAt ?? openedAt;
  return {
    lastCameAt,
    endsAt: holdEndsAt(lastCameAt, [...stops, ...stopsOfExpiryAlone(pauses)], now),
  };
}
