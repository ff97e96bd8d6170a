import { attendanceFilePath } from '@/lib/core/attendance/file-address';
import { besideQuestion } from '@/lib/core/sync-run/banner/banner-text';
import { runPath } from '@/lib/core/sync-run/run-address';
import { connectionLabels, type ConnectionStatus } from '@/lib/core/sync-run/status-labels';
import { ConnectionBanner } from '@/components/domain/connection/connection-banner';
import { isAttendanceFix } from '@/lib/core/sync-run/next-step-text';
import { AskedStep } from '@/components/domain/review/asked-step';
import { connectionPath } from '@/components/domain/pulls/addresses';
import { ButtonLink } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Row } from '@/components/ui/section';
import { can, isStaff } from '@/lib/server/auth/permissions';
import type { SessionPerson } from '@/lib/server/auth/sessions';
import type { ConnectionRow } from '@/lib/server/connections/queries/list-connections';
import { getAppContext } from '@/lib/server/http/context';
import { findOpenQuestion } from '@/lib/server/reviews/commands/questions';
import type { TenantRow } from '@/lib/server/tenants/queries/list-tenants';
import { loadBanner } from '@/lib/server/tenants/queries/load-banner';
import { tenantStatus } from '@/lib/server/tenants/queries/tenant-status';
import { loadApiStatus } from './load-api-status';

/** How a district stands, whose turn it is and the way to what is to do: first a question to its contact, where one is open. */
export async function HowItStands({
  row,
  connection,
  person,
}: {
  row: TenantRow;
  connection: ConnectionRow;
  person: SessionPerson;
}) {
  const ctx = getAppContext();
  const now = ctx.clock.now();
  const staff = isStaff(person);
  const status = tenantStatus(row);
  const { words, view, attendanceTrouble } = await loadBanner(ctx, row, connection, {
    isStaff: staff,
  });
  if (connection.api && isOfPulls(status))
    return <ApiStandsHow row={row} connection={{ ...connection, api: connection.api }} />;
  const asked = row.openBreakId !== null && !staff ? await findOpenQuestion(ctx, row.id) : null;
  const beside = asked
    ? besideQuestion({ status, owner: words.word.owner })
    : { showsBanner: true, showsOwner: true };
  return (
    <>
      {asked ? (
        <AskedStep
          word={connectionLabels.UNDER_REVIEW}
          question={asked}
          isPaused={row.pausedSince !== null}
          hasRoster={connection.baselineRunId !== null}
          timeZone={row.timeZone}
          now={now}
        />
      ) : null}
      {beside.showsBanner ? (
        <ConnectionBanner
          words={staff ? { ...words, links: [] } : words}
          hints={[]}
          place={{
            slug: row.slug,
            runNumber: view.latest?.number ?? null,
            attendanceTrouble,
          }}
          now={now}
          checkNow={null}
          showOwner={beside.showsOwner}
        >
          {staff ? (
            <NextLink
              path={`/districts/${row.slug}`}
              row={row}
              status={status}
              isPaused={status === 'PAUSED'}
              canSeePause={can(person, 'reviews.list')}
            />
          ) : null}
        </ConnectionBanner>
      ) : null}
    </>
  );
}

/** What counts is how the fetching stands, and not what became of what was fetched. */
const isOfPulls = (status: ConnectionStatus): boolean =>
  [
    'NOT_TESTED',
    'TEST_FAILED',
    'WAITING_FOR_FIRST_PULL',
    'PULLING',
    'WAITING_FOR_SOURCE',
    'PULL_FAILED',
  ].includes(status);

async function ApiStandsHow({
  row,
  connection,
}: {
  row: TenantRow;
  connection: ConnectionRow & { api: NonNullable<ConnectionRow['api']> };
}) {
  const { said } = await loadApiStatus(getAppContext(), row, connection);
  return (
    <Callout tone={said.tone} title={said.title}>
      <p>{said.sentence}</p>
      {said.remedy ? <p>{said.remedy}</p> : null}
      <Row>
        <ButtonLink variant="primary" href={connectionPath(row.slug)}>
          Open the connection
        </ButtonLink>
      </Row>
    </Callout>
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
  if (isAttendanceFix(status, row) && row.attendanceTroubleNumber !== null) {
    return (
      <Row>
        <ButtonLink href={attendanceFilePath(row.slug, row.attendanceTroubleNumber)}>
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
