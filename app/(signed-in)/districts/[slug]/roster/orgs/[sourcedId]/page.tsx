import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { DataTable } from '@/components/data-table/data-table';
import { StatLinks } from '@/components/layout/stat-links';
import { schoolPath } from '@/components/domain/attendance/addresses';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Section } from '@/components/ui/section';
import { GRADE_CODES } from '@/lib/core/oneroster/grades';
import { formatNumber, formatShares } from '@/lib/core/format/numbers';
import { runPath } from '@/lib/core/sync-run/run-address';
import { isOnRoll } from '@/lib/server/attendance/queries/on-roll';
import { can } from '@/lib/server/auth/permissions';
import { requireTenant } from '@/lib/server/http/session-person';
import { getAppContext } from '@/lib/server/http/context';
import { countOf } from '@/lib/server/roster/counts';
import { personKinds, rolesOf } from '@/lib/server/roster/people';
import { findOrg, getRecordOrigin } from '@/lib/server/roster/records';
import { countStudentsByGrade } from '@/lib/server/roster/relations';
import {
  fromSegment,
  recordPath,
  rosterPath,
  withParams,
} from '@/components/domain/roster/addresses';
import { orNone } from '@/components/domain/roster/missing';
import { RecordLayout } from '@/components/domain/roster/record-layout';
import { kindLabels, typeLabel } from '@/components/domain/roster/labels';

export const metadata: Metadata = { title: 'Org' };

export default async function OrgPage({
  params,
}: {
  params: Promise<{ slug: string; sourcedId: string }>;
}) {
  const { slug, sourcedId } = await params;
  const { person, tenant } = await requireTenant(slug, 'roster.view');
  const ctx = getAppContext();
  const record = await findOrg(ctx, tenant.id, fromSegment(sourcedId));
  if (!record) notFound();
  const origin = await getRecordOrigin(ctx, tenant.id, 'org', record);
  const id = record.sourcedId;
  const [grades, classes, hasAttendance, ...people] = await Promise.all([
    countStudentsByGrade(ctx, tenant.id, id),
    countOf(ctx, tenant.id, 'class', 'school', [id]),
    can(person, 'attendance.view')
      ? isOnRoll(ctx, 'school', { tenantId: tenant.id, sourcedId: id })
      : false,
    ...personKinds.map((kind) =>
      countOf(
        ctx,
        tenant.id,
        'user',
        'schoolRole',
        rolesOf(kind).map((role) => `${id}|${role}`),
      ),
    ),
  ]);
  const gradeShares = formatShares(grades.map(({ count }) => count));
  const place = (grade: string) => GRADE_CODES.findIndex((code) => code === grade);
  return (
    <RecordLayout
      tenant={tenant}
      origin={origin}
      part="orgs"
      entity="org"
      record={record}
      title={record.name}
      description={typeLabel(record.type)}
      actions={
        hasAttendance ? (
          <ButtonLink href={schoolPath(slug, id)} prefetch={false}>
            School attendance
          </ButtonLink>
        ) : null
      }
      facts={[
        { label: 'Type', value: typeLabel(record.type) },
        { label: 'Number', value: orNone(record.identifier, 'no number') },
        {
          label: 'Part of',
          value: record.parentSourcedId ? (
            <Link href={recordPath(slug, 'orgs', record.parentSourcedId)}>
              {record.parentName ?? record.parentSourcedId}
            </Link>
          ) : (
            orNone(null, 'top level')
          ),
        },
        ...(record.missingInRunNumber === null
          ? []
          : [
              {
                label: 'Action needed',
                value: (
                  <>
                    Missing from the files of{' '}
                    <Link href={runPath(slug, record.missingInRunNumber)}>
                      run {record.missingInRunNumber}
                    </Link>
                    ; its people are kept
                  </>
                ),
              },
            ]),
      ]}
    >
      <StatLinks
        label={`Records of ${record.name}`}
        stats={[
          ...personKinds.map((kind, index) => ({
            href: withParams(rosterPath(slug, 'people'), { kind, school: id }),
            label: kindLabels[kind],
            count: people[index] ?? 0,
          })),
          {
            href: withParams(rosterPath(slug, 'classes'), { school: id }),
            label: 'Classes',
            count: classes,
          },
        ]}
      />
      <Section title="Students by grade" flush>
        <DataTable
          caption="Number of students in each grade"
          rows={grades
            .map((row, index) => ({ ...row, share: gradeShares[index] ?? '—' }))
            .sort((a, b) => place(a.grade) - place(b.grade))}
          rowKey={(row) => row.grade}
          rowHref={(row) =>
            withParams(rosterPath(slug, 'people'), {
              kind: 'student',
              school: id,
              grade: row.grade || null,
            })
          }
          columns={[
            { id: 'grade', header: 'Grade', cell: (row) => row.grade || 'No grade' },
            {
              id: 'count',
              header: 'Students',
              align: 'end',
              cell: (row) => formatNumber(row.count),
            },
            {
              id: 'share',
              header: 'Share of school',
              align: 'end',
              cell: (row) => row.share,
            },
          ]}
          empty={<EmptyState headingLevel={3} title="No students" />}
        />
      </Section>
    </RecordLayout>
  );
}
