import Link from 'next/link';
import { AUTHORIZATION_LABELS } from '@/lib/core/connections/authorizations';
import { kindOfConnection } from '@/lib/core/connections/kinds';
import { plural } from '@/lib/core/format/numbers';
import { vendorProfile } from '@/lib/core/pulls/vendor-profiles';
import { connectionPath, pullPath } from '@/components/domain/pulls/addresses';
import { PullProgressBar } from '@/components/domain/pulls/pull-progress-bar';
import { PullStrip } from '@/components/domain/pulls/pull-strip';
import { TestLines } from '@/components/domain/pulls/test-lines';
import { TimeText } from '@/components/domain/time-text';
import { PageHeader } from '@/components/layout/page-header';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { Facts } from '@/components/ui/facts';
import { LiveRefresh } from '@/components/ui/live-refresh';
import { Columns, Section, Stack } from '@/components/ui/section';
import { can, isStaff } from '@/lib/server/auth/permissions';
import type { SessionPerson } from '@/lib/server/auth/sessions';
import type { TenantRef } from '@/lib/server/auth/tenant-access';
import type { ConnectionRow } from '@/lib/server/connections/queries/list-connections';
import { getAppContext } from '@/lib/server/http/context';
import { findPull } from '@/lib/server/pulls/queries/list-pulls';
import { loadApiStatus } from '../load-api-status';
import { bringsRoster } from '../load-connections';
import { EndPullButton } from '../end-pull-button';
import { PullButtons, SwitchNote } from './_components/api-buttons';
import { OtherConnections } from './_components/other-connections';
import { SettingsHistory } from './settings-history';
import { VendorAllows } from './_components/vendor-allows';

/** Of a connection that is fetched from: how it stands, what was fetched, and what may be done. */
export async function ApiConnection({
  person,
  tenant,
  connection,
  others,
}: {
  person: SessionPerson;
  tenant: TenantRef;
  connection: ConnectionRow & { api: NonNullable<ConnectionRow['api']> };
  others: readonly ConnectionRow[];
}) {
  const ctx = getAppContext();
  const now = ctx.clock.now();
  const { slug, timeZone } = tenant;
  const { api, id } = connection;
  const which = { tenantId: tenant.id, connectionId: id };
  const { test, pulls, next, newest, said, isOpen } = await loadApiStatus(ctx, tenant, connection);
  const open = newest && isOpen ? await findPull(ctx, tenant.id, newest.number) : null;
  const isRoster = bringsRoster(connection);
  const kind = kindOfConnection(connection.kind);
  const profile = vendorProfile(api.vendor);
  const canManage = can(person, 'credentials.manage');
  const isTesting = test !== null && test.finishedAt === null;
  const pulled = (
    <Section
      key="pulls"
      title="Pulls"
      id="pulls"
      actions={
        pulls.total > 0 ? (
          <Link href={isRoster ? pullPath(slug) : `${pullPath(slug)}?connection=${id}`}>
            All {plural(pulls.total, 'pull')}
          </Link>
        ) : null
      }
    >
      {newest ? (
        <PullStrip slug={slug} pulls={pulls.rows.toReversed()} timeZone={timeZone} now={now} />
      ) : (
        <EmptyState headingLevel={3} title="Nothing has been fetched yet">
          <p>{kind.words.beforeFirst}</p>
        </EmptyState>
      )}
    </Section>
  );
  const tested = (
    <Section
      key="test"
      title="Test of the connection"
      id="test"
      description={
        test === null ? null : test.finishedAt ? (
          <>
            Last tested <TimeText at={test.finishedAt} timeZone={timeZone} now={now} />
          </>
        ) : (
          'Being tested now. This page refreshes automatically.'
        )
      }
    >
      {test ? (
        <TestLines lines={test.lines} isOver={test.finishedAt !== null} />
      ) : (
        <EmptyState headingLevel={3} title="Not tested yet">
          <p>
            A test asks the API for one row of everything and says of each step whether it worked.
            The rows go into no roster.
          </p>
        </EmptyState>
      )}
    </Section>
  );
  return (
    <Stack>
      <PageHeader
        title="Connection"
        description={kind.words[newest ? 'name' : 'setUp']}
        actions={
          canManage ? (
            <PullButtons
              {...{ slug, connectionId: id, isTesting, isPulling: open !== null, isRoster }}
              isTested={api.testedAt !== null}
            />
          ) : null
        }
      />
      <Callout tone={said.tone} title={said.title}>
        <p>{said.sentence}</p>
        {said.remedy ? <p>{said.remedy}</p> : null}
        {open ? (
          <>
            {open.status === 'READING' || open.status === 'WAITING' ? (
              <PullProgressBar collections={open.collections} />
            ) : null}
            {canManage && open.state !== 'COMPLETE' ? (
              <EndPullButton slug={slug} pull={open.number} />
            ) : null}
          </>
        ) : null}
      </Callout>
      {isRoster ? null : (
        <SwitchNote
          slug={slug}
          connectionId={id}
          canSwitch={can(person, 'connection.update')}
          isFetched
        />
      )}
      <Columns>
        <Stack>
          {newest ? [pulled, tested] : [tested, pulled]}
          <SettingsHistory {...which} isStaff={isStaff(person)} timeZone={timeZone} now={now} />
        </Stack>
        <Stack>
          <Section
            title="Account"
            id="account"
            actions={
              canManage ? (
                <Link href={connectionPath(slug, { part: 'account', id })}>Change</Link>
              ) : null
            }
          >
            <Facts
              facts={[
                { label: 'Kind', value: kind.words.name },
                { label: 'Vendor', value: profile.name, hint: profile.note },
                { label: 'Host', value: new URL(api.baseUrl).host },
                { label: 'Authorization', value: AUTHORIZATION_LABELS[api.authorization] },
                { label: 'Key', value: api.clientId },
                {
                  label: 'Secret',
                  value: (
                    <>
                      Set <TimeText at={api.secretChangedAt} timeZone={timeZone} now={now} />
                    </>
                  ),
                  hint: 'It is stored encrypted and never shown.',
                },
              ]}
            />
          </Section>
          <VendorAllows
            {...{ slug, connection, next, now, timeZone, canManage, isRoster }}
            profile={profile}
          />
        </Stack>
      </Columns>
      <OtherConnections slug={slug} others={others} canConnect={canManage} />
      <LiveRefresh
        version={`${test?.id}-${test?.lines.length}-${test?.finishedAt?.getTime()}-${newest?.number}-${newest?.status}-${newest?.rowCount}-${said.title}`}
        announce={said.title}
        longestWaitMs={isTesting || open ? 4_000 : 30_000}
        news={`/api/connections/${slug}/live`}
      />
    </Stack>
  );
}
