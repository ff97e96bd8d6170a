import {
  IconBuildingCommunity,
  IconChecklist,
  IconLayoutDashboard,
  IconMail,
  IconRefresh,
  IconUsers,
} from '@tabler/icons-react';
import type { RailLink } from '@/components/layout/rail-links';
import { can, type PersonWithRole } from '@/lib/server/auth/permissions';

const icon = { size: 18, stroke: 1.75, 'aria-hidden': true } as const;

/** The places across all districts, as the side navigation names them; beside those of a district, whose overview, runs and people are others. */
export function mainPlaces(person: PersonWithRole, isBesideDistrict: boolean): RailLink[] {
  return [
    ...(can(person, 'tenants.list')
      ? [
          {
            href: '/overview',
            label: isBesideDistrict ? 'Overview of all districts' : 'Overview',
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
      ? [
          {
            href: '/runs',
            label: isBesideDistrict ? 'Runs of all districts' : 'Runs',
            icon: <IconRefresh {...icon} />,
          },
        ]
      : []),
    ...(can(person, 'staff.list')
      ? [
          {
            href: '/people',
            label: isBesideDistrict ? 'People with access' : 'People',
            icon: <IconUsers {...icon} />,
          },
        ]
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
