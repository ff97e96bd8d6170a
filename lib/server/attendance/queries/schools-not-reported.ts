import type { PlainDate } from '@/lib/core/calendar/plain-date';
import type { AppContext } from '../../app-context';
import { listFeedSchools } from './feed-board';

export interface SchoolsNotReported {
  /** By name. */
  names: string[];
  /** Of how many that day. */
  inSession: number;
}

/** The schools that were in session that day and that no file has reported, whatever its day. */
export async function findSchoolsNotReported(
  ctx: AppContext,
  { tenantId, schoolYear, date }: { tenantId: number; schoolYear: number; date: PlainDate },
): Promise<SchoolsNotReported> {
  const schools = await listFeedSchools(ctx, tenantId, schoolYear, date);
  const inSession = schools.filter((school) => school.isInSession);
  return {
    names: inSession.filter(({ hasFile }) => !hasFile).map(({ name }) => name),
    inSession: inSession.length,
  };
}
