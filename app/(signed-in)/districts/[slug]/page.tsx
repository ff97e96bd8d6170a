import Link from 'next/link';
import { formatKeptTime, formatMinuteOfDay } from '@/lib/core/calendar/format-instant';
import { localDate } from '@/lib/core/calendar/zoned-time';
import { kindOfConnection } from '@/lib/core/connections/kinds';
import { plural } from '@/lib/core/format/numbers';
import { runPath } from '@/lib/core/sync-run/run-address';
import { InvitationStateLabel } from '@/components/domain/invitation-state';
import { RecentRuns } from '@/components/domain/runs/recent-runs';
import { RunStrip } from '@/components/domain/runs/run-strip';
import { DateText, TimeText } from '@/components/domain/time-text';
import { connectionPath } from '@/components/domain/pulls/addresses';
import { setUpPath } from '@/components/domain/set-up/addresses';
import { recordPath } from '@/components/domain/roster/addresses';
import { PageHeader } from '@/components/layout/page-header';
import { ButtonLink } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Facts } from '@/components/ui/facts';
import { Columns, Row, Section, Stack } from '@/components/ui/section';
import { can, isStaff } from '@/lib/server/auth/permissions';
import { requireTenant } from '@/lib/server/http/session-person';
import { findRosterConnection } from '@/lib/server/connections/queries/list-connections';
import { getAppContext } from '@/lib/server/http/context';
import { listInvitations } from '@/lib/server/invitations/queries/list-invitations';
import { listCoverage, listDistrictRuns } from '@/lib/server/overview/queries/district-history';
import { loadSetUp, type SetUpView } from '@/lib/server/set-up/queries/load-set-up';
import { listContacts } from '@/lib/server/people/queries/list-people';
import { listSchoolsInNeed } from '@/lib/server/policy/schools-in-need';
import { listRuns } from '@/lib/server/sync-runs/queries/list-runs';
import { getTenantBySlug } from '@/lib/server/tenants/queries/list-tenants';
import { AttendanceCoverage, StudentsOverTime } from './_components/district-charts';
import { DistrictNumbers } from './_components/district-numbers';
import { GoingLive } from './going-live';
import { HowItStands } from './how-it-stands';
import { RosterChecks } from './roster-checks';

type Props = { params: Promise<{ slug: string }> };

export default async function DistrictPage({ params }: Props) {
  const { slug } = await params;
  const path = `/districts/${slug}`;
  const { person, tenant } = await requireTenant(slug, 'tenant.view', path);
  const staff = isStaff(person);
  const ctx = getAppContext();
  const now = ctx.clock.now();
  const today = localDate(now, tenant.timeZone);
  const row = await getTenantBySlug(ctx, slug);
  const [connection, newest, history, contacts, invitations, inNeed, coverage] = await Promise.all([
    findRosterConnection(ctx, tenant.id),
    listRuns(ctx, { tenantId: tenant.id, group: null }, { offset: 0, limit: 5 }),
    listDistrictRuns(ctx, tenant.id, row.studentCount),
    listContacts(ctx, tenant.id),
    staff ? listInvitations(ctx, tenant.id) : [],
    staff ? listSchoolsInNeed(ctx, tenant.id) : [],
    listCoverage(ctx, tenant.id, today),
  ]);
  const setUp = connection && !staff ? await loadSetUp(ctx, tenant, connection) : null;
  const waiting = invitations.filter(({ state }) => state === 'sent' || state === 'opened');
  return (
    <Stack>
      <PageHeader title={staff ? 'Overview' : 'Status'} />
      {connection ? <HowItStands row={row} connection={connection} person={person} /> : null}
      <GoingLive tenant={tenant} person={person} />
      {inNeed.length > 0 ? (
        <Callout
          tone="waiting"
          title={`Action needed: ${plural(inNeed.length, 'school')} ${inNeed.length === 1 ? 'is' : 'are'} missing from the newest files`}
        >
          <p>Their people stay in the roster until someone decides.</p>
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
      <DistrictNumbers
        row={row}
        coverage={coverage}
        canSeePeople={can(person, 'roster.view')}
        canSeeAttendance={can(person, 'attendance.files')}
        now={now}
      />
      <Columns>
        <Stack>
          {history.runs.length > 1 ? (
            <Section
              title={
                history.runs.length < history.limit ? 'All runs' : `Last ${history.limit} runs`
              }
            >
              <RunStrip slug={slug} runs={history.runs} timeZone={tenant.timeZone} now={now} />
            </Section>
          ) : null}
          <StudentsOverTime history={history} timeZone={tenant.timeZone} now={now} />
          {can(person, 'attendance.files') ? (
            <AttendanceCoverage coverage={coverage} today={today} />
          ) : null}
          <Section
            title="Newest runs"
            flush
            actions={
              newest.total > 0 ? (
                <Link href={`${path}/runs`}>All {plural(newest.total, 'run')}</Link>
              ) : null
            }
          >
            <RecentRuns runs={newest.rows} basePath={`${path}/runs`} now={now} />
          </Section>
        </Stack>
        <Stack>
          {row.studentCount === null ? null : (
            <RosterChecks tenant={tenant} canSeePeople={can(person, 'roster.view')} />
          )}
          <Section
            title="Connection"
            actions={
              <Link
                href={staff || connection?.api ? connectionPath(slug) : setUpPath(slug, 'sign-in')}
              >
                {connection?.api ? 'Connection' : 'Sign-in details'}
              </Link>
            }
          >
            <Facts
              facts={[
                {
                  label: 'Kind',
                  value: connection ? kindOfConnection(connection.kind).words.name : 'not created',
                },
                connection?.api
                  ? { label: 'Host', value: new URL(connection.api.baseUrl).host }
                  : {
                      label: 'User name',
                      value: <code>{connection?.sftp?.userName ?? 'not created'}</code>,
                    },
                {
                  label: staff ? 'Applied' : 'Changes go live',
                  value:
                    connection?.applySlot === 'ON_ARRIVAL'
                      ? 'As soon as the files are checked'
                      : `Nightly at ${formatKeptTime(connection?.applyAt ?? '02:00')}, district time`,
                },
                {
                  label: 'Last received',
                  value: (
                    <TimeText
                      at={row.lastDeliveryAt}
                      timeZone={tenant.timeZone}
                      now={now}
                      missing="nothing yet"
                    />
                  ),
                },
                ...(staff || connection?.api
                  ? []
                  : [{ label: 'Your next files', value: <NextFiles slug={slug} setUp={setUp} /> }]),
                { label: 'SIS', value: row.sis ?? 'Not known yet' },
              ]}
            />
          </Section>
          <Section
            title="People"
            actions={<Link href={`${path}/contacts`}>{staff ? 'Contacts' : 'All people'}</Link>}
          >
            <Facts
              facts={[
                {
                  label: 'Tech contacts',
                  value:
                    contacts.length > 0
                      ? contacts.map((contact) => contact.name).join(', ')
                      : 'None',
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
                {
                  label: staff ? 'Implementer' : 'Your set-up contact',
                  value: row.implementerName ?? 'No one yet',
                },
                {
                  label: staff ? 'PSM' : 'Partner Success Manager',
                  value: row.psmName ?? 'No one yet',
                },
                {
                  label: 'First day of school',
                  value: <DateText date={row.firstDayOfSchoolDate} />,
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

/** When files usually come, as the district said or as they came. */
function NextFiles({ slug, setUp }: { slug: string; setUp: SetUpView | null }) {
  const schedule = setUpPath(slug, 'schedule');
  if (setUp?.usual)
    return (
      <>
        Usually {formatMinuteOfDay(setUp.usual.from)} to {formatMinuteOfDay(setUp.usual.to)}
      </>
    );
  if (setUp?.exportAt) return <>After {formatKeptTime(setUp.exportAt)}</>;
  return <Link href={schedule}>Tell us when your export runs</Link>;
}
