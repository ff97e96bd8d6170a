import type { Metadata } from 'next';
import { kindOfConnection } from '@/lib/core/connections/kinds';
import { runName } from '@/lib/core/sync-run/run-address';
import type { SearchParams } from '@/components/data-table/table-state';
import { RunList } from '@/components/domain/runs/run-list';
import { readRunParams } from '@/components/domain/runs/run-params';
import { PageHeader } from '@/components/layout/page-header';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Stack } from '@/components/ui/section';
import { findRosterConnection } from '@/lib/server/connections/queries/list-connections';
import { requireTenant } from '@/lib/server/http/session-person';
import { getAppContext } from '@/lib/server/http/context';
import { listRuns } from '@/lib/server/sync-runs/queries/list-runs';
import { openList } from '../../../open-list';

export const metadata: Metadata = { title: 'Runs' };

export default async function DistrictRunsPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { slug } = await params;
  const path = `/districts/${slug}/runs`;
  const { person, tenant } = await requireTenant(slug, 'runs.view', path);
  const ctx = getAppContext();
  const asked = await searchParams;
  const { state: read, group, page } = readRunParams(asked);
  const { state, views } = await openList({
    list: 'district-runs',
    path,
    state: read,
    params: asked,
    person,
    tenant,
  });
  const [runs, connection] = await Promise.all([
    listRuns(ctx, { tenantId: tenant.id, group }, page),
    findRosterConnection(ctx, tenant.id),
  ]);
  return (
    <Stack>
      <PageHeader
        title="Runs"
        description="Each set of files that arrived together, with its contents, problems and result."
      />
      <RunList
        caption={`Runs of ${tenant.name}`}
        path={path}
        state={state}
        views={views}
        runs={runs}
        hrefOf={(run) => `${path}/${runName(run.number)}`}
        withDistrict={false}
        empty={
          <EmptyState
            headingLevel={3}
            title="No files have arrived yet"
            action={
              <ButtonLink href={`/districts/${slug}/connection`}>
                How to send the first files
              </ButtonLink>
            }
          >
            {connection ? <p>{kindOfConnection(connection.kind).words.beforeFirst}</p> : null}
          </EmptyState>
        }
        now={ctx.clock.now()}
      />
    </Stack>
  );
}
