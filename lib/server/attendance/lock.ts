import type { AppContext } from '../app-context';
import { withAdvisoryLock } from '../db/advisory-lock';
import { LOCK_SPACES } from '../db/lock-spaces';

/** Not the roster's lock: a held roster stops nothing here. Null when somebody else is at this tenant's attendance. */
export function withAttendanceLock<T>(
  ctx: AppContext,
  tenantId: number,
  work: (lost: AbortSignal) => Promise<T>,
): Promise<T | null> {
  return withAdvisoryLock(ctx.db.pool, LOCK_SPACES.attendance, tenantId, work);
}
