import {
  IconAdjustments,
  IconAlertTriangle,
  IconBook,
  IconCalendar,
  IconCalendarCheck,
  IconChecks,
  IconCloudDownload,
  IconFile,
  IconFileText,
  IconFiles,
  IconHome,
  IconInbox,
  IconLayoutDashboard,
  IconMessageQuestion,
  IconPlugConnected,
  IconRefresh,
  IconSchool,
  IconSettings,
  IconSpeakerphone,
  IconTags,
  IconUserCircle,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import { attendancePath } from '@/components/domain/attendance/addresses';
import { connectionPath, pullPath } from '@/components/domain/pulls/addresses';
import { rosterPath } from '@/components/domain/roster/addresses';
import { setUpPath } from '@/components/domain/set-up/addresses';
import type { RailLink } from '@/components/layout/rail-links';
import { can, isStaff, type PersonWithRole } from '@/lib/server/auth/permissions';

const icon = { size: 18, stroke: 1.75, 'aria-hidden': true } as const;

/** The places of one district that the person may open, as the side navigation names them: staff's and a contact's are two lists. */
export function districtPlaces(
  person: PersonWithRole,
  slug: string,
  /** Its roster is fetched from an API, not sent. */
  isFetched: boolean,
): RailLink[] {
  return isStaff(person)
    ? placesOfStaff(person, slug, isFetched)
    : placesOfContact(slug, isFetched);
}

function placesOfContact(slug: string, isFetched: boolean): RailLink[] {
  const base = `/districts/${slug}`;
  return [
    { href: base, label: 'Status', exact: true, icon: <IconLayoutDashboard {...icon} /> },
    ...(isFetched
      ? [connection(slug), pulls(slug)]
      : [{ href: setUpPath(slug), label: 'Set-up', icon: <IconPlugConnected {...icon} /> }]),
    { href: `${base}/files`, label: 'Files', icon: <IconFiles {...icon} /> },
    { href: `${base}/problems`, label: 'Problems', icon: <IconAlertTriangle {...icon} /> },
    attendance(slug, { canSeeStudents: false, filesLabel: 'Attendance files' }),
    {
      href: `${base}/questions`,
      label: 'Questions',
      icon: <IconMessageQuestion {...icon} />,
      waiting: { of: ['questions'], what: 'to answer' },
    },
    { href: `${base}/contacts`, label: 'People', icon: <IconUsers {...icon} /> },
  ];
}

function placesOfStaff(person: PersonWithRole, slug: string, isFetched: boolean): RailLink[] {
  const base = `/districts/${slug}`;
  return [
    { href: base, label: 'Overview', exact: true, icon: <IconLayoutDashboard {...icon} /> },
    connection(slug),
    ...(isFetched ? [pulls(slug)] : []),
    { href: `${base}/runs`, label: 'Runs', icon: <IconRefresh {...icon} /> },
    ...(can(person, 'roster.view') ? [roster(slug)] : []),
    attendance(slug, { canSeeStudents: can(person, 'attendance.view'), filesLabel: 'Files' }),
    { href: `${base}/contacts`, label: 'Contacts', icon: <IconUserCircle {...icon} /> },
    ...(can(person, 'reviews.list')
      ? [{ href: `${base}/limits`, label: 'Limits', icon: <IconAdjustments {...icon} /> }]
      : []),
    ...(can(person, 'tenants.update')
      ? [{ href: `${base}/settings`, label: 'Settings', icon: <IconSettings {...icon} /> }]
      : []),
  ];
}

const connection = (slug: string): RailLink => ({
  href: connectionPath(slug),
  label: 'Connection',
  icon: <IconPlugConnected {...icon} />,
});

const pulls = (slug: string): RailLink => ({
  href: pullPath(slug),
  label: 'Pulls',
  icon: <IconCloudDownload {...icon} />,
});

function roster(slug: string): RailLink {
  return {
    href: rosterPath(slug),
    label: 'Roster',
    icon: <IconUsersGroup {...icon} />,
    parts: [
      {
        href: rosterPath(slug),
        label: 'Roster overview',
        exact: true,
        icon: <IconHome {...icon} />,
      },
      { href: rosterPath(slug, 'people'), label: 'People', icon: <IconUsers {...icon} /> },
      { href: rosterPath(slug, 'classes'), label: 'Classes', icon: <IconBook {...icon} /> },
      { href: rosterPath(slug, 'courses'), label: 'Courses', icon: <IconFile {...icon} /> },
      { href: rosterPath(slug, 'enrollments'), label: 'Enrollments', icon: <IconTags {...icon} /> },
      { href: rosterPath(slug, 'orgs'), label: 'Orgs', icon: <IconSchool {...icon} /> },
      { href: rosterPath(slug, 'sessions'), label: 'Sessions', icon: <IconCalendar {...icon} /> },
      { href: rosterPath(slug, 'checks'), label: 'Checks', icon: <IconChecks {...icon} /> },
    ],
  };
}

function attendance(
  slug: string,
  { canSeeStudents, filesLabel }: { canSeeStudents: boolean; filesLabel: string },
): RailLink {
  const base = attendancePath(slug);
  return {
    href: canSeeStudents ? base : attendancePath(slug, 'feeds'),
    label: 'Attendance',
    icon: <IconCalendarCheck {...icon} />,
    waiting: { of: ['attendance'], what: 'waiting' },
    parts: [
      ...(canSeeStudents
        ? [
            {
              href: base,
              label: 'Dashboard',
              exact: true,
              icon: <IconLayoutDashboard {...icon} />,
            },
            {
              href: attendancePath(slug, 'schools'),
              label: 'Schools',
              icon: <IconSchool {...icon} />,
            },
            {
              href: attendancePath(slug, 'notices'),
              label: 'Notices',
              icon: <IconSpeakerphone {...icon} />,
              waiting: { of: ['heldNotices'], what: 'held' },
            },
          ]
        : []),
      {
        href: attendancePath(slug, 'feeds'),
        label: 'Today’s files',
        icon: <IconInbox {...icon} />,
        waiting: { of: ['nearNames', 'heldFiles', 'lateFeeds'], what: 'to decide or late' },
      },
      { href: attendancePath(slug, 'files'), label: filesLabel, icon: <IconFiles {...icon} /> },
      {
        href: attendancePath(slug, 'mapping'),
        label: 'Mapping',
        icon: <IconTags {...icon} />,
        waiting: { of: ['unmappedWords'], what: 'to map' },
      },
      {
        href: attendancePath(slug, 'calendar'),
        label: 'Calendar',
        icon: <IconCalendar {...icon} />,
      },
      {
        href: attendancePath(slug, 'format'),
        label: 'File format',
        icon: <IconFileText {...icon} />,
      },
    ],
  };
}
