// Plans the pulls of the night: for each connection that is read every night one a day, at its time in the district's zone.
import { changesSince, dueDay, mayBeDelta } from '@/lib/core/pulls/schedule';
import { needsWholeSet, pullSettings } from '@/lib/core/pulls/pull-settings';
import { vendorProfile } from '@/lib/core/pulls/vendor-profiles';
import type { AppContext } from '../../../app-context';
import { isStopped } from '../../../policy/find-pauses';
import { addPull } from '../../../pulls/add-pull';

interface Scheduled {
  tenantId: number;
  connectionId: number;
  timeZone: string;
  pullAt: string;
  vendor: string;
  settings: unknown;
  allowsDeltas: boolean;
  lastScheduledFor: string | null;
  /** Of the newest pull that was handed over, and of the newest of these that read everything. */
  lastStartedAt: Date | null;
  lastFullOn: string | null;
}

export async function planPulls(ctx: AppContext): Promise<number> {
  const now = ctx.clock.now();
  let planned = 0;
  for (const account of await listScheduled(ctx)) {
    const { tenantId, connectionId, timeZone, pullAt } = account;
    const { quietHours } = vendorProfile(account.vendor);
    const day = dueDay({ timeZone, pullAt, quietHours }, account.lastScheduledFor, now);
    if (day === null) continue;
    const connection = { id: connectionId, tenantId };
    if (await isStopped(ctx.db.prisma, connection, 'CHECK_ROSTER', now)) continue;
    const settings = pullSettings(account.settings);
    const isDelta =
      account.allowsDeltas && !needsWholeSet(settings) && mayBeDelta(day, account.lastFullOn);
    const since = isDelta && account.lastStartedAt ? changesSince(account.lastStartedAt) : null;
    const added = await addPull(ctx, {
      tenantId,
      connectionId,
      feed: 'ROSTER',
      purpose: 'UPDATE',
      since,
      scheduledFor: day,
      askedById: null,
    });
    if (added.ok) planned += 1;
  }
  return planned;
}

async function listScheduled(ctx: AppContext): Promise<Scheduled[]> {
  const { rows } = await ctx.db.pool.query<Scheduled>(
    `SELECT a.tenant_id AS "tenantId", a.connection_id AS "connectionId", t.time_zone AS "timeZone", a.pull_at AS "pullAt",
       a.vendor, a.settings, a.allows_deltas AS "allowsDeltas",
       (SELECT max(p.scheduled_for)::text FROM pull p
        WHERE p.tenant_id = a.tenant_id AND p.connection_id = a.connection_id AND p.feed = 'ROSTER') AS "lastScheduledFor",
       (SELECT max(p.started_at) FROM pull p
        WHERE p.tenant_id = a.tenant_id AND p.connection_id = a.connection_id AND p.feed = 'ROSTER' AND p.handed_over_at IS NOT NULL) AS "lastStartedAt",
       (SELECT max((p.started_at AT TIME ZONE t.time_zone)::date)::text FROM pull p
        WHERE p.tenant_id = a.tenant_id AND p.connection_id = a.connection_id AND p.feed = 'ROSTER'
          AND p.handed_over_at IS NOT NULL AND p.extent = 'FULL') AS "lastFullOn"
     FROM api_account a JOIN tenant t ON t.id = a.tenant_id
     JOIN connection_feed f ON f.tenant_id = a.tenant_id AND f.connection_id = a.connection_id AND f.feed = 'ROSTER'
     WHERE a.is_scheduled AND a.tested_at IS NOT NULL
       AND NOT EXISTS (SELECT FROM pull p WHERE p.connection_id = a.connection_id AND p.feed = 'ROSTER' AND p.state IN ('PLANNED', 'PULLING'))
     ORDER BY a.connection_id`,
  );
  return rows;
}
