import type { Metadata } from 'next';
import Link from 'next/link';
import { checkFilesPath } from '@/lib/core/file-help/names';
import { kindOfConnection } from '@/lib/core/connections/kinds';
import { FILE_SPECS } from '@/lib/core/oneroster';
import { lastUsedFrom } from '@/lib/core/sftp/last-used-from';
import { whenSetsAreChecked } from '@/lib/core/sync-run/banner/open-set-text';
import { connectionLabel, pausedUntil } from '@/lib/core/sync-run/connection-status';
import { connectionLabels } from '@/lib/core/sync-run/status-labels';
import { AllowedAddresses } from '@/components/domain/connection/allowed-addresses';
import { FilesNotRead } from '@/components/domain/connection/files-not-read';
import { FilesToSend, type FileToSend } from '@/components/domain/connection/files-to-send';
import { IdKinds } from '@/components/domain/connection/id-kinds';
import { KeysPanel } from '@/components/domain/connection/keys-panel';
import { PasswordPanel } from '@/components/domain/connection/password-panel';
import { OpenSshCommand, SignInDetails } from '@/components/domain/connection/sign-in-details';
import { RecentRuns } from '@/components/domain/runs/recent-runs';
import { PageHeader } from '@/components/layout/page-header';
import { EmptyState } from '@/components/ui/empty-state';
import { Columns, Section, Stack } from '@/components/ui/section';
import { plural } from '@/lib/core/format/numbers';
import { can, isStaff } from '@/lib/server/auth/permissions';
import { requireTenant } from '@/lib/server/http/session-person';
import { findRosterConnection } from '@/lib/server/connections/queries/list-connections';
import { hostKeyFingerprints } from '@/lib/server/connections/host-key';
import { listCredentials } from '@/lib/server/connections/queries/list-credentials';
import { listFilesNotRead } from '@/lib/server/connections/queries/files-not-read';
import { getAppContext } from '@/lib/server/http/context';
import { listIdKinds } from '@/lib/server/attendance/queries/id-kinds';
import { listRuns } from '@/lib/server/sync-runs/queries/list-runs';
import { getTenantBySlug } from '@/lib/server/tenants/queries/list-tenants';
import { tenantStatus } from '@/lib/server/tenants/queries/tenant-status';
import {
  addKey,
  changeIdKind,
  createPassword,
  endKey,
  endPassword,
  setAddresses,
} from '../connection-actions';
import { loadArrivals } from '../arrivals';

type Props = { params: Promise<{ slug: string }> };

// The browser's tab shows the state, for a page that stays open while files are on their way.
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug } = await params;
  await requireTenant(slug, 'connection.view', `/districts/${slug}/connection`);
  const row = await getTenantBySlug(getAppContext(), slug);
  const status = tenantStatus(row);
  return {
    title: `${connectionLabels[status].glyph} ${connectionLabel(status, pausedUntil(row))}`,
  };
}

export default async function ConnectionPage({ params }: Props) {
  const { slug } = await params;
  const path = `/districts/${slug}`;
  const { person, tenant } = await requireTenant(slug, 'connection.view', `${path}/connection`);
  const ctx = getAppContext();
  const connection = await findRosterConnection(ctx, tenant.id);
  const kind = connection ? kindOfConnection(connection.kind) : null;
  if (!kind || !connection?.sftp) {
    return (
      <EmptyState
        headingLevel={1}
        title={kind ? kind.words.name : 'This district has no connection yet'}
      >
        <p>
          {kind
            ? kind.words.setUp
            : isStaff(person)
              ? 'A connection is created together with its district. Ask an administrator.'
              : `Write to ${ctx.settings.mailReplyTo}.`}
        </p>
      </EmptyState>
    );
  }
  const now = ctx.clock.now();
  const [credentials, runs, notRead, fingerprints, idKinds, arrivals] = await Promise.all([
    listCredentials(ctx, tenant.id, connection.id),
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
  const keys = credentials.keys.filter(({ isValid }) => isValid);
  const staff = isStaff(person);
  return (
    <Stack>
      <PageHeader title="Connection" description={kind.words.setUp} />
      {arrivals.top}
      <Columns>
        <Section title="1. Sign-in details" id="details">
          <SignInDetails address={address} />
        </Section>
        <Stack>
          <Section title="2. Password" id="password">
            <PasswordPanel
              slug={slug}
              passwords={credentials.passwords.filter(({ isValid }) => isValid)}
              keyCount={keys.length}
              timeZone={tenant.timeZone}
              now={now}
              canManage={can(person, 'credentials.manage')}
              generate={createPassword}
              revoke={endPassword}
            />
          </Section>
          <Section
            title="SSH keys"
            id="keys"
            description="Instead of a password, for programs that can sign in with a key. Several can work at once."
          >
            <KeysPanel
              slug={slug}
              keys={keys}
              passwordCount={credentials.passwords.filter(({ isValid }) => isValid).length}
              timeZone={tenant.timeZone}
              now={now}
              canManage={can(person, 'credentials.manage')}
              add={addKey}
              revoke={endKey}
            />
          </Section>
          <Section
            title="Allowed addresses"
            id="allowed-addresses"
            description="Optional: only programs at these addresses can sign in."
          >
            <AllowedAddresses
              slug={slug}
              addresses={connection.sftp.allowedAddresses}
              lastUsedFrom={lastUsedFrom([...credentials.passwords, ...credentials.keys])}
              action={can(person, 'credentials.manage') ? setAddresses : null}
            />
          </Section>
          <Section
            title="Try it with OpenSSH"
            description="Paste this into a terminal. It asks for the password, or uses your SSH key."
          >
            <OpenSshCommand address={address} />
          </Section>
        </Stack>
      </Columns>
      <Section
        title="3. Files to send"
        id="files"
        actions={<Link href={checkFilesPath}>Check a file here first</Link>}
        flush
        description="Send them all in one batch, with exactly these names. A .zip that contains them also works."
      >
        <FilesToSend files={FILES_TO_SEND} />
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
    </Stack>
  );
}

const FILES_TO_SEND: FileToSend[] = FILE_SPECS.filter(
  (spec) => spec.required || spec.entity !== null,
).map(({ fileName, required, help }) => ({ fileName, isRequired: required, help }));
