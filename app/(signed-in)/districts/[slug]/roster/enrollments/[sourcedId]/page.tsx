import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { DateText } from '@/components/domain/time-text';
import { requireTenant } from '@/lib/server/http/session-person';
import { getAppContext } from '@/lib/server/http/context';
import { findEnrollment, getRecordOrigin } from '@/lib/server/roster/records';
import { fromSegment, recordPath } from '@/components/domain/roster/addresses';
import { RecordLayout } from '@/components/domain/roster/record-layout';
import { personName, roleLabel } from '@/components/domain/roster/labels';

export const metadata: Metadata = { title: 'Enrollment' };

export default async function EnrollmentPage({
  params,
}: {
  params: Promise<{ slug: string; sourcedId: string }>;
}) {
  const { slug, sourcedId } = await params;
  const { tenant } = await requireTenant(slug, 'roster.view');
  const ctx = getAppContext();
  const record = await findEnrollment(ctx, tenant.id, fromSegment(sourcedId));
  if (!record) notFound();
  const origin = await getRecordOrigin(ctx, tenant.id, 'enrollment', record);
  const name = personName(record) || record.userSourcedId;
  const title = record.classTitle ?? record.classSourcedId;
  return (
    <RecordLayout
      tenant={tenant}
      origin={origin}
      part="enrollments"
      entity="enrollment"
      record={record}
      title={`${name} in ${title}`}
      facts={[
        {
          label: 'Person',
          value: <Link href={recordPath(slug, 'people', record.userSourcedId)}>{name}</Link>,
        },
        { label: 'Role in class', value: roleLabel(record.role) },
        {
          label: 'Class',
          value: <Link href={recordPath(slug, 'classes', record.classSourcedId)}>{title}</Link>,
        },
        {
          label: 'School',
          value: (
            <Link href={recordPath(slug, 'orgs', record.schoolSourcedId)}>
              {record.schoolName ?? record.schoolSourcedId}
            </Link>
          ),
        },
        { label: 'From', value: <DateText date={record.beginDate} /> },
        { label: 'Until', value: <DateText date={record.endDate} /> },
        ...(record.isPrimary === null
          ? []
          : [{ label: 'Main teacher', value: record.isPrimary ? 'Yes' : 'No' }]),
      ]}
    />
  );
}
