import { createHash } from 'node:crypto';
import type { PlainDate } from '@/lib/core/calendar/plain-date';

export interface HeldList {
  schoolId: string;
  heldBecause: readonly string[];
  waiting: number;
}

/** Of a day's held lists as a person saw them: releasing all of them releases these, and no others that came meanwhile. */
export function heldDigest(date: PlainDate, lists: readonly HeldList[]): string {
  const seen = lists
    .map(({ schoolId, heldBecause, waiting }) => JSON.stringify([schoolId, heldBecause, waiting]))
    .sort();
  return createHash('sha256')
    .update([date, ...seen].join('\n'))
    .digest('hex');
}
