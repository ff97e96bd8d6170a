import type { Metadata } from 'next';
import { DataTable } from '@/components/data-table/data-table';
import { FilterBar } from '@/components/data-table/filter-bar';
import type { SearchParams } from '@/components/data-table/table-state';
import { runColumns } from '@/components/domain/run-columns';
import { RunGroupFilter } from '@/components/domain/run-group-filter';
import { UnderReviewNote } from '@/components/domain/under-review-note';
import { PageHeader } from '@/components/layout/page-header';
import { EmptyState } from '@/components/ui/empty-state';
import { Section, Stack } from '@/components/ui/section';
import { tenantScopeOf } from '@/lib/server/auth/tenant-access';
import { requireStaff } from '@/lib/server/http/session-person';
import { getAppContext } from '@/lib/server/http/context';
import { listRuns, type RunRow } from '@/lib/server/sync-runs/list-runs';
import { readRunParams } from './search-params';

export const metadata: Metadata = { title: 'Runs' };

const path = '/runs';

export default async function RunsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const person = await requireStaff(undefined, path);
  const ctx = getAppContext();
  const scope = await tenantScopeOf(ctx, person);
  const { state, group, page } = readRunParams(await searchParams);
  const runs = await listRuns(ctx, { tenantId: null, tenantIds: scope, group }, page);
  return (
    <Stack>
      <PageHeader
        title="Runs"
        description={`Sets of files from ${scope ? 'your districts' : 'every district'}, newest first.`}
      />
      <Section title="All runs" flush>
        <FilterBar label="Filter runs" path={path} state={state}>
          <RunGroupFilter value={state.filters.status} />
        </FilterBar>
        <DataTable<RunRow>
          caption={scope ? 'Runs of your districts' : 'Runs of all districts'}
          columns={runColumns(ctx.clock.now(), { withDistrict: true })}
          rows={runs.rows}
          rowKey={(run) => run.id}
          rowHref={(run) => `/districts/${run.tenantSlug}/runs/${run.id}`}
          paging={{ path, state, total: runs.total }}
          empty={
            <EmptyState headingLevel={3} title="No files have arrived yet">
              <p>When a district sends its first files, they are listed here.</p>
            </EmptyState>
          }
        />
      </Section>
      <UnderReviewNote isShown={runs.rows.some((run) => run.state === 'HELD')} />
    </Stack>
  );
}
