import { RailLinks } from '@/components/layout/rail-links';
import type { SessionPerson } from '@/lib/server/auth/sessions';
import { getAppContext } from '@/lib/server/http/context';
import { findRosterConnection } from '@/lib/server/connections/queries/list-connections';
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
  const ctx = getAppContext();
  const [counts, connection] = await Promise.all([
    countsForDistrict(ctx, tenant.id, person),
    findRosterConnection(ctx, tenant.id),
  ]);
  return (
    <RailLinks
      label={tenant.name}
      isLabelShown={isLabelShown}
      links={districtPlaces(person, tenant.slug, connection?.api != null)}
      counts={{ ...counts }}
      countsSource={`/api/waiting/${tenant.slug}`}
    />
  );
}
