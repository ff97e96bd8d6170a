import { connectionSentence } from '@/lib/core/pulls/connection-sentence';
import { isPullOpen } from '@/lib/core/pulls/pull-status';
import { vendorProfile } from '@/lib/core/pulls/vendor-profiles';
import type { AppContext } from '@/lib/server/app-context';
import type { ConnectionRow } from '@/lib/server/connections/queries/list-connections';
import { findLastTest } from '@/lib/server/pulls/queries/last-test';
import { listPulls } from '@/lib/server/pulls/queries/list-pulls';
import { findNextPull } from '@/lib/server/pulls/queries/next-pull';
import { bringsRoster } from './load-connections';

const SHOWN_PULLS = 30;

/** How a connection that is fetched from stands, with its last test and pulls. */
export async function loadApiStatus(
  ctx: AppContext,
  tenant: { id: number; timeZone: string },
  connection: ConnectionRow & { api: NonNullable<ConnectionRow['api']> },
) {
  const which = { tenantId: tenant.id, connectionId: connection.id };
  const [test, pulls, next] = await Promise.all([
    findLastTest(ctx, which),
    listPulls(ctx, which, { limit: SHOWN_PULLS }),
    findNextPull(ctx, tenant, connection),
  ]);
  const newest = pulls.rows[0] ?? null;
  const said = connectionSentence({
    vendorName: vendorProfile(connection.api.vendor).name,
    bringsRoster: bringsRoster(connection),
    isStopped: next.isStopped,
    isTested: connection.api.testedAt !== null,
    isScheduled: connection.api.isScheduled,
    test: test && { isOver: test.finishedAt !== null, lines: test.lines },
    pull: newest,
    nextPullAt: next.at,
    timeZone: tenant.timeZone,
    now: ctx.clock.now(),
  });
  return { test, pulls, next, newest, said, isOpen: newest !== null && isPullOpen(newest.status) };
}
