// Plans the pulls of the night: for each connection that is read every night one a day, at its time in the district's zone.
import { isDeepStrictEqual } from 'node:util';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { dueDay, mayBeDelta } from '@/lib/core/pulls/schedule';
import { needsWholeSet, pullSettings } from '@/lib/core/pulls/pull-settings';
import { vendorProfile } from '@/lib/core/pulls/vendor-profiles';
import type { AppContext } from '../../../app-context';
import { isStopped } from '../../../policy/find-pauses';
import { sourceOf } from '../sources';
import { addPull } from '../../../pulls/add-pull';

interface Scheduled {
  tenantId: number;
  connectionId: number;
  timeZone: string;
  pullAt: string;
  kind: string;
  vendor: string;
  settings: unknown;
  allowsDeltas: boolean;
  testedAt: Date;
  lastScheduledFor: string | null;
  /** The newest pull that was handed over; null before the first. */
  last: { startedAt: string; isInForce: boolean } | null;
  /** The newest of these that read everything. */
  lastFull: { startedAt: string; startedOn: string; settings: unknown } | null;
}

/** Of all connections that are read every night; or of one alone, also while that is switched off. */
export async function planPulls(
  ctx: AppContext,
  onlyConnectionId: number | null = null,
): Promise<number> {
  const now = ctx.clock.now();
  let planned = 0;
  for (const account of await listScheduled(ctx, onlyConnectionId)) {
    const { tenantId, connectionId, timeZone, pullAt } = account;
    const { quietHours } = vendorProfile(account.vendor);
    const day = dueDay({ timeZone, pullAt, quietHours }, account.lastScheduledFor, now);
    if (day === null) continue;
    const connection = { id: connectionId, tenantId };
    if (await isStopped(ctx.db.prisma, connection, 'CHECK_ROSTER', now)) continue;
    const since = await deltaSince(ctx, account, day);
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

/**
 * From where on changes are enough; null where everything is read. Changes that become a delta of files are right only on top of
 * what is in force: an update that was held, rejected or undone left changes behind that a later delta does not bring again. Other
 * settings, and a test since, may mean other rows.
 */
async function deltaSince(
  ctx: AppContext,
  account: Scheduled,
  day: PlainDate,
): Promise<string | null> {
  const { last, lastFull, allowsDeltas, testedAt } = account;
  if (!allowsDeltas || !lastFull || testedAt > new Date(lastFull.startedAt)) return null;
  if (!mayBeDelta(day, lastFull.startedOn)) return null;
  const settings = pullSettings(account.settings);
  const isAsBefore =
    isDeepStrictEqual(pullSettings(lastFull.settings), settings) && !needsWholeSet(settings);
  const inForceSince = last?.isInForce && isAsBefore ? new Date(last.startedAt) : null;
  return sourceOf(account).changesFrom(ctx, account, inForceSince);
}

async function listScheduled(
  ctx: AppContext,
  onlyConnectionId: number | null,
): Promise<Scheduled[]> {
  const { rows } = await ctx.db.pool.query<Scheduled>(
    `SELECT a.tenant_id AS "tenantId", a.connection_id AS "connectionId", t.time_zone AS "timeZone", a.pull_at AS "pullAt",
       c.kind, a.vendor, a.settings, a.allows_deltas AS "allowsDeltas", a.tested_at AS "testedAt",
       (SELECT max(p.scheduled_for)::text FROM pull p
        WHERE p.tenant_id = a.tenant_id AND p.connection_id = a.connection_id AND p.feed = 'ROSTER') AS "lastScheduledFor",
       (SELECT jsonb_build_object('startedAt', p.started_at, 'isInForce', NOT EXISTS (
            SELECT FROM delivery d LEFT JOIN sync_run r ON r.tenant_id = d.tenant_id AND r.id = d.sync_run_id
            WHERE d.tenant_id = p.tenant_id AND d.pull_id = p.id
              AND (r.id IS NULL OR r.state NOT IN ('APPLIED', 'NO_CHANGE')))
          -- Nothing of what it builds on was taken back, and what is live came through this connection.
          AND NOT EXISTS (
            SELECT FROM sync_run u WHERE u.tenant_id = p.tenant_id
              AND greatest(u.undone_at, u.removals_undone_at) >= (
                SELECT max(f.started_at) FROM pull f WHERE f.tenant_id = p.tenant_id AND f.connection_id = p.connection_id
                  AND f.feed = 'ROSTER' AND f.extent = 'FULL' AND f.handed_over_at IS NOT NULL))
          AND EXISTS (
            SELECT FROM sync_run live WHERE live.tenant_id = p.tenant_id AND live.id = c.baseline_run_id
              AND live.connection_id = p.connection_id))
        FROM pull p
        WHERE p.tenant_id = a.tenant_id AND p.connection_id = a.connection_id AND p.feed = 'ROSTER' AND p.handed_over_at IS NOT NULL
        ORDER BY p.id DESC LIMIT 1) AS last,
       (SELECT jsonb_build_object('startedAt', p.started_at, 'startedOn', (p.started_at AT TIME ZONE t.time_zone)::date, 'settings', p.settings)
        FROM pull p
        WHERE p.tenant_id = a.tenant_id AND p.connection_id = a.connection_id AND p.feed = 'ROSTER'
          AND p.handed_over_at IS NOT NULL AND p.extent = 'FULL'
        ORDER BY p.id DESC LIMIT 1) AS "lastFull"
     FROM api_account a JOIN tenant t ON t.id = a.tenant_id
     JOIN connection c ON c.tenant_id = a.tenant_id AND c.id = a.connection_id
     JOIN connection_feed f ON f.tenant_id = a.tenant_id AND f.connection_id = a.connection_id AND f.feed = 'ROSTER'
     WHERE (a.connection_id = $1 OR $1::int IS NULL AND a.is_scheduled) AND a.tested_at IS NOT NULL
       AND NOT EXISTS (SELECT FROM pull p WHERE p.connection_id = a.connection_id AND p.feed = 'ROSTER' AND p.state IN ('PLANNED', 'PULLING'))
     ORDER BY a.connection_id`,
    [onlyConnectionId],
  );
  return rows;
}
