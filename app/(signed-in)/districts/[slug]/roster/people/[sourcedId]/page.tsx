import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { DataTable } from '@/components/data-table/data-table';
import { studentPath } from '@/components/domain/attendance/addresses';
import { DayCalendar } from '@/components/domain/attendance/day-calendar';
import { DateText } from '@/components/domain/time-text';
import { EmptyState } from '@/components/ui/empty-state';
import { ButtonLink } from '@/components/ui/button';
import { Facts } from '@/components/ui/facts';
import { Section } from '@/components/ui/section';
import { NO_ROW_MEANING } from '@/lib/core/attendance/no-data';
import { formatNumber } from '@/lib/core/format/numbers';
import type { SessionPerson } from '@/lib/server/auth/sessions';
import { requireTenant } from '@/lib/server/http/session-person';
import type { TenantRef } from '@/lib/server/auth/tenant-access';
import { can } from '@/lib/server/auth/permissions';
import { findRecentDays, type RecentDays } from '@/lib/server/attendance/queries/student-days';
import { getAppContext } from '@/lib/server/http/context';
import { kindOf } from '@/lib/server/roster/people';
import {
  findDemographics,
  findPerson,
  getRecordOrigin,
  type PersonRecord,
} from '@/lib/server/roster/records';
import {
  listClassesOfPerson,
  listLinkedPeople,
  RELATION_CAP,
  type ClassOfPerson,
  type LinkedPerson,
} from '@/lib/server/roster/relations';
import { fromSegment, recordPath } from '@/components/domain/roster/addresses';
import { MembershipText } from '@/components/domain/roster/membership-text';
import { orNone } from '@/components/domain/roster/missing';
import { RecordLayout } from '@/components/domain/roster/record-layout';
import { languageLabel, personName, roleLabel } from '@/components/domain/roster/labels';
import { ContactDetails } from './_components/contact-details';

const RECENT_DAYS = 30;

// A name in the title would stay in the browser's history.
export const metadata: Metadata = { title: 'Person' };

export default async function PersonPage({
  params,
}: {
  params: Promise<{ slug: string; sourcedId: string }>;
}) {
  const { slug, sourcedId } = await params;
  const { person, tenant } = await requireTenant(slug, 'roster.view');
  const ctx = getAppContext();
  const record = await findPerson(ctx, tenant.id, fromSegment(sourcedId));
  if (!record) notFound();
  const origin = await getRecordOrigin(ctx, tenant.id, 'user', record);
  const kind = kindOf(record.role);
  const [classes, linked, recent] = await Promise.all([
    listClassesOfPerson(ctx, tenant.id, record.sourcedId),
    kind === 'student' || kind === 'contact' ? listLinkedPeople(ctx, tenant.id, record) : null,
    kind === 'student' && can(person, 'attendance.view')
      ? findRecentDays(ctx, {
          tenantId: tenant.id,
          studentId: record.sourcedId,
          count: RECENT_DAYS,
        })
      : null,
  ]);
  return (
    <RecordLayout
      tenant={tenant}
      origin={origin}
      part="people"
      entity="user"
      record={record}
      title={[record.givenName, record.middleName, record.familyName].filter(Boolean).join(' ')}
      description={[
        roleLabel(record.role),
        ...record.orgs.map(({ name, sourcedId: id }) => name ?? id),
        ...(record.grades.length > 0 ? [`grade ${record.grades.join(', ')}`] : []),
      ].join(' · ')}
      facts={factsOf(slug, record)}
      actions={
        recent ? (
          <ButtonLink href={studentPath(slug, record.sourcedId)} prefetch={false}>
            Attendance record
          </ButtonLink>
        ) : null
      }
      aside={
        <>
          <ContactDetails slug={slug} record={record} />
          <DemographicsPart person={person} tenant={tenant} record={record} />
        </>
      }
    >
      {recent ? <AttendancePart recent={recent} timeZone={tenant.timeZone} /> : null}
      {linked ? <LinkedPart slug={slug} isStudent={kind === 'student'} people={linked} /> : null}
      {kind === 'contact' && classes.length === 0 ? null : (
        <ClassesPart slug={slug} classes={classes} />
      )}
    </RecordLayout>
  );
}

function factsOf(slug: string, record: PersonRecord) {
  const isStudent = record.role === 'student';
  return [
    { label: 'Role', value: roleLabel(record.role) },
    {
      label: record.orgs.length > 1 ? 'Schools' : 'School',
      value:
        record.orgs.length === 0
          ? orNone(null, 'no school')
          : record.orgs.map(({ sourcedId, name }) => (
              <div key={sourcedId}>
                <Link href={recordPath(slug, 'orgs', sourcedId)}>{name ?? sourcedId}</Link>
              </div>
            )),
    },
    ...(isStudent
      ? [
          { label: 'Grade', value: orNone(record.grades.join(', '), 'no grade') },
          {
            label: 'Home language',
            value: orNone(languageLabel(record.languageCode, record.languageText), 'not known'),
            hint:
              record.languageCode && !isSameWord(record)
                ? `Sent as “${record.languageText}”`
                : undefined,
          },
          { label: 'English learner', value: yesNo(record.isEnglishLearner) },
        ]
      : []),
    { label: 'Number', value: orNone(record.identifier, 'no number') },
    { label: 'Enabled (enabledUser)', value: yesNo(record.isEnabled) },
  ];
}

function isSameWord({ languageCode, languageText }: PersonRecord): boolean {
  return (languageText ?? '').toLowerCase() === languageLabel(languageCode, null)?.toLowerCase();
}

function yesNo(value: boolean | null) {
  return value === null ? orNone(null, 'not told') : value ? 'Yes' : 'No';
}

function AttendancePart({ recent, timeZone }: { recent: RecentDays; timeZone: string }) {
  const title = `Attendance, last ${RECENT_DAYS} days`;
  return (
    <Section
      title={title}
      id="attendance"
      description={`On a day with “—”, ${NO_ROW_MEANING}.`}
      flush
    >
      <DayCalendar caption={title} {...recent} timeZone={timeZone} />
    </Section>
  );
}

function LinkedPart({
  slug,
  isStudent,
  people,
}: {
  slug: string;
  isStudent: boolean;
  people: readonly LinkedPerson[];
}) {
  const title = isStudent ? 'Contacts' : 'Students';
  return (
    <Section title={`${title} (${formatNumber(people.length)})`} id="linked" flush>
      <DataTable
        caption={title}
        rows={people}
        rowKey={(row) => row.sourcedId}
        rowHref={(row) => recordPath(slug, 'people', row.sourcedId)}
        columns={[
          { id: 'name', header: 'Name', cell: personName },
          { id: 'role', header: 'Role', cell: (row) => roleLabel(row.role) },
          isStudent
            ? {
                id: 'reach',
                header: 'Email or phone',
                cell: (row) => (row.isReachable ? 'Yes' : 'No'),
              }
            : {
                id: 'school',
                header: 'School',
                cell: (row) =>
                  [row.schoolName, row.grades.join(', ')].filter(Boolean).join(', grade '),
              },
          {
            id: 'status',
            header: 'Status',
            cell: (row) => (row.removedAt ? 'Removed' : 'In the roster'),
          },
        ]}
        empty={
          <EmptyState
            headingLevel={3}
            title={isStudent ? 'No contact, so no one gets messages' : 'No student'}
          >
            <p>
              Links come from <code>agentSourcedIds</code> in users.csv, on either record.
            </p>
          </EmptyState>
        }
      />
    </Section>
  );
}

function ClassesPart({ slug, classes }: { slug: string; classes: readonly ClassOfPerson[] }) {
  const count =
    classes.length < RELATION_CAP ? formatNumber(classes.length) : `first ${RELATION_CAP}`;
  return (
    <Section title={`Classes (${count})`} id="classes" flush>
      <DataTable
        caption="Classes"
        rows={classes}
        rowKey={(row) => row.enrollmentSourcedId}
        rowHref={(row) => recordPath(slug, 'classes', row.classSourcedId)}
        columns={[
          { id: 'title', header: 'Class', cell: (row) => row.title ?? row.classSourcedId },
          { id: 'role', header: 'Role', cell: (row) => roleLabel(row.role) },
          {
            id: 'teachers',
            header: 'Teachers',
            cell: (row) =>
              row.teachers.length === 0
                ? orNone(null, 'no teacher')
                : row.teachers.map(({ sourcedId, name }, index) => (
                    <span key={sourcedId}>
                      {index > 0 ? ', ' : ''}
                      <Link href={recordPath(slug, 'people', sourcedId)}>{name}</Link>
                    </span>
                  )),
          },
          {
            id: 'period',
            header: 'Period',
            cell: (row) => orNone(row.periods.join(', '), 'no period'),
          },
          {
            id: 'dates',
            header: 'Dates',
            cell: (row) => <MembershipText {...row} />,
          },
        ]}
        empty={<EmptyState headingLevel={3} title="Not in any class" />}
      />
    </Section>
  );
}

/** Race, sex and birth date are nobody's business here but those who answer for the import. */
async function DemographicsPart({
  person,
  tenant,
  record,
}: {
  person: SessionPerson;
  tenant: TenantRef;
  record: PersonRecord;
}) {
  if (person.role !== 'ADMIN' && person.role !== 'IMPLEMENTATION') return null;
  const found = await findDemographics(getAppContext(), tenant.id, record.sourcedId);
  if (!found) return null;
  return (
    <Section
      title="Demographics"
      description="Visible to administrators and implementation staff only."
    >
      <details>
        <summary>Show</summary>
        <Facts
          facts={[
            { label: 'Birth date', value: <DateText date={found.birthDate} /> },
            { label: 'Sex', value: orNone(found.sex, 'not told') },
            { label: 'Race', value: orNone(found.races.join(', '), 'not told') },
            { label: 'Hispanic or Latino', value: yesNo(found.isHispanicOrLatino) },
          ]}
        />
      </details>
    </Section>
  );
}
