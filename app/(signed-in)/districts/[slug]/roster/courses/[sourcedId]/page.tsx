import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { DataTable } from '@/components/data-table/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Section } from '@/components/ui/section';
import { requireTenant } from '@/lib/server/http/session-person';
import { getAppContext } from '@/lib/server/http/context';
import { listClasses } from '@/lib/server/roster/classes';
import { firstPage } from '@/lib/server/roster/page';
import { findCourse, getRecordOrigin } from '@/lib/server/roster/records';
import { classColumns } from '@/components/domain/roster/class-columns';
import {
  fromSegment,
  recordPath,
  rosterPath,
  withParams,
} from '@/components/domain/roster/addresses';
import { orNone } from '@/components/domain/roster/missing';
import { RecordLayout } from '@/components/domain/roster/record-layout';

export const metadata: Metadata = { title: 'Course' };

export default async function CoursePage({
  params,
}: {
  params: Promise<{ slug: string; sourcedId: string }>;
}) {
  const { slug, sourcedId } = await params;
  const { tenant } = await requireTenant(slug, 'roster.view');
  const ctx = getAppContext();
  const record = await findCourse(ctx, tenant.id, fromSegment(sourcedId));
  if (!record) notFound();
  const origin = await getRecordOrigin(ctx, tenant.id, 'course', record);
  const classes = await listClasses(
    ctx,
    tenant.id,
    { school: null, course: record.sourcedId, status: 'active', check: null, search: '' },
    firstPage,
  );
  return (
    <RecordLayout
      tenant={tenant}
      origin={origin}
      part="courses"
      entity="course"
      record={record}
      title={record.title}
      description={record.orgName ?? record.orgSourcedId}
      facts={[
        {
          label: 'Offered by',
          value: record.orgSourcedId ? (
            <Link href={recordPath(slug, 'orgs', record.orgSourcedId)}>
              {record.orgName ?? record.orgSourcedId}
            </Link>
          ) : (
            orNone(null, 'no org')
          ),
        },
        { label: 'Code', value: orNone(record.courseCode, 'no code') },
        {
          label: 'School year',
          value: record.schoolYearSourcedId ? (
            <Link href={recordPath(slug, 'sessions', record.schoolYearSourcedId)}>
              {record.schoolYearTitle ?? record.schoolYearSourcedId}
            </Link>
          ) : (
            orNone(null, 'none')
          ),
        },
        { label: 'Grades', value: orNone(record.grades.join(', '), 'no grade') },
        { label: 'Subjects', value: orNone(record.subjects.join(', '), 'no subject') },
        { label: 'Subject codes', value: orNone(record.subjectCodes.join(', '), 'none') },
      ]}
    >
      <Section
        title="Classes"
        flush
        actions={
          classes.next ? (
            <Link
              href={withParams(rosterPath(slug, 'classes'), { course: record.sourcedId })}
              prefetch={false}
            >
              All classes
            </Link>
          ) : undefined
        }
      >
        <DataTable
          caption="Classes of this course"
          rows={classes.rows}
          rowKey={(row) => row.sourcedId}
          rowHref={(row) => recordPath(slug, 'classes', row.sourcedId)}
          columns={classColumns.filter(({ id }) => id !== 'course' && id !== 'type')}
          empty={<EmptyState headingLevel={3} title="No classes" />}
          isWide
        />
      </Section>
    </RecordLayout>
  );
}
