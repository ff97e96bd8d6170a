import Link from 'next/link';
import { redirect } from 'next/navigation';
import { daysBetween } from '@/lib/core/calendar/plain-date';
import { localDate } from '@/lib/core/calendar/zoned-time';
import { kindOfConnection } from '@/lib/core/connections/kinds';
import { plural } from '@/lib/core/format/numbers';
import { runPath } from '@/lib/core/sync-run/run-address';
import type { ConnectionStatus } from '@/lib/core/sync-run/status-labels';
import { ConnectionBanner } from '@/components/domain/connection/connection-banner';
import { isAttendanceFix } from '@/lib/core/sync-run/next-step-text';
import { InvitationStateLabel } from '@/components/domain/invitation-state';
import { RecentRuns } from '@/components/domain/runs/recent-runs';
import { DateText, TimeText } from '@/components/domain/time-text';
import { recordPath } from '@/components/domain/roster/addresses';
import { PageHeader } from '@/components/layout/page-header';
import { ButtonLink } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Facts } from '@/components/ui/facts';
import { NumberText } from '@/components/ui/number-text';
import { Columns, Row, Section, Stack } from '@/components/ui/section';
import { can, isStaff } from '@/lib/server/auth/permissions';
import { requireTenant } from '@/lib/server/http/session-person';
import { findRosterConnection } from '@/lib/server/connections/queries/list-connections';
import { loadBanner } from '@/lib/server/tenants/queries/load-banner';
import { getAppContext } from '@/lib/server/http/context';
import { listInvitations } from '@/lib/server/invitations/queries/list-invitations';
import { listContacts } from '@/lib/server/people/queries/list-people';
import { listSchoolsInNeed } from '@/lib/server/policy/schools-in-need';
import { listRuns } from '@/lib/server/sync-runs/queries/list-runs';
import { getTenantBySlug, type TenantRow } from '@/lib/server/tenants/queries/list-tenants';
import { tenantStatus } from '@/lib/server/tenants/queries/tenant-status';

type Props = { params: Promise<{ slug: string }> };

export default async function DistrictPage({ params }: Props) {
  const { slug } = await params;
  const path = `/districts/${slug}`;
  const { person, tenant } = await requireTenant(slug, 'tenant.view', path);
  if (!isStaff(person)) redirect(`${path}/connection`);
  const ctx = getAppContext();
  const now = ctx.clock.now();
  const [row, connection, runs, contacts, invitations, inNeed] = await Promise.all([
    getTenantBySlug(ctx, slug),
    findRosterConnection(ctx, tenant.id),
    listRuns(ctx, { tenantId: tenant.id, group: null }, { offset: 0, limit: 8 }),
    listContacts(ctx, tenant.id),
    listInvitations(ctx, tenant.id),
    listSchoolsInNeed(ctx, tenant.id),
  ]);
  const status = tenantStatus(row);
  const banner = connection ? await loadBanner(ctx, row, connection, { isStaff: true }) : null;
  const waiting = invitations.filter(({ state }) => state === 'sent' || state === 'opened');
  const time = (at: Date | null, missing: string) => (
    <TimeText at={at} timeZone={tenant.timeZone} now={now} missing={missing} />
  );
  return (
    <Stack>
      <PageHeader title="Overview" />
      {banner ? (
        <ConnectionBanner
          words={{ ...banner.words, links: [] }}
          hints={[]}
          place={{
            slug,
            runNumber: banner.view.latest?.number ?? null,
            attendanceTrouble: banner.attendanceTrouble,
          }}
          now={now}
          checkNow={null}
        >
          <NextLink
            path={path}
            row={row}
            status={status}
            isPaused={status === 'PAUSED'}
            canSeePause={can(person, 'reviews.list')}
          />
        </ConnectionBanner>
      ) : null}
      {inNeed.length > 0 ? (
        <Callout
          tone="waiting"
          title={`Action needed: ${plural(inNeed.length, 'school')} ${inNeed.length === 1 ? 'is' : 'are'} missing from the newest files`}
        >
          <p>Their people are kept until somebody decides.</p>
          <ul>
            {inNeed.map(({ schoolSourcedId, schoolName, runNumber }) => (
              <li key={schoolSourcedId}>
                <Link href={recordPath(slug, 'orgs', schoolSourcedId)}>{schoolName}</Link>, since{' '}
                <Link href={runPath(slug, runNumber)}>run {runNumber}</Link>
              </li>
            ))}
          </ul>
        </Callout>
      ) : null}
      <Columns>
        <Section
          title="Newest runs"
          flush
          actions={
            runs.total > 0 ? (
              <Link href={`${path}/runs`}>All {plural(runs.total, 'run')}</Link>
            ) : null
          }
        >
          <RecentRuns runs={runs.rows} basePath={`${path}/runs`} now={now} />
        </Section>
        <Stack>
          <Section title="Live roster">
            <Facts
              facts={[
                {
                  label: 'Students',
                  value: <NumberText value={row.studentCount} unknown="no roster yet" />,
                },
                { label: 'Last applied', value: time(row.lastAppliedAt, 'not applied yet') },
                { label: 'Last received', value: time(row.lastDeliveryAt, 'nothing received yet') },
              ]}
            />
          </Section>
          <Section
            title="Connection"
            actions={<Link href={`${path}/connection`}>Sign-in details</Link>}
          >
            <Facts
              facts={[
                {
                  label: 'Kind',
                  value: connection ? kindOfConnection(connection.kind).words.name : 'not made',
                },
                {
                  label: 'User name',
                  value: <code>{connection?.sftp?.userName ?? 'not made'}</code>,
                },
                {
                  label: 'Applied',
                  value:
                    connection?.applySlot === 'ON_ARRIVAL'
                      ? 'As soon as the files are checked'
                      : `Nightly at ${connection?.applyAt ?? '02:00'}, local time`,
                },
                { label: 'SIS', value: row.sis ?? 'Not known yet' },
              ]}
            />
          </Section>
          <Section title="People" actions={<Link href={`${path}/contacts`}>Contacts</Link>}>
            <Facts
              facts={[
                {
                  label: 'Tech contacts',
                  value:
                    contacts.length > 0
                      ? contacts.map((contact) => contact.name).join(', ')
                      : 'None now',
                },
                ...(waiting.length > 0
                  ? [
                      {
                        label: 'Invited',
                        value: waiting.map((invitation) => (
                          <div key={invitation.id}>
                            {invitation.name} <InvitationStateLabel state={invitation.state} />
                          </div>
                        )),
                      },
                    ]
                  : []),
                { label: 'Implementer', value: row.implementerName ?? 'Nobody yet' },
                { label: 'PSM', value: row.psmName ?? 'Nobody yet' },
                {
                  label: 'First day of school',
                  value: <FirstDay row={row} today={localDate(now, tenant.timeZone)} />,
                },
              ]}
            />
            {can(person, 'contacts.invite') && contacts.length === 0 && waiting.length === 0 ? (
              <Row>
                <ButtonLink variant="primary" href={`${path}/contacts`}>
                  Invite the tech contact
                </ButtonLink>
              </Row>
            ) : null}
          </Section>
        </Stack>
      </Columns>
    </Stack>
  );
}

function NextLink({
  path,
  row,
  status,
  isPaused,
  canSeePause,
}: {
  path: string;
  row: TenantRow;
  status: ConnectionStatus;
  isPaused: boolean;
  canSeePause: boolean;
}) {
  // Nothing can be decided before the pause ends.
  if (isPaused && canSeePause) {
    return (
      <Row>
        <ButtonLink href={`${path}/limits#pause`}>See the pause</ButtonLink>
      </Row>
    );
  }
  if (isAttendanceFix(status, row)) {
    return (
      <Row>
        <ButtonLink href={`${path}/attendance/files/${row.attendanceTroubleId}`}>
          Open the file
        </ButtonLink>
      </Row>
    );
  }
  if (row.openBreakId !== null) {
    return (
      <Row>
        <ButtonLink variant="primary" href={`/reviews/${row.openBreakId}`}>
          Open the review
        </ButtonLink>
      </Row>
    );
  }
  if (row.latestRunNumber !== null) {
    return (
      <Row>
        <ButtonLink href={runPath(row.slug, row.latestRunNumber)}>
          Open run {row.latestRunNumber}
        </ButtonLink>
      </Row>
    );
  }
  return null;
}

function FirstDay({ row, today }: { row: TenantRow; today: string }) {
  const date = row.firstDayOfSchoolDate;
  const days = date ? daysBetween(today, date) : null;
  return (
    <>
      <DateText date={date} />
      {days !== null && days >= 0
        ? ` (${days === 0 ? 'today' : `in ${plural(days, 'day')}`})`
        : null}
    </>
  );
}
