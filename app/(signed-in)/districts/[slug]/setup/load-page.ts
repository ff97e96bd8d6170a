import { redirect } from 'next/navigation';
import { stepStates } from '@/lib/core/set-up/steps';
import { setUpPath } from '@/components/domain/set-up/addresses';
import { can } from '@/lib/server/auth/permissions';
import { findRosterConnection } from '@/lib/server/connections/queries/list-connections';
import { hostKeyFingerprints } from '@/lib/server/connections/host-key';
import { getAppContext } from '@/lib/server/http/context';
import { requireTenant } from '@/lib/server/http/session-person';
import { loadSetUp } from '@/lib/server/set-up/queries/load-set-up';

export type SetUpProps = { params: Promise<{ slug: string }> };

/** What every step shows and asks. A district without a connection by SFTP has no such steps: its connection page says so. */
export async function loadSetUpPage(
  { params }: SetUpProps,
  step?: Parameters<typeof setUpPath>[1],
) {
  const { slug } = await params;
  const { person, tenant } = await requireTenant(slug, 'connection.view', setUpPath(slug, step));
  const ctx = getAppContext();
  const connection = await findRosterConnection(ctx, tenant.id);
  if (!connection?.sftp) redirect(`/districts/${slug}/connection`);
  const [view, fingerprints] = await Promise.all([
    loadSetUp(ctx, tenant, connection),
    hostKeyFingerprints(ctx),
  ]);
  return {
    ctx,
    slug,
    person,
    tenant,
    connection: { ...connection, sftp: connection.sftp },
    view,
    states: stepStates(view.facts),
    mayAnswer: can(person, 'setup.answer'),
    now: ctx.clock.now(),
    address: {
      host: ctx.settings.sftpPublicHost,
      port: ctx.settings.sftpPort,
      userName: connection.sftp.userName,
      fingerprints,
    },
  };
}
