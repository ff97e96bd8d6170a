// Who is looking, and what they have seen. Small writes of a page that is open.
import type { ChangeAction, CountedEntity } from '@/lib/core/change/change';
import { groupKey } from '@/lib/core/review/group-hashes';
import type { AppContext } from '../app-context';

type Context = Pick<AppContext, 'db' | 'clock'>;

interface Review {
  tenantId: number;
  breakId: number;
}

const PRESENT_SECONDS = 60;

/** Says that somebody has the review open, and who else has: the page asks every half minute. */
export async function notePresence(
  ctx: Context,
  { tenantId, breakId, userId }: Review & { userId: number },
): Promise<{ userId: number; name: string; seenAt: Date }[]> {
  const now = ctx.clock.now();
  await ctx.db.pool.query(
    `INSERT INTO circuit_break_presence (tenant_id, break_id, user_id, seen_at)
     SELECT tenant_id, id, $3, $4 FROM circuit_break WHERE tenant_id = $1 AND id = $2
     ON CONFLICT (break_id, user_id) DO UPDATE SET seen_at = excluded.seen_at`,
    [tenantId, breakId, userId, now],
  );
  const { rows } = await ctx.db.pool.query<{ userId: number; name: string; seenAt: Date }>(
    `SELECT p.user_id AS "userId", u.name, p.seen_at AS "seenAt" FROM circuit_break_presence p
     JOIN user_account u ON u.id = p.user_id
     WHERE p.tenant_id = $1 AND p.break_id = $2 AND p.user_id <> $3 AND p.seen_at > $4
     ORDER BY u.name, u.id`,
    [tenantId, breakId, userId, new Date(now.getTime() - PRESENT_SECONDS * 1000)],
  );
  return rows;
}

export interface ViewedGroup {
  entity: CountedEntity;
  action: ChangeAction;
}

/** Ticks a group of one version, or takes the tick away. False where the version has no such group. */
export async function setViewed(
  ctx: Context,
  input: Review & ViewedGroup & { version: number; userId: number; isViewed: boolean },
): Promise<boolean> {
  const { tenantId, breakId, version, userId, entity, action, isViewed } = input;
  const key = groupKey(entity, action);
  const { rowCount } = await ctx.db.pool.query(
    isViewed
      ? `INSERT INTO circuit_break_viewed (tenant_id, break_id, user_id, group_key, group_hash, at)
         SELECT tenant_id, break_id, $4, $5, group_hashes ->> $5, $6 FROM circuit_break_version
         WHERE tenant_id = $1 AND break_id = $2 AND version = $3 AND group_hashes ? $5
         ON CONFLICT (break_id, user_id, group_key, group_hash) DO UPDATE SET at = circuit_break_viewed.at`
      : `DELETE FROM circuit_break_viewed w USING circuit_break_version v
         WHERE v.tenant_id = $1 AND v.break_id = $2 AND v.version = $3 AND w.break_id = v.break_id
           AND w.user_id = $4 AND w.group_key = $5 AND w.group_hash = v.group_hashes ->> $5 AND $6::timestamptz IS NOT NULL`,
    [tenantId, breakId, version, userId, key, ctx.clock.now()],
  );
  return (rowCount ?? 0) > 0;
}

export interface ViewedProgress {
  /** "students REMOVE" */
  viewed: string[];
  groups: number;
}

/**
 * What one person has ticked of a version. A tick is for the content of a group: where the next version has
 * the same group, change for change, it is still ticked.
 */
export async function listViewed(
  ctx: Pick<AppContext, 'db'>,
  { tenantId, breakId, version, userId }: Review & { version: number; userId: number },
): Promise<ViewedProgress> {
  const { rows } = await ctx.db.pool.query<{ key: string; isViewed: boolean }>(
    `SELECT g.key, w.user_id IS NOT NULL AS "isViewed"
     FROM circuit_break_version v CROSS JOIN LATERAL jsonb_each_text(v.group_hashes) g
     LEFT JOIN circuit_break_viewed w ON w.break_id = v.break_id AND w.user_id = $4 AND w.group_key = g.key AND w.group_hash = g.value
     WHERE v.tenant_id = $1 AND v.break_id = $2 AND v.version = $3 ORDER BY g.key`,
    [tenantId, breakId, version, userId],
  );
  return {
    viewed: rows.filter(({ isViewed }) => isViewed).map(({ key }) => key),
    groups: rows.length,
  };
}
