import type { Metadata } from 'next';
import type { SearchParams } from '@/components/data-table/table-state';
import { RunList } from '@/components/domain/runs/run-list';
import { readRunParams } from '@/components/domain/runs/run-params';
import { PageHeader } from '@/components/layout/page-header';
import { EmptyState } from '@/components/ui/empty-state';
import { Stack } from '@/components/ui/section';
import { tenantScopeOf } from '@/lib/server/auth/tenant-access';
import { requireStaff } from '@/lib/server/http/session-person';
import { getAppContext } from '@/lib/server/http/context';
import { listRuns } from '@/lib/server/sync-runs/queries/list-runs';
import { openList } from '../open-list';
import { runPath } from '@/lib/core/sync-run/run-address';

export const metadata: Metadata = { title: 'Runs' };

const path = '/runs';

export default async function RunsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const person = await requireStaff(undefined, path);
  const ctx = getAppContext();
  const scope = await tenantScopeOf(ctx, person);
  const params = await searchParams;
  const { state: read, group, page } = readRunParams(params);
  const { state, views } = await openList({ list: 'runs', path, state: read, params, person });
  const runs = await listRuns(ctx, { tenantId: null, tenantIds: scope, group }, page);
  return (
    <Stack>
      <PageHeader
        title="Runs"
        description={`Sets of files from ${scope ? 'your districts' : 'every district'}, the most recently started first.`}
      />
      <RunList
        caption={scope ? 'Runs of your districts' : 'Runs of all districts'}
        path={path}
        state={state}
        views={views}
        runs={runs}
        hrefOf={(run) => runPath(run.tenantSlug, run.number)}
        withDistrict
        empty={
          <EmptyState headingLevel={3} title="No files have arrived yet">
            <p>When a district sends its first files, they are listed here.</p>
          </EmptyState>
        }
        now={ctx.clock.now()}
      />
    </Stack>
  );
}
