import { redirect } from 'next/navigation';
import { setUpSteps, type SetUpStep } from '@/lib/core/set-up/steps';
import { setUpPath } from '@/components/domain/set-up/addresses';
import { can } from '@/lib/server/auth/permissions';
import { findRosterConnection } from '@/lib/server/connections/queries/list-connections';
import { hostKeyFingerprints } from '@/lib/server/connections/host-key';
import { getAppContext } from '@/lib/server/http/context';
import { requireTenant } from '@/lib/server/http/session-person';
import { loadSetUp } from '@/lib/server/set-up/queries/load-set-up';

export type SetUpProps = { params: Promise<{ slug: string }> };

const OUTSIDE_STEPS = ['way', 'sheet'] as const;

/**
 * What every step shows and asks. A district without a connection has none: its connection page says so. A step of the other way
 * leads to the list of those that count.
 */
export async function loadSetUpPage(
  { params }: SetUpProps,
  page?: Parameters<typeof setUpPath>[1],
) {
  const { slug } = await params;
  const { person, tenant } = await requireTenant(slug, 'connection.view', setUpPath(slug, page));
  const ctx = getAppContext();
  const connection = await findRosterConnection(ctx, tenant.id);
  if (!connection || (!connection.sftp && !connection.api))
    redirect(`/districts/${slug}/connection`);
  const view = await loadSetUp(ctx, tenant, connection);
  const steps = setUpSteps(view.facts);
  const isStep = OUTSIDE_STEPS.every((each) => each !== page);
  if (page !== undefined && isStep && !steps.some(({ id }) => id === page))
    redirect(setUpPath(slug));
  return {
    ctx,
    slug,
    person,
    tenant,
    connection,
    view,
    steps,
    mayAnswer: can(person, 'setup.answer'),
    mayConnect: can(person, 'credentials.manage'),
    now: ctx.clock.now(),
  };
}

/** Of a district that sends files: with where its SIS signs in. */
export async function loadFilesPage(props: SetUpProps, step: SetUpStep | 'sheet') {
  const page = await loadSetUpPage(props, step);
  const { ctx, slug, connection } = page;
  if (!connection.sftp) redirect(setUpPath(slug));
  return {
    ...page,
    connection: { ...connection, sftp: connection.sftp },
    address: {
      host: ctx.settings.sftpPublicHost,
      port: ctx.settings.sftpPort,
      userName: connection.sftp.userName,
      fingerprints: await hostKeyFingerprints(ctx),
    },
  };
}

export type FetchedPage = Awaited<ReturnType<typeof loadFetchedPage>>;

/** Of a district that is fetched from, once its address is known: what needs one leads there. */
export async function loadFetchedPage(props: SetUpProps, step: SetUpStep) {
  const page = await loadSetUpPage(props, step);
  const { slug, connection } = page;
  if (!connection.api) redirect(setUpPath(slug, 'account'));
  return { ...page, connection: { ...connection, api: connection.api } };
}
