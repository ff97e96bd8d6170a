import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { kindOfConnection } from '@/lib/core/connections/kinds';
import type { SearchParams } from '@/components/data-table/table-state';
import { connectionPath } from '@/components/domain/pulls/addresses';
import { TimeText } from '@/components/domain/time-text';
import { PageHeader } from '@/components/layout/page-header';
import { ActionForm } from '@/components/ui/action-form';
import { FormGrid } from '@/components/ui/form';
import { Section, Stack } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { requireTenant } from '@/lib/server/http/session-person';
import { getAppContext } from '@/lib/server/http/context';
import { AccountFields } from '@/components/domain/pulls/account-fields';
import { saveAccount } from '../account-actions';
import { loadApiConnection } from '../../load-connections';

export const metadata: Metadata = { title: 'Account of the connection' };

export default async function AccountPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { slug } = await params;
  const path = connectionPath(slug, { part: 'account' });
  const { tenant } = await requireTenant(slug, 'credentials.manage', path);
  const ctx = getAppContext();
  const connection = await loadApiConnection(ctx, tenant.id, await searchParams);
  const api = connection && kindOfConnection(connection.kind).api;
  if (!connection || !api) redirect(connectionPath(slug));
  return (
    <Stack>
      <PageHeader
        title="Account"
        crumbs={[{ href: connectionPath(slug, { id: connection.id }), label: 'Connection' }]}
        description="From where the roster is fetched, and with which key. After a change the connection has to be tested again."
      />
      <Section
        title={kindOfConnection(connection.kind).words.name}
        id="account"
        description={
          <>
            Secret set{' '}
            <TimeText
              at={connection.api.secretChangedAt}
              timeZone={tenant.timeZone}
              now={ctx.clock.now()}
            />
            . It is stored encrypted and never shown.
          </>
        }
      >
        <ActionForm action={saveAccount} label="Account">
          <FormGrid>
            <input type="hidden" name="slug" value={slug} />
            <input type="hidden" name="connectionId" value={connection.id} />
            <AccountFields api={api} values={connection.api} />
            <div>
              <SubmitButton pendingLabel="Saving…">Save account</SubmitButton>
            </div>
          </FormGrid>
        </ActionForm>
      </Section>
    </Stack>
  );
}
