import { vendorProfile } from '@/lib/core/pulls/vendor-profiles';
import { nextPullAt } from '@/lib/core/pulls/schedule';
import type { AppContext } from '../../app-context';
import { isStopped } from '../../policy/find-pauses';
import type { ApiAccountRow } from '../../connections/queries/list-connections';

export interface NextPull {
  /** When the next nightly one begins, if nothing keeps it from it. */
  at: Date;
  /** A pause or a blackout keeps it from beginning. */
  isStopped: boolean;
}

export async function findNextPull(
  ctx: AppContext,
  tenant: { id: number; timeZone: string },
  connection: { id: number; api: ApiAccountRow },
): Promise<NextPull> {
  const now = ctx.clock.now();
  const { api, id } = connection;
  const [{ _max }, stopped] = await Promise.all([
    ctx.db.prisma.pull.aggregate({
      where: { tenantId: tenant.id, connectionId: id, feed: 'ROSTER' },
      _max: { scheduledFor: true },
    }),
    isStopped(ctx.db.prisma, { id, tenantId: tenant.id }, 'CHECK_ROSTER', now),
  ]);
  const { quietHours } = vendorProfile(api.vendor);
  const times = { timeZone: tenant.timeZone, pullAt: api.pullAt, quietHours };
  const last = _max.scheduledFor?.toISOString().slice(0, 10) ?? null;
  return { at: nextPullAt(times, last, now), isStopped: stopped };
}
