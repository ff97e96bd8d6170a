import type { Metadata } from 'next';
import { kindOfConnection } from '@/lib/core/connections/kinds';
import { DataTable } from '@/components/data-table/data-table';
import { readTableState, type SearchParams } from '@/components/data-table/table-state';
import { connectionPath, pullPath } from '@/components/domain/pulls/addresses';
import { pullColumns } from '@/components/domain/pulls/pull-columns';
import { PageHeader } from '@/components/layout/page-header';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ListCard, Stack } from '@/components/ui/section';
import { requireTenant } from '@/lib/server/http/session-person';
import { getAppContext } from '@/lib/server/http/context';
import { listPulls } from '@/lib/server/pulls/queries/list-pulls';
import { loadApiConnection } from '../load-connections';

export const metadata: Metadata = { title: 'Pulls' };

const SPEC = {
  sorts: ['began'],
  defaultSort: 'began',
  defaultDirection: 'desc',
  filters: [],
} as const;

export default async function PullsPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { slug } = await params;
  const path = pullPath(slug);
  const { tenant } = await requireTenant(slug, 'connection.view', path);
  const ctx = getAppContext();
  const asked = await searchParams;
  const state = readTableState(asked, SPEC);
  const connection = await loadApiConnection(ctx, tenant.id, asked);
  const pulls = connection
    ? await listPulls(
        ctx,
        { tenantId: tenant.id, connectionId: connection.id },
        { offset: (state.page - 1) * state.pageSize, limit: state.pageSize },
      )
    : { rows: [], total: 0 };
  const shown: Record<string, string> =
    typeof asked.connection === 'string' ? { connection: asked.connection } : {};
  return (
    <Stack>
      <PageHeader
        title="Pulls"
        crumbs={[{ href: connectionPath(slug, { id: connection?.id }), label: 'Connection' }]}
        description="Each time the roster was fetched from the API, with what was read and what became of it."
      />
      <ListCard label="All pulls">
        <DataTable
          caption={`Pulls of ${tenant.name}`}
          columns={pullColumns(slug, tenant.timeZone, ctx.clock.now())}
          rows={pulls.rows}
          rowKey={({ number }) => number}
          rowHref={({ number }) => pullPath(slug, number)}
          paging={{ path, state: { ...state, otherParams: shown }, total: pulls.total }}
          empty={
            <EmptyState
              headingLevel={3}
              title="Nothing has been fetched yet"
              action={<ButtonLink href={connectionPath(slug)}>Open the connection</ButtonLink>}
            >
              <p>
                {connection
                  ? kindOfConnection(connection.kind).words.beforeFirst
                  : 'This district sends files; nothing is fetched.'}
              </p>
            </EmptyState>
          }
        />
      </ListCard>
    </Stack>
  );
}
