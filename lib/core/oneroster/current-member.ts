// When a membership (an enrollment of a person in a class) holds. The same rule in SQL is
// lib/server/roster/current-member.ts; a test compares the two.
import type { PlainDate } from '../calendar/plain-date';

export type MembershipTime = 'past' | 'current' | 'coming';

export interface MembershipDates {
  beginDate: PlainDate | null;
  endDate: PlainDate | null;
}

/**
 * Whether a membership holds on a day. The end date is taken as the last day: OneRoster 1.1 calls it exclusive, but
 * exporters send the last day of the term, and one day too many harms nobody where one day too few takes a child out
 * of class. No date means no bound.
 * @reference of the rule in SQL
 */
export function membershipTime(
  { beginDate, endDate }: MembershipDates,
  today: PlainDate,
): MembershipTime {
  if (beginDate !== null && today < beginDate) return 'coming';
  if (endDate !== null && endDate < today) return 'past';
  return 'current';
}
