import { RailLinks } from '@/components/layout/rail-links';
import { isStaff } from '@/lib/server/auth/permissions';
import type { SessionPerson } from '@/lib/server/auth/sessions';
import { getAppContext } from '@/lib/server/http/context';
import { countsForStaff } from '@/lib/server/overview/queries/attention-counts';
import { mainPlaces } from './main-places';

/** The places of staff across all districts. A district's contact has none of them. */
export async function MainLinks({
  person,
  isBesideDistrict = false,
}: {
  person: SessionPerson;
  /** Below the places of the open district. */
  isBesideDistrict?: boolean;
}) {
  if (!isStaff(person)) return null;
  return (
    <RailLinks
      label={isBesideDistrict ? 'All districts' : 'Main'}
      isLabelShown={isBesideDistrict}
      links={mainPlaces(person, isBesideDistrict)}
      counts={{ ...(await countsForStaff(getAppContext(), person)) }}
      countsSource="/api/waiting"
    />
  );
}
