import Link from 'next/link';
import { checkFilesPath } from '@/lib/core/file-help/names';
import { kindOfConnection } from '@/lib/core/connections/kinds';
import { plural } from '@/lib/core/format/numbers';
import { whenSetsAreChecked } from '@/lib/core/sync-run/banner/open-set-text';
import { FilesNotRead } from '@/components/domain/connection/files-not-read';
import { FilesToSend } from '@/components/domain/connection/files-to-send';
import { IdKinds } from '@/components/domain/connection/id-kinds';
import { RecentRuns } from '@/components/domain/runs/recent-runs';
import { PageHeader } from '@/components/layout/page-header';
import { Section, Stack } from '@/components/ui/section';
import { can, isStaff } from '@/lib/server/auth/permissions';
import type { SessionPerson } from '@/lib/server/auth/sessions';
import type { TenantRef } from '@/lib/server/auth/tenant-access';
import type { ConnectionRow } from '@/lib/server/connections/queries/list-connections';
import { hostKeyFingerprints } from '@/lib/server/connections/host-key';
import { listFilesNotRead } from '@/lib/server/connections/queries/files-not-read';
import { getAppContext } from '@/lib/server/http/context';
import { listIdKinds } from '@/lib/server/attendance/queries/id-kinds';
import { listRuns } from '@/lib/server/sync-runs/queries/list-runs';
import { changeIdKind } from '../connection-actions';
import { loadArrivals } from '../arrivals';
import { SignInPanels } from '../sign-in-panels';
import { bringsRoster } from '../load-connections';
import { SwitchNote } from './_components/api-buttons';
import { OtherConnections } from './_components/other-connections';

/** Of a connection over which the district sends files: how to sign in, what to send, and what arrives. */
export async function FilesConnection({
  person,
  tenant,
  connection,
  others,
}: {
  person: SessionPerson;
  tenant: TenantRef;
  connection: ConnectionRow & { sftp: NonNullable<ConnectionRow['sftp']> };
  others: readonly ConnectionRow[];
}) {
  const ctx = getAppContext();
  const { slug } = tenant;
  const path = `/districts/${slug}`;
  const kind = kindOfConnection(connection.kind);
  const now = ctx.clock.now();
  const [runs, notRead, fingerprints, idKinds, arrivals] = await Promise.all([
    listRuns(ctx, { tenantId: tenant.id, group: null }, { offset: 0, limit: 5 }),
    listFilesNotRead(ctx, tenant.id, connection.id),
    hostKeyFingerprints(ctx),
    listIdKinds(ctx, tenant.id),
    loadArrivals(person, tenant, connection),
  ]);
  const address = {
    host: ctx.settings.sftpPublicHost,
    port: ctx.settings.sftpPort,
    userName: connection.sftp.userName,
    fingerprints,
  };
  const staff = isStaff(person);
  return (
    <Stack>
      <PageHeader title="Connection" description={kind.words.setUp} />
      {bringsRoster(connection) ? null : (
        <SwitchNote
          slug={slug}
          connectionId={connection.id}
          canSwitch={can(person, 'connection.update')}
          isFetched={false}
        />
      )}
      {arrivals.top}
      <SignInPanels
        {...{ person, tenant, address }}
        connection={{ id: connection.id, sftp: connection.sftp }}
        titles={{ details: '1. Sign-in details', password: '2. Password' }}
      />
      <Section
        title="3. Files to send"
        id="files"
        actions={<Link href={checkFilesPath}>Check a file here first</Link>}
        flush
        description="Send them all in one batch, with exactly these names. A .zip that contains them also works."
      >
        <FilesToSend />
      </Section>
      <Section
        title="4. Your upload"
        id="upload"
        description={`This page refreshes automatically. ${whenSetsAreChecked({ ...connection.sftp, isPaused: arrivals.status === 'PAUSED' })}`}
      >
        {arrivals.live}
      </Section>
      {idKinds.length > 0 ? (
        <Section
          title="IDs in attendance and calendar files"
          id="ids"
          flush
          description={`${staff ? 'Attendance' : 'Your attendance'} files identify people either by sourcedId or by identifier. The first files show which, and we keep using it. ${can(person, 'attendance.decide') ? 'You can change it here.' : staff ? 'Implementation staff can change it here.' : 'To change it, write to us.'}`}
        >
          <IdKinds
            feeds={idKinds}
            slug={slug}
            change={can(person, 'attendance.decide') ? changeIdKind : null}
            timeZone={tenant.timeZone}
            now={now}
          />
        </Section>
      ) : null}
      {notRead.length > 0 ? (
        <Section
          title="Files that were not read"
          id="not-read"
          flush
          description={`Kept for ${plural(ctx.settings.retentionDays, 'day')} and then deleted. They do not change anything.`}
        >
          <FilesNotRead files={notRead} timeZone={tenant.timeZone} now={now} />
        </Section>
      ) : null}
      <Section
        title="Newest runs"
        flush
        actions={runs.total > 5 ? <Link href={`${path}/runs`}>All runs</Link> : undefined}
        description="Each complete set of files is checked as one run. Open a run to see each problem with its file, line and fix."
      >
        <RecentRuns runs={runs.rows} basePath={`${path}/runs`} now={now} />
      </Section>
      <OtherConnections
        slug={slug}
        others={others}
        canConnect={can(person, 'credentials.manage')}
      />
    </Stack>
  );
}
