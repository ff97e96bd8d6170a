// What a district may send in 24 hours. Attendance comes as often as a SIS can schedule; it has an allowance of its own,
// so that no number of attendance files keeps the nightly roster out.
import { feedOfFile } from '../feeds/feed-of-file';
import { baseName } from '../names/path';
import { dailyFeedOf } from '@/lib/core/attendance/names';
import { mayBeTable } from '@/lib/core/names/table-name';
import { withoutTemporaryMark } from '@/lib/core/oneroster';

export type Allowance = 'ROSTER' | 'ATTENDANCE';

export const ALLOWANCES: readonly Allowance[] = ['ROSTER', 'ATTENDANCE'];

/** Of what is allowed, from which the district is told. */
export const NEARLY_USED_SHARE = 0.8;

/**
 * Calendars count with attendance, and so do marker files, logs and whatever else cannot be a table: they come as often as
 * what they stand beside. A temporary name counts as what it will be, one that tells nothing with the roster.
 */
export function allowanceOf(fileName: string): Allowance {
  const purpose = feedOfFile(fileName);
  if (purpose === 'ATTENDANCE' || purpose === 'CALENDAR') return 'ATTENDANCE';
  if (purpose === 'OTHER') return mayBeTable(baseName(fileName)) ? 'ROSTER' : 'ATTENDANCE';
  if (purpose !== 'TEMPORARY') return 'ROSTER';
  return dailyFeedOf(withoutTemporaryMark(baseName(fileName))) === null ? 'ROSTER' : 'ATTENDANCE';
}

/** Is this the part of an allowance from which the district is told? */
export function isNearlyUsed(used: number, limit: number): boolean {
  return used >= limit * NEARLY_USED_SHARE;
}
