import {
  IconBuildingCommunity,
  IconChecklist,
  IconMail,
  IconRefresh,
  IconUsers,
} from '@tabler/icons-react';
import { RailLinks, type RailLink } from '@/components/layout/rail-links';
import { can, isStaff } from '@/lib/server/auth/permissions';
import type { SessionPerson } from '@/lib/server/auth/sessions';

const icon = { size: 18, stroke: 1.75, 'aria-hidden': true } as const;

/** The places of staff across all districts. A district's contact has none of them. */
export function MainLinks({
  person,
  isLabelShown = false,
}: {
  person: SessionPerson;
  isLabelShown?: boolean;
}) {
  const links = mainLinks(person);
  return links.length > 0 ? (
    <RailLinks
      label={isLabelShown ? 'All districts' : 'Main'}
      isLabelShown={isLabelShown}
      links={links}
    />
  ) : null;
}

function mainLinks(person: SessionPerson): RailLink[] {
  if (!isStaff(person)) return [];
  return [
    ...(can(person, 'tenants.list')
      ? [
          {
            href: '/districts',
            label: 'Districts',
            exact: true,
            icon: <IconBuildingCommunity {...icon} />,
          },
        ]
      : []),
    ...(can(person, 'reviews.list')
      ? [{ href: '/reviews', label: 'Reviews', icon: <IconChecklist {...icon} /> }]
      : []),
    ...(can(person, 'runs.view')
      ? [{ href: '/runs', label: 'Runs', icon: <IconRefresh {...icon} /> }]
      : []),
    ...(can(person, 'staff.list')
      ? [{ href: '/people', label: 'People', icon: <IconUsers {...icon} /> }]
      : []),
    ...(can(person, 'outbox.view')
      ? [{ href: '/outbox', label: 'Mail', icon: <IconMail {...icon} /> }]
      : []),
  ];
}
