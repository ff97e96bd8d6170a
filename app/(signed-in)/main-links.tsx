import {
  IconBuildingCommunity,
  IconChecklist,
  IconLayoutDashboard,
  IconMail,
  IconRefresh,
  IconUsers,
} from '@tabler/icons-react';
import { RailLinks, type RailLink } from '@/components/layout/rail-links';
import { can, isStaff } from '@/lib/server/auth/permissions';
import { getAppContext } from '@/lib/server/http/context';
import { countsForStaff } from '@/lib/server/overview/queries/attention-counts';
import type { SessionPerson } from '@/lib/server/auth/sessions';

const icon = { size: 18, stroke: 1.75, 'aria-hidden': true } as const;

/** The places of staff across all districts. A district's contact has none of them. */
export async function MainLinks({
  person,
  isLabelShown = false,
}: {
  person: SessionPerson;
  isLabelShown?: boolean;
}) {
  if (!isStaff(person)) return null;
  return (
    <RailLinks
      label={isLabelShown ? 'All districts' : 'Main'}
      isLabelShown={isLabelShown}
      links={mainLinks(person)}
      counts={{ ...(await countsForStaff(getAppContext(), person)) }}
      countsSource="/api/waiting"
    />
  );
}

function mainLinks(person: SessionPerson): RailLink[] {
  return [
    ...(can(person, 'tenants.list')
      ? [
          {
            href: '/overview',
            label: 'Overview',
            icon: <IconLayoutDashboard {...icon} />,
          },
          {
            href: '/districts',
            label: 'Districts',
            exact: true,
            icon: <IconBuildingCommunity {...icon} />,
          },
        ]
      : []),
    ...(can(person, 'reviews.list')
      ? [
          {
            href: '/reviews',
            label: 'Reviews',
            icon: <IconChecklist {...icon} />,
            waiting: { of: ['reviews'], what: 'waiting' },
          },
        ]
      : []),
    ...(can(person, 'runs.view')
      ? [{ href: '/runs', label: 'Runs', icon: <IconRefresh {...icon} /> }]
      : []),
    ...(can(person, 'staff.list')
      ? [{ href: '/people', label: 'People', icon: <IconUsers {...icon} /> }]
      : []),
    ...(can(person, 'outbox.view')
      ? [
          {
            href: '/outbox',
            label: 'Mail',
            icon: <IconMail {...icon} />,
            waiting: { of: ['failedMails'], what: 'failed' },
          },
        ]
      : []),
  ];
}
