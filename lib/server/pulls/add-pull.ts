import { pullSettings } from '@/lib/core/pulls/pull-settings';
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Feed } from '@/lib/core/feeds/feeds';
import type { AppContext } from '../app-context';
import { lockById } from '../db/advisory-lock';
import { isUniqueViolation } from '../db/unique-violation';
import type { Transaction } from '../db';

export interface NewPull {
  tenantId: number;
  connectionId: number;
  feed: Feed;
  purpose: 'UPDATE' | 'PREVIEW';
  /** From where on changes are read; null reads everything. */
  since: string | null;
  /** Of attendance: the one day that is read. */
  day?: string;
  /** The local day of a nightly one. */
  scheduledFor: string | null;
  askedById: number | null;
}

export type AddPullResult =
  { ok: true; id: number; number: number } | Refused<'NO_SUCH_CONNECTION' | 'PULL_AT_WORK'>;

/** Plans a pull that begins at once. One of a feed is open at a time, and a night has one: the database sees to both. */
export async function addPull(
  ctx: AppContext,
  pull: NewPull,
  /** What else belongs to it. */
  within: (
    tx: Transaction,
    added: { id: number; number: number },
  ) => Promise<void> = async () => {},
): Promise<AddPullResult> {
  const { tenantId, connectionId, scheduledFor, since, day, ...rest } = pull;
  const now = ctx.clock.now();
  try {
    return await ctx.db.prisma.$transaction(async (tx): Promise<AddPullResult> => {
      await lockById(tx, 'pullNumbers', tenantId);
      const account = await tx.apiAccount.findUnique({
        where: { tenantId_connectionId: { tenantId, connectionId } },
        select: { settings: true },
      });
      if (!account) return { ok: false, code: 'NO_SUCH_CONNECTION' };
      // The files of one that is complete go on first: else older ones would replace newer ones.
      const handingOver = await tx.pull.count({
        where: {
          tenantId,
          connectionId,
          feed: rest.feed,
          state: 'COMPLETE',
          purpose: 'UPDATE',
          handedOverAt: null,
        },
      });
      if (handingOver > 0) return { ok: false, code: 'PULL_AT_WORK' };
      const last = await tx.pull.aggregate({ where: { tenantId }, _max: { number: true } });
      const added = await tx.pull.create({
        data: {
          tenantId,
          connectionId,
          ...rest,
          since,
          extent: since === null ? 'FULL' : 'DELTA',
          number: (last._max.number ?? 0) + 1,
          scheduledFor: scheduledFor === null ? null : new Date(`${scheduledFor}T00:00:00Z`),
          day: day === undefined ? null : new Date(`${day}T00:00:00Z`),
          createdAt: now,
          nextAttemptAt: now,
          settings: pullSettings(account.settings),
        },
        select: { id: true, number: true },
      });
      await within(tx, added);
      return { ok: true, ...added };
    });
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, code: 'PULL_AT_WORK' };
    throw error;
  }
}
