import type { AppContext } from '../../app-context';
import type { ReviewState } from './queue';

export interface ReviewStatus {
  tenantId: number;
  state: ReviewState;
  latestVersion: number;
  latestReceivedAt: Date;
  decidedAt: Date | null;
  decidedByName: string | null;
  timeZone: string;
}

/** How a review stands now, for a page that was opened earlier. */
export async function findReviewStatus(
  ctx: Pick<AppContext, 'db'>,
  breakId: number,
): Promise<ReviewStatus | null> {
  const { rows } = await ctx.db.pool.query<ReviewStatus>(
    `SELECT b.tenant_id AS "tenantId", b.state::text AS state, v.version AS "latestVersion",
       r.last_arrival_at AS "latestReceivedAt", b.decided_at AS "decidedAt", u.name AS "decidedByName",
       t.time_zone AS "timeZone"
     FROM circuit_break b JOIN tenant t ON t.id = b.tenant_id
     LEFT JOIN user_account u ON u.id = b.decided_by_id
     JOIN LATERAL (SELECT version, run_id FROM circuit_break_version
       WHERE tenant_id = b.tenant_id AND break_id = b.id ORDER BY version DESC LIMIT 1) v ON true
     JOIN sync_run r ON r.tenant_id = b.tenant_id AND r.id = v.run_id
     WHERE b.id = $1`,
    [breakId],
  );
  return rows[0] ?? null;
}
