// A district whose files stopped hears of it once, until files come again: nobody opens a page to see that nothing happened.
import type { AppContext } from '../app-context';
import { filesLateMail } from '../mail/file-messages';
import { queueMailToContacts } from '../mail/recipients';

/** Where nothing came for longer, somebody has decided so: after an upgrade such districts are left alone. */
const MOST_DAYS = 30;

interface LateDistrict {
  tenantId: number;
  lastArrivalAt: Date;
}

/** A status row may be older than files that have come since, or than a pause that has begun. */
const LATE_SQL = `
  SELECT s.tenant_id AS "tenantId", last.at AS "lastArrivalAt"
  FROM tenant_status s
  CROSS JOIN LATERAL (SELECT max(r.last_arrival_at) AS at FROM sync_run r WHERE r.tenant_id = s.tenant_id) last
  WHERE s.status = 'LATE' AND s.computed_at > last.at AND s.computed_at <= $1 AND s.valid_until > $1
    AND NOT EXISTS (SELECT FROM tenant_status_change c WHERE c.tenant_id = s.tenant_id)
    AND last.at > $1::timestamptz - interval '${MOST_DAYS} days'
    AND NOT EXISTS (SELECT FROM outbox_mail m
      WHERE m.tenant_id = s.tenant_id AND m.kind = 'files-late' AND m.created_at > last.at)
  ORDER BY s.tenant_id`;

/** For one worker at a time, as the schedule has it. Returns how many districts were told. */
export async function queueLateMails(ctx: AppContext): Promise<number> {
  const { rows } = await ctx.db.pool.query<LateDistrict>(LATE_SQL, [ctx.clock.now()]);
  for (const { tenantId, lastArrivalAt } of rows)
    await ctx.db.prisma.$transaction((tx) =>
      queueMailToContacts(
        tx,
        tenantId,
        (reader) => filesLateMail(ctx, { ...reader, lastArrivalAt }),
        { isAboutLateFiles: true },
      ),
    );
  return rows.length;
}
