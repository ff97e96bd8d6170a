import type { Metadata } from 'next';
import { DataTable, type Column } from '@/components/data-table/data-table';
import { readTableState, type SearchParams } from '@/components/data-table/table-state';
import { MailStateLabel } from '@/components/domain/mail-state';
import { TimeCell } from '@/components/domain/time-text';
import { PageHeader } from '@/components/layout/page-header';
import { EmptyState } from '@/components/ui/empty-state';
import { ListCard, Stack } from '@/components/ui/section';
import { tenantScopeOf } from '@/lib/server/auth/tenant-access';
import { requirePermission } from '@/lib/server/http/session-person';
import { getAppContext } from '@/lib/server/http/context';
import { listOutboxMail, type OutboxRow } from '@/lib/server/mail/outbox';
import { STAFF_TIME_ZONE } from '@/lib/server/mail/staff-time-zone';
import { mailKindLabel } from './mail-kind-labels';

export const metadata: Metadata = { title: 'Mail' };

const table = { sorts: ['newest'], defaultSort: 'newest', filters: [] } as const;

export default async function OutboxPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const person = await requirePermission('outbox.view', '/outbox');
  const state = readTableState(await searchParams, table);
  const ctx = getAppContext();
  const tenantIds = await tenantScopeOf(ctx, person);
  const { page, pageSize } = state;
  const { rows, total } = await listOutboxMail(ctx, { page, pageSize, tenantIds });
  const isLocal = ctx.settings.smtpUrl === null;
  return (
    <Stack>
      <PageHeader
        title="Mail"
        description={
          isLocal
            ? 'No mail server is set up on this machine, so email is listed here instead of being sent, newest first. Sign-in codes and links are shown only in the window where the Connector was started.'
            : `Every email from the Connector${tenantIds ? ' about your districts' : ''}, newest first. Sign-in codes and links can be read only by the recipient.`
        }
      />
      <ListCard label={tenantIds ? 'Email about your districts' : 'All email'}>
        <DataTable
          caption="Mail"
          columns={mailColumns(ctx.clock.now())}
          rows={rows}
          rowKey={(row) => row.id}
          rowHref={(row) => `/outbox/${row.id}`}
          paging={{ path: '/outbox', state, total }}
          empty={
            <EmptyState headingLevel={3} title="No email yet">
              <p>Invitations, codes and notices appear here when they are created.</p>
            </EmptyState>
          }
        />
      </ListCard>
    </Stack>
  );
}

function mailColumns(now: Date): Column<OutboxRow>[] {
  return [
    { id: 'subject', header: 'Subject', isRoomy: true, cell: (row) => row.subject },
    { id: 'to', header: 'To', cell: (row) => row.toAddress },
    {
      id: 'kind',
      header: 'Kind',
      nowrap: true,
      // Its subject says it in other words, and each mail's page as well.
      isHiddenAtFirst: true,
      cell: (row) => mailKindLabel(row.kind),
    },
    { id: 'state', header: 'State', cell: (row) => <MailStateLabel state={row.state} /> },
    {
      id: 'written',
      header: 'Created',
      cell: (row) => <TimeCell at={row.createdAt} timeZone={STAFF_TIME_ZONE} now={now} />,
    },
  ];
}
