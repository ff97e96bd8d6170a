import type { AppContext } from '../app-context';
import { connectionOfFeedSql } from '../db/connection-of-feed';

export interface District {
  tenantId: number;
  connectionId: number;
  timeZone: string;
  /** Of the connection: lib/core/connections/kinds.ts. */
  kind: string;
}

/** The district and its roster connection; null while it has none. */
export async function findDistrict(
  ctx: Pick<AppContext, 'db'>,
  tenantId: number,
): Promise<District | null> {
  const { rows } = await ctx.db.pool.query<District>(
    `SELECT t.id AS "tenantId", c.id AS "connectionId", c.kind, t.time_zone AS "timeZone"
     FROM tenant t JOIN LATERAL ${connectionOfFeedSql('ROSTER', 't.id')} c ON true WHERE t.id = $1`,
    [tenantId],
  );
  return rows[0] ?? null;
}
