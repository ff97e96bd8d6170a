import type { ReactNode } from 'react';
import { attendancePath } from '@/components/domain/attendance/addresses';
import { PathLinks } from '@/components/layout/path-links';
import { Stack } from '@/components/ui/section';
import { can } from '@/lib/server/auth/permissions';
import { requireTenant } from '@/lib/server/http/session-person';

export default async function AttendanceLayout({
  params,
  children,
}: {
  params: Promise<{ slug: string }>;
  children: ReactNode;
}) {
  const { slug } = await params;
  const { person } = await requireTenant(slug, 'attendance.files');
  const canSee = can(person, 'attendance.view');
  return (
    <Stack>
      <PathLinks
        label="Parts of attendance"
        look="tabs"
        links={[
          ...(canSee
            ? [
                { href: attendancePath(slug), label: 'Dashboard', exact: true },
                { href: attendancePath(slug, 'schools'), label: 'Schools' },
                { href: attendancePath(slug, 'notices'), label: 'Notices' },
              ]
            : []),
          { href: attendancePath(slug, 'feeds'), label: 'Feed board' },
          { href: attendancePath(slug, 'files'), label: 'Files' },
          { href: attendancePath(slug, 'mapping'), label: 'Mapping' },
          { href: attendancePath(slug, 'calendar'), label: 'Calendar' },
          { href: attendancePath(slug, 'format'), label: 'File format' },
        ]}
      />
      {children}
    </Stack>
  );
}
