// Of which schools a student is a member today.
import type { PlainDate } from '../calendar/plain-date';
import type { StudentSchoolAssociation } from './resources';

/**
 * The memberships that count, the main one first; none where the student has left. One that has begun and not ended counts, its
 * last day included. One that is still to begin counts for who has no other: in summer, when last year's have ended, nobody
 * leaves the roster, and who changes schools stays in the old one until the day.
 */
export function currentMemberships(
  associations: readonly StudentSchoolAssociation[],
  today: PlainDate,
): StudentSchoolAssociation[] {
  const open = associations.filter(
    ({ exitWithdrawDate }) => !exitWithdrawDate || exitWithdrawDate.slice(0, 10) >= today,
  );
  const begun = open.filter(({ entryDate }) => entryDate.slice(0, 10) <= today);
  const counted = begun.length > 0 ? begun : open;
  return [...counted].sort(
    (a, b) =>
      Number(b.primarySchool === true) - Number(a.primarySchool === true) ||
      compare(b.entryDate, a.entryDate) ||
      a.schoolReference.schoolId - b.schoolReference.schoolId,
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
