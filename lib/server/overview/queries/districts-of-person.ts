import type { AppContext } from '../../app-context';
import type { TenantScope } from '../../auth/tenant-access';
import { ofScope } from './waiting-sql';

/** Of the districts somebody may know of, those they look after: as implementer or as Partner Success Manager. */
export async function listDistrictsOfPerson(
  ctx: AppContext,
  userId: number,
  scope: TenantScope,
): Promise<number[]> {
  const { rows } = await ctx.db.pool.query<{ id: number }>(
    `SELECT t.id FROM tenant t WHERE (t.psm_id = $1 OR t.implementer_id = $1) AND ${ofScope('t.id', scope)}`,
    scope === null ? [userId] : [userId, scope],
  );
  return rows.map(({ id }) => id);
}
