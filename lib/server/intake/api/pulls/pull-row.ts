// A pull and its collections, as the engine reads them.
import { pullSettings } from '@/lib/core/pulls/pull-settings';
import { localDate } from '@/lib/core/calendar/zoned-time';
import type { AppContext } from '../../../app-context';
import type { PullCollection } from '../../../db/generated/client';
import type { PullPlan, SourceMark } from '../source';

export interface PullKey {
  tenantId: number;
  id: number;
}

/** A pull in the hands of a worker: only what has this number of its turn may write. */
export interface TakenPull extends PullKey {
  connectionId: number;
  take: number;
}

export interface PullRow extends PullKey {
  number: number;
  connectionId: number;
  feed: 'ROSTER' | 'ATTENDANCE' | 'CALENDAR';
  purpose: 'UPDATE' | 'PREVIEW';
  state: 'PLANNED' | 'PULLING' | 'COMPLETE' | 'FAILED' | 'CANCELED';
  since: string | null;
  failures: number;
  mirroredAt: Date | null;
  plan: PullPlan;
  collections: PullCollection[];
}

export async function loadPull(ctx: AppContext, { tenantId, id }: PullKey): Promise<PullRow> {
  const row = await ctx.db.prisma.pull.findUniqueOrThrow({
    where: { tenantId_id: { tenantId, id } },
    include: {
      collections: { orderBy: { ordinal: 'asc' } },
      account: { select: { connection: { select: { tenant: { select: { timeZone: true } } } } } },
    },
  });
  const { timeZone } = row.account.connection.tenant;
  return {
    ...row,
    plan: {
      feed: row.feed,
      day: row.day && row.day.toISOString().slice(0, 10),
      settings: pullSettings(row.settings),
      since: row.since,
      mark: row.sourceMark as SourceMark | null,
      today: localDate(row.startedAt ?? row.createdAt, timeZone),
    },
  };
}
