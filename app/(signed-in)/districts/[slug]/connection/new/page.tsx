import type { Metadata } from 'next';
import Link from 'next/link';
import { KINDS_OF_CONNECTION, type KindOfConnection } from '@/lib/core/connections/kinds';
import type { SearchParams } from '@/components/data-table/table-state';
import { connectionPath } from '@/components/domain/pulls/addresses';
import { PageHeader } from '@/components/layout/page-header';
import { ActionForm } from '@/components/ui/action-form';
import { ButtonLink } from '@/components/ui/button';
import { FormGrid } from '@/components/ui/form';
import { Row, Section, Stack } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { requireTenant } from '@/lib/server/http/session-person';
import { findRosterConnection } from '@/lib/server/connections/queries/list-connections';
import { getAppContext } from '@/lib/server/http/context';
import { AccountFields } from '@/components/domain/pulls/account-fields';
import { createAccount } from '../account-actions';

export const metadata: Metadata = { title: 'Connect an API' };

const fetched: KindOfConnection[] = Object.values(KINDS_OF_CONNECTION).filter(
  ({ api }) => api !== null,
);

/** The kind first, then its account. */
export default async function NewConnectionPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { slug } = await params;
  const path = connectionPath(slug, { part: 'new' });
  const { tenant } = await requireTenant(slug, 'credentials.manage', path);
  const { kind: asked } = await searchParams;
  const chosen = fetched.find(({ api }) => api?.protocol === asked);
  const roster = await findRosterConnection(getAppContext(), tenant.id);
  return (
    <Stack>
      <PageHeader
        title="Connect an API"
        crumbs={[{ href: connectionPath(slug), label: 'Connection' }]}
        description={
          roster
            ? 'The roster stays with the connection it has. Test the new one and read a preview first, then switch to it.'
            : 'The roster will be fetched through this connection every night, once a test has passed.'
        }
      />
      {chosen?.api ? (
        <Section
          title={chosen.words.name}
          id="account"
          actions={<Link href={path}>Another kind</Link>}
          description="Your SIS shows these values where it lists applications or API clients."
        >
          <ActionForm action={createAccount} label="Connect an API">
            <FormGrid>
              <input type="hidden" name="slug" value={slug} />
              <input type="hidden" name="protocol" value={chosen.api.protocol} />
              <AccountFields api={chosen.api} values={null} />
              <div>
                <SubmitButton pendingLabel="Connecting…">Create connection</SubmitButton>
              </div>
            </FormGrid>
          </ActionForm>
        </Section>
      ) : (
        fetched.map(({ api, words }) => (
          <Section key={words.name} title={words.name} id={api?.protocol} description={words.setUp}>
            <Row>
              <ButtonLink
                variant="primary"
                href={`${path}?${new URLSearchParams({ kind: api?.protocol ?? '' }).toString()}`}
              >
                Choose {words.name}
              </ButtonLink>
            </Row>
          </Section>
        ))
      )}
    </Stack>
  );
}
