import type { PlainDate } from '@/lib/core/calendar/plain-date';
import type { AppContext } from '../../app-context';
import { listFeedSchools } from './feed-board';

/** By name: the schools that were in session that day and that no file has reported, whatever its day. */
export async function listSchoolsNotReported(
  ctx: AppContext,
  { tenantId, schoolYear, date }: { tenantId: number; schoolYear: number; date: PlainDate },
): Promise<string[]> {
  const schools = await listFeedSchools(ctx, tenantId, schoolYear, date);
  return schools
    .filter(({ isInSession, hasFile }) => isInSession && !hasFile)
    .map(({ name }) => name);
}
