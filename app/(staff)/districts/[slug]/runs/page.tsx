import type { Metadata } from 'next';
import { kindOfConnection } from '@/lib/core/connections/kinds';
import { DataTable } from '@/components/data-table/data-table';
import { FilterBar } from '@/components/data-table/filter-bar';
import type { SearchParams } from '@/components/data-table/table-state';
import { runColumns } from '@/components/domain/run-columns';
import { RunGroupFilter } from '@/components/domain/run-group-filter';
import { UnderReviewNote } from '@/components/domain/under-review-note';
import { PageHeader } from '@/components/layout/page-header';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Section, Stack } from '@/components/ui/section';
import { findRosterConnection } from '@/lib/server/connections';
import { requireTenant } from '@/lib/server/http/session-person';
import { getAppContext } from '@/lib/server/http/context';
import { listRuns } from '@/lib/server/sync-runs/list-runs';
import { readRunParams } from './search-params';

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
  const { tenant } = await requireTenant(slug, 'runs.view', path);
  const ctx = getAppContext();
  const { state, group, page } = readRunParams(await searchParams);
  const [runs, connection] = await Promise.all([
    listRuns(ctx, { tenantId: tenant.id, group }, page),
    findRosterConnection(ctx, tenant.id),
  ]);
  return (
    <Stack>
      <PageHeader
        title="Runs"
        description="Each set of files that arrived together: what was in it, what was wrong with it and what became of it."
      />
      <Section title="All runs" flush>
        <FilterBar label="Filter runs" path={path} state={state}>
          <RunGroupFilter value={state.filters.status} />
        </FilterBar>
        <DataTable
          caption={`Runs of ${tenant.name}`}
          columns={runColumns(ctx.clock.now(), { withDistrict: false })}
          rows={runs.rows}
          rowKey={(run) => run.id}
          rowHref={(run) => `${path}/${run.id}`}
          paging={{ path, state, total: runs.total }}
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
        />
      </Section>
      <UnderReviewNote isShown={runs.rows.some((run) => run.state === 'HELD')} />
    </Stack>
  );
}
