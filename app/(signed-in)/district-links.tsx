import { RailLinks } from '@/components/layout/rail-links';
import type { SessionPerson } from '@/lib/server/auth/sessions';
import { getAppContext } from '@/lib/server/http/context';
import { countsForDistrict } from '@/lib/server/overview/queries/attention-counts';
import { districtPlaces } from './district-places';

/** The parts of one district that the person may open. */
export async function DistrictLinks({
  person,
  tenant,
  isLabelShown,
}: {
  person: SessionPerson;
  tenant: { id: number; slug: string; name: string };
  isLabelShown: boolean;
}) {
  return (
    <RailLinks
      label={tenant.name}
      isLabelShown={isLabelShown}
      links={districtPlaces(person, tenant.slug)}
      counts={{ ...(await countsForDistrict(getAppContext(), tenant.id, person)) }}
      countsSource={`/api/waiting/${tenant.slug}`}
    />
  );
}
