import type { AppContext } from '../app-context';
import { withAdvisoryLock } from '../db/advisory-lock';

/** First key of the lock; the second is the tenant's id. Not the roster's: a held roster stops nothing here. */
const LOCK_SPACE = 7_062;

/** Null when somebody else is at this tenant's attendance. */
export function withAttendanceLock<T>(
  ctx: AppContext,
  tenantId: number,
  work: () => Promise<T>,
): Promise<T | null> {
  return withAdvisoryLock(ctx.db.pool, LOCK_SPACE, tenantId, work);
}
