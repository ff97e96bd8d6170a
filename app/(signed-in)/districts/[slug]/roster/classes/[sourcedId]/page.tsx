import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { DataTable } from '@/components/data-table/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Section } from '@/components/ui/section';
import { formatNumber } from '@/lib/core/format/numbers';
import { requireTenant } from '@/lib/server/http/session-person';
import { getAppContext } from '@/lib/server/http/context';
import { findClass, getRecordOrigin } from '@/lib/server/roster/records';
import { listPeopleOfClass, RELATION_CAP } from '@/lib/server/roster/relations';
import {
  fromSegment,
  recordPath,
  rosterPath,
  withParams,
} from '@/components/domain/roster/addresses';
import { MembershipText } from '@/components/domain/roster/membership-text';
import { orNone } from '@/components/domain/roster/missing';
import { RecordLayout } from '@/components/domain/roster/record-layout';
import { personName, roleLabel, typeLabel } from '@/components/domain/roster/labels';

export const metadata: Metadata = { title: 'Class' };

export default async function ClassPage({
  params,
}: {
  params: Promise<{ slug: string; sourcedId: string }>;
}) {
  const { slug, sourcedId } = await params;
  const { tenant } = await requireTenant(slug, 'roster.view');
  const ctx = getAppContext();
  const record = await findClass(ctx, tenant.id, fromSegment(sourcedId));
  if (!record) notFound();
  const origin = await getRecordOrigin(ctx, tenant.id, 'class', record);
  const people = await listPeopleOfClass(ctx, tenant.id, record.sourcedId);
  const students = people.filter(
    ({ role, time, removedAt }) => role === 'student' && time === 'current' && removedAt === null,
  ).length;
  const isCut = people.length >= RELATION_CAP;
  return (
    <RecordLayout
      tenant={tenant}
      origin={origin}
      part="classes"
      entity="class"
      record={record}
      title={record.title}
      description={`${record.schoolName ?? record.schoolSourcedId} · ${formatNumber(students)}${isCut ? '+' : ''} ${students === 1 && !isCut ? 'student' : 'students'}`}
      facts={[
        {
          label: 'School',
          value: (
            <Link href={recordPath(slug, 'orgs', record.schoolSourcedId)}>
              {record.schoolName ?? record.schoolSourcedId}
            </Link>
          ),
        },
        {
          label: 'Course',
          value: (
            <Link href={recordPath(slug, 'courses', record.courseSourcedId)}>
              {record.courseTitle ?? record.courseSourcedId}
            </Link>
          ),
        },
        {
          label: 'Terms',
          value: record.terms.map((term) => (
            <div key={term.sourcedId}>
              <Link href={recordPath(slug, 'sessions', term.sourcedId)}>
                {term.title ?? term.sourcedId}
              </Link>
            </div>
          )),
        },
        { label: 'Kind', value: typeLabel(record.classType) },
        { label: 'Code', value: orNone(record.classCode, 'no code') },
        { label: 'Room', value: orNone(record.location, 'no room') },
        { label: 'Periods', value: orNone(record.periods.join(', '), 'no period') },
        { label: 'Grades', value: orNone(record.grades.join(', '), 'no grade') },
        { label: 'Subjects', value: orNone(record.subjects.join(', '), 'no subject') },
      ]}
    >
      <Section
        title="Who is in this class"
        flush
        actions={
          <Link
            href={withParams(rosterPath(slug, 'enrollments'), { class: record.sourcedId })}
            prefetch={false}
          >
            View as enrollments
          </Link>
        }
        description={
          isCut ? `The first ${RELATION_CAP}. The enrollments list has all of them.` : undefined
        }
      >
        <DataTable
          caption="People in this class"
          rows={people}
          rowKey={(row) => row.enrollmentSourcedId}
          rowHref={(row) => recordPath(slug, 'people', row.sourcedId)}
          columns={[
            { id: 'name', header: 'Name', cell: (row) => personName(row) || row.sourcedId },
            {
              id: 'role',
              header: 'Role',
              cell: (row) => `${roleLabel(row.role)}${row.isPrimary ? ', main' : ''}`,
            },
            { id: 'time', header: 'Dates', cell: (row) => <MembershipText {...row} /> },
            { id: 'grade', header: 'Grade', cell: (row) => orNone(row.grades.join(', '), 'none') },
            {
              id: 'sourcedId',
              header: 'sourcedId',
              cell: (row) => <code>{row.sourcedId}</code>,
            },
          ]}
          empty={<EmptyState headingLevel={3} title="No one is in this class" />}
        />
      </Section>
    </RecordLayout>
  );
}
