import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { DateText } from '@/components/domain/time-text';
import { requireTenant } from '@/lib/server/http/session-person';
import { getAppContext } from '@/lib/server/http/context';
import { findSession, getRecordOrigin } from '@/lib/server/roster/records';
import { fromSegment, recordPath } from '@/components/domain/roster/addresses';
import { orNone } from '@/components/domain/roster/missing';
import { RecordLayout } from '@/components/domain/roster/record-layout';
import { typeLabel } from '@/components/domain/roster/labels';

export const metadata: Metadata = { title: 'Academic session' };

export default async function SessionPage({
  params,
}: {
  params: Promise<{ slug: string; sourcedId: string }>;
}) {
  const { slug, sourcedId } = await params;
  const { tenant } = await requireTenant(slug, 'roster.view');
  const ctx = getAppContext();
  const record = await findSession(ctx, tenant.id, fromSegment(sourcedId));
  if (!record) notFound();
  const origin = await getRecordOrigin(ctx, tenant.id, 'academicSession', record);
  return (
    <RecordLayout
      tenant={tenant}
      origin={origin}
      part="sessions"
      entity="academicSession"
      record={record}
      title={record.title}
      description={typeLabel(record.type)}
      facts={[
        { label: 'Type', value: typeLabel(record.type) },
        { label: 'First day', value: <DateText date={record.startDate} /> },
        { label: 'Ends before', value: <DateText date={record.endDate} /> },
        { label: 'School year', value: `${record.schoolYear - 1}–${record.schoolYear}` },
        {
          label: 'Part of',
          value: record.parentSourcedId ? (
            <Link href={recordPath(slug, 'sessions', record.parentSourcedId)}>
              {record.parentTitle ?? record.parentSourcedId}
            </Link>
          ) : (
            orNone(null, 'top level')
          ),
        },
      ]}
    />
  );
}
