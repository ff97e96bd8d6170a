import type { AppContext } from '../app-context';

export interface District {
  tenantId: number;
  connectionId: number;
  timeZone: string;
}

/** The district and its roster connection; null while it has none. */
export async function findDistrict(
  ctx: Pick<AppContext, 'db'>,
  tenantId: number,
): Promise<District | null> {
  const { rows } = await ctx.db.pool.query<District>(
    `SELECT t.id AS "tenantId", c.id AS "connectionId", t.time_zone AS "timeZone"
     FROM tenant t JOIN connection c ON c.tenant_id = t.id WHERE t.id = $1 AND c.kind = 'SFTP_ONEROSTER'`,
    [tenantId],
  );
  return rows[0] ?? null;
}
